import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { orderTypes } from '@/db/schema/forms'
import { orderLines } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { compare } from '@/lib/money'
import { Refused } from '@/lib/refused'
import type { EditLine, NewLine } from '../input'
import { approvalAfter, isRecorded, type LineApproval, lineAmount } from '../rules'
import { type LockedOrder, lockOrderFor, refreshOrder } from './facts'
import { newLineRow } from './line-row'

type Line = typeof orderLines.$inferSelect

/** The last place among an order's lines, and how its type bills. The order is locked. */
export async function linePlace(write: Write, order: LockedOrder) {
  const { organizationId } = write.actor
  const [found] = await write.db
    .select({
      billing: orderTypes.billing,
      last: sql<number>`coalesce((select max(l.position) from order_lines l where l.organization_id = ${organizationId} and l.order_id = ${order.id}), 0)::int`,
    })
    .from(orderTypes)
    .where(and(eq(orderTypes.organizationId, organizationId), eq(orderTypes.id, order.orderTypeId)))
  return { position: (found?.last ?? 0) + 1, typeBilling: found?.billing ?? 'hourly' }
}

/** A line the office adds. The same id twice is one line. Returns its id. Refuses orders.cancelled, orders.wrong_status. */
export async function addLine(write: Write, input: NewLine & { orderId: string }): Promise<{ id: string }> {
  const order = await lockOrderFor(write, input.orderId, 'change_lines')
  const place = await linePlace(write, order)
  // What the office chose is meant: a fixed-price order may get one more line that is billed.
  const row = newLineRow(write, { ...input, position: place.position, source: 'office' }, 'hourly')
  const made = await write.db.insert(orderLines).values(row).onConflictDoNothing().returning({ id: orderLines.id })
  if (made.length === 0) return { id: row.id }
  await record(write, {
    subject: ['order_line', row.id],
    orderId: order.id,
    action: 'orders.line_add',
    params: { description: input.description },
    changes: changesBetween({}, { quantity: row.quantity, unitPrice: row.unitPrice, billing: row.billing }),
  })
  await refreshOrder(write, order.id)
  return { id: row.id }
}

/**
 * Changes a line that is not on an invoice. What was recorded on site needs a reason and keeps its done quantity.
 * Refuses common.stale (with `current`), orders.line_on_invoice, orders.line_with_customer, orders.correction_reason.
 */
export async function editLine(write: Write, input: EditLine): Promise<{ version: number }> {
  const { id, version, correctionReason, ...wanted } = input
  const { line, order } = await lockLine(write, id)
  const changes = changesBetween(line, wanted).filter((change) => !sameNumber(change))
  if (changes.length === 0) return { version: line.version }
  if (line.version !== version) throw new Refused('common.stale', { current: line })
  const reason = reasonFor(line, correctionReason, changes)
  const approval = approvalFor(
    line,
    changes.map(({ field }) => field),
  )
  const next = { ...line, ...wanted }
  await write.db
    .update(orderLines)
    .set({
      ...wanted,
      netAmount: lineAmount(next),
      version: version + 1,
      approval,
      ...(reason ? { correctionReason: reason } : {}),
    })
    .where(and(eq(orderLines.organizationId, write.actor.organizationId), eq(orderLines.id, id)))
  await record(write, {
    subject: ['order_line', id],
    orderId: order.id,
    action: 'orders.line_edit',
    params: { description: next.description },
    changes,
    reason,
  })
  await refreshOrder(write, order.id)
  return { version: version + 1 }
}

/** Takes a line away. One that was recorded on site stays, with nothing to bill and the reason. Refuses as editLine. */
export async function removeLine(
  write: Write,
  input: { id: string; version: number; correctionReason?: string },
): Promise<void> {
  const { line, order } = await lockLine(write, input.id)
  if (line.version !== input.version) throw new Refused('common.stale', { current: line })
  const reason = reasonFor(line, input.correctionReason, [{ field: 'quantity' }])
  const approval = approvalFor(line, ['quantity'])
  const own = and(eq(orderLines.organizationId, write.actor.organizationId), eq(orderLines.id, line.id))
  if (isRecorded(line.source))
    await write.db
      .update(orderLines)
      .set({
        quantity: '0',
        netAmount: lineAmount({ ...line, quantity: '0' }),
        correctionReason: reason,
        approval,
        version: line.version + 1,
      })
      .where(own)
  else await write.db.delete(orderLines).where(own)
  await record(write, {
    subject: ['order_line', line.id],
    orderId: order.id,
    action: 'orders.line_remove',
    params: { description: line.description },
    changes: [{ field: 'quantity', from: line.quantity, to: null }],
    reason,
  })
  await refreshOrder(write, order.id)
}

/** What a change of these fields makes of the customer's answer. Refuses orders.line_with_customer. */
export function approvalFor(line: Pick<Line, 'kind' | 'approval'>, fields: readonly string[]): LineApproval {
  const approval = approvalAfter(line, fields)
  if (approval === 'refused') throw new Refused('orders.line_with_customer')
  return approval
}

async function lockLine(write: Write, lineId: string): Promise<{ line: Line; order: LockedOrder }> {
  const own = and(eq(orderLines.organizationId, write.actor.organizationId), eq(orderLines.id, lineId))
  const [found] = await write.db.select({ orderId: orderLines.orderId }).from(orderLines).where(own)
  if (!found) throw new Refused('common.not_found')
  const order = await lockOrderFor(write, found.orderId, 'change_lines')
  const [line] = await write.db.select().from(orderLines).where(own).for('update')
  if (!line) throw new Refused('common.not_found')
  if (line.invoiceState !== 'open') throw new Refused('orders.line_on_invoice')
  return { line, order }
}

const numbers = new Set(['quantity', 'unitPrice', 'discountPercent', 'vatRate', 'cost'])

/** '2' and '2.000' are one number. */
function sameNumber({ field, from, to }: { field: string; from: unknown; to: unknown }): boolean {
  return numbers.has(field) && typeof from === 'string' && typeof to === 'string' && compare(from, to) === 0
}

const billed = new Set(['quantity', 'unitPrice', 'discountPercent', 'billing', 'kind', 'productId'])

function reasonFor(line: Line, reason: string | undefined, changes: { field: string }[]): string {
  const needed =
    isRecorded(line.source) &&
    changes.some(
      // Giving a price to what had none corrects nothing.
      (change) => billed.has(change.field) && !(change.field === 'unitPrice' && line.unitPrice === null),
    )
  if (needed && !reason)
    throw new Refused('orders.correction_reason', { fields: { correctionReason: 'orders.correction_reason' } })
  return reason ?? ''
}
