import 'server-only'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { organizations } from '@/db/schema/auth'
import { customers, sites } from '@/db/schema/customers'
import { invoiceLines, invoices } from '@/db/schema/invoices'
import { orderLines } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import { approvalOfOrders } from '@/lib/approvals/queries/orders'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { type LockedOrder, lockOrder, setLinesInvoiceState } from '@/lib/orders/mutations/facts'
import { isBillable } from '@/lib/orders/rules'
import { Refused } from '@/lib/refused'
import { dayIn } from '@/lib/time'
import { lateDocuments } from '../queries/late'
import { doneOn, orderKey } from '../rules/grouping'
import { vatCodeFor } from '../rules/vat'
import { ensureSeries } from './series'
import { attachTimesheets } from './timesheets'

/**
 * Puts a released order's open lines on the concept invoice of its group (orderKey, by the bill-to customer's wish), making that concept when there is none. Lines without a price stay open, and those that the customer is
 * asked about and did not approve. Returns the concept's id, or
 * null when nothing is to be billed. Safe to call twice. Refuses common.not_found and invoices.order_not_released.
 */
export async function billOrder(write: Write, orderId: string): Promise<string | null> {
  const order = await lockOrder(write, orderId)
  if (!order.releasedAt || order.cancelledAt)
    throw new Refused('invoices.order_not_released', { params: { number: order.number } })
  const { organizationId } = write.actor
  const found = await write.db
    .select()
    .from(orderLines)
    .where(
      and(
        eq(orderLines.organizationId, organizationId),
        eq(orderLines.orderId, orderId),
        eq(orderLines.invoiceState, 'open'),
      ),
    )
    .orderBy(asc(orderLines.position), asc(orderLines.id))
  const isAsked = (await approvalOfOrders(write, [orderId])).get(orderId)?.isAsked ?? false
  const isAgreed = (line: (typeof found)[number]) => !isAsked || line.approval === 'accepted'
  const lines = found.filter(
    (line) => line.kind === 'text' || (isBillable(line) && line.netAmount !== null && isAgreed(line)),
  )
  if (!lines.some((line) => line.kind !== 'text')) return null

  const { buyer, seller, site, project } = await partiesOf(write, order)
  const today = dayIn(seller.timeZone, write.now)
  const { siteId, poNumber, executedAt, releasedAt } = order
  const day = doneOn(seller.timeZone, { executedAt, releasedAt })
  const key = orderKey({ ...buyer, project }, { orderId, customerId: buyer.id, siteId, poNumber, day })
  const { invoiceId, isNew } = await openConcept(write, key, order, buyer)
  const before = await lastPosition(write, invoiceId)
  await write.db.insert(invoiceLines).values(
    lines.map((line, index) => {
      const code = vatCodeFor({
        sellerCountry: seller.country,
        siteCountry: site.country,
        customer: buyer,
        rate: line.vatRate,
        on: today,
      })
      return {
        organizationId,
        id: newId(),
        invoiceId,
        position: before + index + 1,
        orderId,
        orderLineId: line.id,
        description: line.description,
        unit: line.unit,
        quantity: line.quantity,
        unitPrice: line.unitPrice ?? '0',
        discountPercent: line.discountPercent,
        vatCode: code.code,
        vatCategory: code.category,
        vatRate: code.rate,
        netAmount: line.kind === 'text' ? '0.00' : (line.netAmount ?? '0.00'),
      }
    }),
  )
  await setLinesInvoiceState(
    write,
    lines.map(({ id }) => id),
    'concept',
  )
  await attachOrderDocuments(write, invoiceId, orderId)
  if (lines.some((line) => line.approval === 'accepted')) await attachTimesheets(write, invoiceId)
  await ensureSeries(write, 'invoice', Number(today.slice(0, 4)))
  await record(write, {
    subject: ['invoice', invoiceId],
    action: isNew ? 'invoices.billed' : 'invoices.joined',
    params: { number: order.number },
    orderId,
    customerId: buyer.id,
  })
  await announce(write, 'invoice', invoiceId)
  return invoiceId
}

/**
 * What the customer agreed to after the release of its order, onto the concept that releasing would have put it on. Nothing
 * of an order that is not released yet, or was cancelled. Safe to call twice.
 */
export async function billAgreed(write: Write, orderId: string): Promise<string | null> {
  const order = await lockOrder(write, orderId)
  return order.releasedAt && !order.cancelledAt ? billOrder(write, orderId) : null
}

/**
 * Takes an order off the concepts it is on, so that it can be changed or sent back; its lines are open again and an empty
 * concept is discarded. Call it before the order leaves "ready to invoice". Returns how many lines came free.
 */
export async function unbillOrder(write: Write, orderId: string): Promise<number> {
  const order = await lockOrder(write, orderId)
  const { organizationId } = write.actor
  const concepts = await write.db
    .select({ id: invoices.id })
    .from(invoices)
    .where(
      and(
        eq(invoices.organizationId, organizationId),
        isNull(invoices.number),
        isNull(invoices.discardedAt),
        sql`exists (select from invoice_lines l where l.organization_id = ${organizationId} and l.invoice_id = ${invoices.id} and l.order_id = ${orderId})`,
      ),
    )
    .orderBy(asc(invoices.id))
    .for('update')
  let freed = 0
  for (const { id } of concepts) {
    const removed = await write.db
      .delete(invoiceLines)
      .where(
        and(
          eq(invoiceLines.organizationId, organizationId),
          eq(invoiceLines.invoiceId, id),
          eq(invoiceLines.orderId, orderId),
        ),
      )
      .returning({ orderLineId: invoiceLines.orderLineId })
    const lineIds = removed.flatMap(({ orderLineId }) => orderLineId ?? [])
    await setLinesInvoiceState(write, lineIds, 'open')
    freed += lineIds.length
    await discardWhenEmpty(write, id)
    await record(write, {
      subject: ['invoice', id],
      action: 'invoices.left',
      params: { number: order.number },
      orderId,
      customerId: order.customerId,
    })
    await announce(write, 'invoice', id)
  }
  return freed
}

