import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { invoiceAttachments, invoiceLines, invoices } from '@/db/schema/invoices'
import { orders } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { type Change, changesBetween } from '@/lib/history/rules'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { lineNet } from '@/lib/money'
import { Refused } from '@/lib/refused'
import { dayIn } from '@/lib/time'
import type { ConceptInput } from '../input'
import { type InvoiceLineRow, type InvoiceMaterial, type InvoiceRow, invoiceMaterial } from '../queries/source'
import { stepRefusal } from '../rules/status'
import { vatCode } from '../rules/vat'
import { discardWhenEmpty, lastPosition, openConcept } from './bill'
import { refreshBilled, removeSources, setInvoiceState } from './sources'

/** The concept with everything around it, locked. Refuses common.not_found, invoices.discarded, invoices.already_final. */
export async function lockConcept(write: Write, invoiceId: string, version?: number): Promise<InvoiceMaterial> {
  const material = await invoiceMaterial(write, invoiceId, true)
  const { invoice } = material
  const refusal = stepRefusal(invoice.discardedAt ? 'discarded' : invoice.number ? 'final' : 'concept', 'edit')
  if (refusal) throw new Refused(refusal, { params: { number: invoice.number ?? '' } })
  if (version !== undefined && invoice.version !== version)
    throw new Refused('common.stale', { current: conceptAsShown(material) })
  return material
}

/** The concept in the shape of its input, for the one who edited an older version. */
function conceptAsShown({ invoice, lines }: InvoiceMaterial) {
  const { version, poNumber, issuedOn, suppliedOn, paymentTermDays, notes, locale } = invoice
  return { version, poNumber, issuedOn, suppliedOn, paymentTermDays, notes, locale, lines: lines.map(shownLine) }
}

function shownLine({ id, description, unit, quantity, unitPrice, discountPercent, vatCode: code }: InvoiceLineRow) {
  return { id, description, unit, quantity, unitPrice, discountPercent, vatCode: code }
}

/**
 * Saves a concept as it stands on the screen: header fields, changed, new and removed lines. A corrected line stays
 * linked to its order line, or to what it bills of a project; a removed one gives it back ("to invoice" again). Refuses common.stale with the other
 * version, invoices.vat_code_unknown beside the line, and what lockConcept refuses.
 */
export async function saveConcept(write: Write, input: ConceptInput): Promise<{ version: number }> {
  const material = await lockConcept(write, input.id, input.version)
  const { organizationId } = write.actor
  const { invoice, lines, sellerCountry, timeZone } = material
  const on = input.issuedOn ?? dayIn(timeZone, write.now)
  const before = new Map(lines.map((line) => [line.id, line]))
  const rows = input.lines.map((line, index) => {
    const code = vatCode(sellerCountry, line.vatCode, on)
    if (!code)
      throw new Refused('common.invalid', { fields: { [`lines.${index}.vatCode`]: 'invoices.vat_code_unknown' } })
    const old = before.get(line.id)
    return {
      organizationId,
      ...line,
      invoiceId: invoice.id,
      position: index + 1,
      orderId: old?.orderId ?? null,
      orderLineId: old?.orderLineId ?? null,
      vatCategory: code.category,
      vatRate: code.rate,
      netAmount: lineNet(line.unitPrice, line.quantity, line.discountPercent),
    }
  })
  const kept = new Set(rows.map(({ id }) => id))
  const removed = lines.filter(({ id }) => !kept.has(id))
  await removeLines(write, removed)
  if (rows.length > 0) {
    await write.db
      .insert(invoiceLines)
      .values(rows)
      .onConflictDoUpdate({
        target: [invoiceLines.organizationId, invoiceLines.id],
        // A line's id that belongs to another invoice is not ours to change.
        setWhere: eq(invoiceLines.invoiceId, invoice.id),
        set: excluded([
          'position',
          'description',
          'unit',
          'quantity',
          'unit_price',
          'discount_percent',
          'vat_code',
          'vat_category',
          'vat_rate',
          'net_amount',
        ]),
      })
  }
  const { poNumber, issuedOn, suppliedOn, paymentTermDays, notes, locale } = input
  const header = { poNumber, issuedOn, suppliedOn, paymentTermDays, notes, locale }
  const version = await bump(write, invoice, header)
  await record(write, {
    subject: ['invoice', invoice.id],
    action: 'invoices.edited',
    changes: [...changesBetween<Partial<InvoiceRow>>(invoice, header), ...lineChanges(before, rows, removed)],
    customerId: invoice.customerId,
  })
  await announce(write, 'invoice', invoice.id, version)
  return { version }
}

const excludedColumns = {
  position: 'position',
  description: 'description',
  unit: 'unit',
  quantity: 'quantity',
  unit_price: 'unitPrice',
  discount_percent: 'discountPercent',
  vat_code: 'vatCode',
  vat_category: 'vatCategory',
  vat_rate: 'vatRate',
  net_amount: 'netAmount',
} as const

function excluded(columns: (keyof typeof excludedColumns)[]) {
  return Object.fromEntries(columns.map((column) => [excludedColumns[column], sql.raw(`excluded.${column}`)]))
}

function lineChanges(
  before: ReadonlyMap<string, InvoiceLineRow>,
  rows: readonly { id: string; description: string; netAmount: string }[],
  removed: readonly InvoiceLineRow[],
): Change[] {
  const said = (line: { description: string; netAmount: string }) => `${line.description} · ${line.netAmount}`
  const changed = rows.filter((row) => {
    const old = before.get(row.id)
    return !old || said(old) !== said(row)
  })
  if (changed.length === 0 && removed.length === 0) return []
  const old = [...changed.flatMap(({ id }) => before.get(id) ?? []), ...removed]
  return [{ field: 'lines', from: old.map(said).join('\n') || null, to: changed.map(said).join('\n') || null }]
}

