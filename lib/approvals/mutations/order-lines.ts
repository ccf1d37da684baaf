import 'server-only'
import { and, eq } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { orderLines, orders } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { enqueue } from '@/lib/jobs/mutations'
import { announce } from '@/lib/live/mutations'
import type { LineApproval } from '@/lib/orders/rules'

/**
 * Moves lines of finished orders to where the customer or the office brought them; those that are somewhere else already are
 * left there, as after a decision to invoice the order anyway. Returns the orders of the lines that moved.
 */
export async function moveOrderLines(
  write: Write,
  lineIds: readonly string[],
  from: LineApproval,
  to: LineApproval,
  remark = '',
): Promise<{ lineId: string; orderId: string }[]> {
  if (lineIds.length === 0) return []
  return write.db
    .update(orderLines)
    .set({ approval: to, approvalRemark: remark })
    .where(
      and(
        eq(orderLines.organizationId, write.actor.organizationId),
        isOneOf(orderLines.id, lineIds),
        eq(orderLines.approval, from),
      ),
    )
    .returning({ lineId: orderLines.id, orderId: orderLines.orderId })
}

/**
 * What the customer agreed to of orders that were released before goes on their concepts: a job sees to it once this is
 * committed, so that neither waits for the other, and whichever of an answer and a release comes last finds both.
 */
export async function collectAgreed(write: Write, orderIds: readonly string[]): Promise<void> {
  for (const orderId of new Set(orderIds)) await enqueue(write, 'invoices.collect', { orderId })
}

/**
 * Locks lines that wait to be offered, without waiting; false when somebody is busy with one, or offered, changed or billed it
 * since it was read: the customer is shown what was read.
 */
export async function lockWaiting(
  write: Write,
  lines: readonly Pick<typeof orderLines.$inferSelect, 'id' | 'version'>[],
): Promise<boolean> {
  if (lines.length === 0) return true
  const free = await write.db
    .select({ id: orderLines.id, version: orderLines.version })
    .from(orderLines)
    .where(
      and(
        eq(orderLines.organizationId, write.actor.organizationId),
        isOneOf(
          orderLines.id,
          lines.map(({ id }) => id),
        ),
        eq(orderLines.approval, 'none'),
        eq(orderLines.invoiceState, 'open'),
      ),
    )
    .for('update', { skipLocked: true })
  const versions = new Map(free.map(({ id, version }) => [id, version]))
  return lines.every(({ id, version }) => versions.get(id) === version)
}

/** On the timeline of each order what happened to its lines, and on every screen that shows it. */
export async function tellOrders(
  write: Write,
  orderIds: readonly string[],
  action: 'approvals.offer' | 'approvals.answer' | 'approvals.consent',
  params: Record<string, string | number>,
): Promise<void> {
  const ids = [...new Set(orderIds)]
  if (ids.length === 0) return
  const found = await write.db
    .select({ id: orders.id, version: orders.version })
    .from(orders)
    .where(and(eq(orders.organizationId, write.actor.organizationId), isOneOf(orders.id, ids)))
  for (const { id, version } of found) {
    await record(write, { subject: ['order', id], action, params })
    await announce(write, 'order', id, version)
  }
}