/** A concept without lines has no reason to stay; its group's key is free for the next one. */
export async function discardWhenEmpty(write: Write, invoiceId: string): Promise<boolean> {
  const gone = await write.db
    .update(invoices)
    .set({ discardedAt: write.now.toString(), version: sql`${invoices.version} + 1` })
    .where(
      and(
        eq(invoices.organizationId, write.actor.organizationId),
        eq(invoices.id, invoiceId),
        isNull(invoices.number),
        sql`not exists (select from invoice_lines l where l.organization_id = ${invoices.organizationId} and l.invoice_id = ${invoices.id})`,
      ),
    )
    .returning({ id: invoices.id })
  return gone.length > 0
}

type Buyer = typeof customers.$inferSelect

/**
 * The open concept of a group and of who pays now, locked: the unique index lets two releases at once meet on one. What stands
 * on a concept of who paid before stays there.
 */
export async function openConcept(
  write: Write,
  key: string,
  order: { id: string; siteId: string | null; poNumber: string },
  buyer: Pick<Buyer, 'id' | 'paymentTermDays' | 'locale' | 'invoiceIntro' | 'invoiceClosing' | 'withTimesheet'>,
): Promise<{ invoiceId: string; isNew: boolean }> {
  const id = newId()
  const [concept] = await write.db
    .insert(invoices)
    .values({
      organizationId: write.actor.organizationId,
      id,
      createdAt: write.now.toString(),
      kind: 'invoice',
      customerId: buyer.id,
      siteId: order.siteId,
      groupKey: key,
      poNumber: order.poNumber,
      paymentTermDays: buyer.paymentTermDays,
      locale: buyer.locale,
      notes: buyer.invoiceIntro,
      closing: buyer.invoiceClosing,
      withTimesheet: buyer.withTimesheet,
    })
    .onConflictDoUpdate({
      target: [invoices.organizationId, invoices.groupKey, invoices.customerId],
      targetWhere: sql`number is null and discarded_at is null`,
      set: {
        version: sql`${invoices.version} + 1`,
        // Collected from several: a number or site of only one of them says nothing about the whole. More of the same keeps
        // what stands there, which somebody may have typed.
        poNumber: sql`case when ${invoices.poNumber} = excluded.po_number or not exists (select from invoice_lines l
          where l.organization_id = ${invoices.organizationId} and l.invoice_id = ${invoices.id}
            and coalesce(l.order_id, l.project_id, l.contract_id) <> ${order.id}) then ${invoices.poNumber} else '' end`,
        siteId: sql`case when ${invoices.siteId} = excluded.site_id then excluded.site_id end`,
      },
    })
    .returning({ id: invoices.id })
  if (!concept) throw new Error('no concept was made or found')
  return { invoiceId: concept.id, isNew: concept.id === id }
}

export async function lastPosition(write: Write, invoiceId: string): Promise<number> {
  const [found] = await write.db
    .select({ last: sql<number>`coalesce(max(${invoiceLines.position}), 0)::int` })
    .from(invoiceLines)
    .where(and(eq(invoiceLines.organizationId, write.actor.organizationId), eq(invoiceLines.invoiceId, invoiceId)))
  return found?.last ?? 0
}

/** Work reports and documents marked "with the invoice" go along from the start. */
async function attachOrderDocuments(write: Write, invoiceId: string, orderId: string): Promise<void> {
  const { organizationId } = write.actor
  await write.db.execute(sql`
    insert into invoice_attachments (organization_id, id, invoice_id, file_id, title)
    select d.organization_id, gen_random_uuid(), ${invoiceId}, d.file_id, d.title from documents d
    where d.organization_id = ${organizationId} and d.order_id = ${orderId} and d.with_invoice and d.removed_at is null
    on conflict do nothing`)
}

/** What was made since the order came on the invoice goes along too. */
export async function attachLateDocuments(write: Write, invoiceId: string): Promise<void> {
  await write.db.execute(sql`
    insert into invoice_attachments (organization_id, id, invoice_id, file_id, title)
    select ${write.actor.organizationId}, gen_random_uuid(), ${invoiceId}, late.file_id, late.title
    from (${lateDocuments(write, invoiceId)}) late
    on conflict do nothing`)
}

async function partiesOf(write: Write, order: LockedOrder) {
  const { organizationId } = write.actor
  const [row] = await write.db
    .select({
      buyer: customers,
      site: { country: sites.country },
      seller: { country: organizations.country, timeZone: organizations.timeZone },
      project: { id: projects.id, invoicing: projects.invoicing },
    })
    .from(customers)
    .innerJoin(sites, and(eq(sites.organizationId, customers.organizationId), eq(sites.id, order.siteId)))
    .innerJoin(organizations, eq(organizations.id, customers.organizationId))
    .leftJoin(
      projects,
      and(eq(projects.organizationId, customers.organizationId), sql`${projects.id} = ${order.projectId}`),
    )
    .where(
      and(
        eq(customers.organizationId, organizationId),
        sql`${customers.id} = (select coalesce(c.bill_to_id, c.id) from customers c where c.organization_id = ${organizationId} and c.id = ${order.customerId})`,
      ),
    )
  if (!row) throw new Error(`no customer to bill for order ${order.number}`)
  return row
}
