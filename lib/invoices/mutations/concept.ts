import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { atOnce } from '@/db/columns'
import { invoiceAttachments, invoiceLines, invoices } from '@/db/schema/invoices'
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
import { discardWhenEmpty } from './bill'
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
  const { version, poNumber, issuedOn, suppliedOn, paymentTermDays, notes, closing, withTimesheet, locale } = invoice
  const header = { version, poNumber, issuedOn, suppliedOn, paymentTermDays, notes, closing, withTimesheet, locale }
  return { ...header, lines: lines.map(shownLine) }
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
  for (const some of atOnce(rows))
    await write.db
      .insert(invoiceLines)
      .values(some)
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
  const { poNumber, issuedOn, suppliedOn, paymentTermDays, notes, locale } = input
  const { closing = invoice.closing, withTimesheet = invoice.withTimesheet } = input
  const header = { poNumber, issuedOn, suppliedOn, paymentTermDays, notes, closing, withTimesheet, locale }
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

/** Writes the header of a locked concept with its next version. */
export async function bump(write: Write, invoice: InvoiceRow, change: Partial<InvoiceRow> = {}): Promise<number> {
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
