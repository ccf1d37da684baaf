import 'server-only'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { orderLines, orders } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { visibleOrder, visitedOrder } from '../queries/visible'
import {
  type InvoiceState,
  invoiceStateFrom,
  type OrderStep,
  orderRefusal,
  orderStatus,
  orderSums,
  type VisitState,
} from '../rules'

export type LockedOrder = typeof orders.$inferSelect

/** The order as it is now, locked until the transaction ends. Refuses common.not_found, also for a technician without a visit there. */
export async function lockOrder(write: Write, orderId: string): Promise<LockedOrder> {
  const which = write.recorded ? visitedOrder(write, orderId) : visibleOrder(write, orderId)
  const [order] = await write.db.select().from(orders).where(which).for('update')
  if (!order) throw new Refused('common.not_found')
  return order
}

/** Locks, and refuses with the code of orderRefusal() what this person can't do to it now. */
export async function lockOrderFor(write: Write, orderId: string, step: OrderStep): Promise<LockedOrder> {
  const order = await lockOrder(write, orderId)
  const refusal = orderRefusal({ ...order, onHold: order.holdReason !== '' }, step, write.actor)
  if (refusal) throw new Refused(refusal, { params: { number: order.number, status: order.status } })
  return order
}

export type VisitFacts = {
  visitState: VisitState
  /** Visits that were not cancelled. */
  visitCount: number
  firstVisitAt: string | null
  executedAt: string | null
  remainingWork: string
}

/** What the visits of an order say about it; its status follows. Refuses common.not_found. */
export async function setVisitFacts(write: Write, orderId: string, facts: VisitFacts): Promise<void> {
  await lockOrder(write, orderId)
  await write.db
    .update(orders)
    .set(facts)
    .where(and(eq(orders.organizationId, write.actor.organizationId), eq(orders.id, orderId)))
  await refreshOrders(write, [orderId])
}

/** Recomputes what follows from an order's facts: status, billable and unbilled amount, number of lines. */
export function refreshOrder(write: Write, orderId: string): Promise<void> {
  return refreshOrders(write, [orderId])
}

/** The same for many orders at once. The rows must be locked (or made) by this transaction. */
export async function refreshOrders(write: Write, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return
  const { organizationId } = write.actor
  const ids = [...new Set(orderIds)]
  const [found, lines] = await Promise.all([
    write.db
      .select()
      .from(orders)
      .where(and(eq(orders.organizationId, organizationId), inArray(orders.id, ids)))
      .orderBy(asc(orders.id))
      .for('update'),
    write.db
      .select({
        orderId: orderLines.orderId,
        kind: orderLines.kind,
        billing: orderLines.billing,
        invoiceState: orderLines.invoiceState,
        netAmount: orderLines.netAmount,
      })
      .from(orderLines)
      .where(and(eq(orderLines.organizationId, organizationId), inArray(orderLines.orderId, ids))),
  ])
  const linesOf = Map.groupBy(lines, (line) => line.orderId)
  const next = found.map((order) => {
    const own = linesOf.get(order.id) ?? []
    const sums = orderSums(own, order.cancelledAt !== null)
    return { order, ...sums, lineCount: own.length, status: orderStatus({ ...order, ...sums }) }
  })
  const rows = next.map(
    (one) =>
      sql`(${one.order.id}::uuid, ${one.status}, ${one.billableAmount}::numeric, ${one.unbilledAmount}::numeric, ${one.lineCount}::int)`,
  )
  const updating = write.db.execute(sql`
    update orders set status = n.status, billable_amount = n.billable, unbilled_amount = n.unbilled, line_count = n.lines
    from (values ${sql.join(rows, sql`, `)}) as n(id, status, billable, unbilled, lines)
    where orders.organization_id = ${organizationId} and orders.id = n.id`)
  const told = next.flatMap(({ order, status }) => [
    status !== order.status &&
      record(write, {
        subject: ['order', order.id],
        action: 'orders.status',
        changes: [{ field: 'status', from: order.status, to: status }],
        customerId: order.customerId,
      }),
    announce(write, 'order', order.id, order.version),
  ])
  await Promise.all([updating, ...told])
}

/**
 * Moves order lines along with their invoice and refreshes their orders in bulk; orders are locked in the order of their
 * ids. A line that is already on another concept or invoice refuses orders.lines_taken, an unknown one common.not_found.
 */
export async function setLinesInvoiceState(write: Write, lineIds: readonly string[], to: InvoiceState): Promise<void> {
  if (lineIds.length === 0) return
  const { organizationId } = write.actor
  const ids = [...new Set(lineIds)]
  const mine = and(eq(orderLines.organizationId, organizationId), inArray(orderLines.id, ids))
  const owners = write.db.selectDistinct({ id: orderLines.orderId }).from(orderLines).where(mine)
  const [locked, moved] = await Promise.all([
    write.db
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.organizationId, organizationId), inArray(orders.id, owners)))
      .orderBy(asc(orders.id))
      .for('update'),
    write.db
      .update(orderLines)
      .set({ invoiceState: to })
      .where(and(mine, inArray(orderLines.invoiceState, [...invoiceStateFrom[to]])))
      .returning({ id: orderLines.id }),
  ])
  if (moved.length !== ids.length) throw new Refused(locked.length === 0 ? 'common.not_found' : 'orders.lines_taken')
  await refreshOrders(
    write,
    locked.map((order) => order.id),
  )
}