async function removeLines(write: Write, lines: readonly InvoiceLineRow[]): Promise<void> {
  if (lines.length === 0) return
  await setInvoiceState(write, lines, 'open')
  await removeSources(write, lines)
  await write.db.delete(invoiceLines).where(
    and(
      eq(invoiceLines.organizationId, write.actor.organizationId),
      inArray(
        invoiceLines.id,
        lines.map(({ id }) => id),
      ),
    ),
  )
  await refreshBilled(
    write,
    lines.map(({ projectId }) => projectId),
  )
}

async function bump(write: Write, invoice: InvoiceRow, change: Partial<InvoiceRow> = {}): Promise<number> {
  const version = invoice.version + 1
  await write.db
    .update(invoices)
    .set({ ...change, version })
    .where(and(eq(invoices.organizationId, write.actor.organizationId), eq(invoices.id, invoice.id)))
  return version
}

/** Throws a concept away: its lines can be billed again, nothing got a number. Refuses what lockConcept refuses. */
export async function discardConcept(write: Write, input: { id: string }): Promise<void> {
  const { invoice, lines } = await lockConcept(write, input.id)
  await removeLines(write, lines)
  await discardWhenEmpty(write, invoice.id)
  await record(write, { subject: ['invoice', invoice.id], action: 'invoices.discard', customerId: invoice.customerId })
  await announce(write, 'invoice', invoice.id)
}

/**
 * Moves one order's lines off a collected concept: to a concept of its own, or to another open one of the same customer.
 * Returns where they are now. Refuses invoices.other_customer, invoices.order_not_on_it and what lockConcept refuses.
 */
export async function moveOrder(
  write: Write,
  input: { id: string; orderId: string; toId: string | null },
): Promise<{ id: string }> {
  const { invoice, lines, orderNumbers } = await lockConcept(write, input.id)
  const moving = lines.filter(({ orderId }) => orderId === input.orderId)
  const order = orderNumbers.find(({ id }) => id === input.orderId)
  if (moving.length === 0 || !order) throw new Refused('invoices.order_not_on_it')
  const targetId = input.toId ?? (await ownConcept(write, invoice, input.orderId))
  if (targetId === invoice.id) return { id: invoice.id }
  if (input.toId) {
    const target = await lockConcept(write, input.toId)
    if (target.invoice.customerId !== invoice.customerId) throw new Refused('invoices.other_customer')
  }
  const position = await lastPosition(write, targetId)
  await write.db
    .update(invoiceLines)
    .set({ invoiceId: targetId, position: sql`${invoiceLines.position} + ${position}` })
    .where(
      and(
        eq(invoiceLines.organizationId, write.actor.organizationId),
        eq(invoiceLines.invoiceId, invoice.id),
        eq(invoiceLines.orderId, input.orderId),
      ),
    )
  const { organizationId } = write.actor
  await write.db.execute(sql`
    update invoice_attachments a set invoice_id = ${targetId}
    where a.organization_id = ${organizationId} and a.invoice_id = ${invoice.id}
      and a.file_id in (select d.file_id from documents d where d.organization_id = ${organizationId} and d.order_id = ${input.orderId})
      and not exists (select from invoice_attachments o where o.organization_id = ${organizationId} and o.invoice_id = ${targetId} and o.file_id = a.file_id)`)
  await bump(write, invoice)
  await discardWhenEmpty(write, invoice.id)
  for (const id of [invoice.id, targetId]) {
    await record(write, {
      subject: ['invoice', id],
      action: id === invoice.id ? 'invoices.left' : 'invoices.joined',
      params: { number: order.number },
      orderId: input.orderId,
      customerId: invoice.customerId,
    })
    await announce(write, 'invoice', id)
  }
  return { id: targetId }
}

async function ownConcept(write: Write, invoice: InvoiceRow, orderId: string): Promise<string> {
  const [order] = await write.db
    .select({ siteId: orders.siteId, poNumber: orders.poNumber })
    .from(orders)
    .where(and(eq(orders.organizationId, write.actor.organizationId), eq(orders.id, orderId)))
  if (!order) throw new Refused('invoices.order_not_on_it')
  const { invoiceId } = await openConcept(write, `order:${orderId}`, order, {
    id: invoice.customerId,
    paymentTermDays: invoice.paymentTermDays,
    locale: invoice.locale,
  })
  return invoiceId
}

/** Adds a file of the company to what goes along with the mail, or takes it off. Refuses what lockConcept refuses. */
export async function attachFile(
  write: Write,
  input: { id: string; fileId: string; title: string; attached: boolean },
): Promise<void> {
  const { invoice } = await lockConcept(write, input.id)
  const own = and(
    eq(invoiceAttachments.organizationId, write.actor.organizationId),
    eq(invoiceAttachments.invoiceId, invoice.id),
    eq(invoiceAttachments.fileId, input.fileId),
  )
  if (input.attached)
    await write.db
      .insert(invoiceAttachments)
      .values({
        organizationId: write.actor.organizationId,
        id: newId(),
        invoiceId: invoice.id,
        fileId: input.fileId,
        title: input.title,
      })
      .onConflictDoNothing()
  else await write.db.delete(invoiceAttachments).where(own)
  await record(write, {
    subject: ['invoice', invoice.id],
    action: input.attached ? 'invoices.attached' : 'invoices.detached',
    params: { fileId: input.fileId, title: input.title },
    customerId: invoice.customerId,
  })
  await announce(write, 'invoice', invoice.id, invoice.version)
}
