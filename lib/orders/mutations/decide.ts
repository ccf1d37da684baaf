import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { orderLines, orders } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { type LockedOrder, lockOrderFor, refreshOrder } from './facts'
import { refuseStranger } from './member'

function own(write: Write, orderId: string) {
  return and(eq(orders.organizationId, write.actor.organizationId), eq(orders.id, orderId))
}

/** Puts an order aside with a reason, an owner and the day to look again. Refuses orders.already_on_hold, orders.wrong_status, orders.no_member. */
export async function holdOrder(
  write: Write,
  input: { id: string; reason: string; ownerId?: string | null; until?: string | null },
): Promise<void> {
  const order = await lockOrderFor(write, input.id, 'hold')
  const ownerId = input.ownerId ?? (write.actor.kind === 'member' ? write.actor.id : null)
  if (ownerId) await refuseStranger(write, ownerId, 'ownerId')
  await write.db
    .update(orders)
    .set({
      holdReason: input.reason,
      holdOwnerId: ownerId,
      holdUntil: input.until ?? null,
      version: sql`${orders.version} + 1`,
    })
    .where(own(write, order.id))
  await record(write, {
    subject: ['order', order.id],
    action: 'orders.hold',
    reason: input.reason,
    customerId: order.customerId,
  })
  await announce(write, 'order', order.id, order.version + 1)
}

/** Takes an order up again. Refuses orders.not_on_hold. */
export async function resumeOrder(write: Write, orderId: string): Promise<void> {
  const order = await lockOrderFor(write, orderId, 'resume')
  await write.db
    .update(orders)
    .set({ holdReason: '', holdOwnerId: null, holdUntil: null, version: sql`${orders.version} + 1` })
    .where(own(write, orderId))
  await record(write, { subject: ['order', orderId], action: 'orders.resume', customerId: order.customerId })
  await announce(write, 'order', orderId, order.version + 1)
}

/**
 * Cancels for good, with the reason. Refuses orders.visit_planned and orders.visit_running (end those first),
 * orders.lines_on_invoice, orders.line_with_customer, orders.wrong_status, orders.cancelled.
 */
export async function cancelOrder(write: Write, orderId: string, reason: string): Promise<void> {
  const order = await lockOrderFor(write, orderId, 'cancel')
  await refuseLines(write, order, onInvoice, 'orders.lines_on_invoice')
  await refuseLines(write, order, sql`${orderLines.approval} = 'offered'`, 'orders.line_with_customer')
  await write.db
    .update(orders)
    .set({ cancelledAt: write.now.toString(), cancelReason: reason, version: sql`${orders.version} + 1` })
    .where(own(write, orderId))
  await record(write, { subject: ['order', orderId], action: 'orders.cancel', reason, customerId: order.customerId })
  await refreshOrder(write, orderId)
}

/** The fact that an order may be invoiced; control decides whether. Refuses orders.wrong_status, common.forbidden. */
export async function releaseOrder(write: Write, orderId: string): Promise<void> {
  const order = await lockOrderFor(write, orderId, 'release')
  await write.db
    .update(orders)
    .set({
      releasedAt: write.now.toString(),
      releasedById: write.actor.kind === 'member' ? write.actor.id : null,
      version: sql`${orders.version} + 1`,
    })
    .where(own(write, orderId))
  await record(write, { subject: ['order', orderId], action: 'orders.release', customerId: order.customerId })
  await refreshOrder(write, orderId)
}

/** Takes the release back. Refuses orders.lines_on_invoice while a line is on a concept or an invoice. */
export async function unreleaseOrder(write: Write, orderId: string, reason = ''): Promise<void> {
  const order = await lockOrderFor(write, orderId, 'take_back')
  await refuseLines(write, order, onInvoice, 'orders.lines_on_invoice')
  await write.db
    .update(orders)
    .set({ releasedAt: null, releasedById: null, version: sql`${orders.version} + 1` })
    .where(own(write, orderId))
  await record(write, { subject: ['order', orderId], action: 'orders.take_back', reason, customerId: order.customerId })
  await refreshOrder(write, orderId)
}

const onInvoice = sql`${orderLines.invoiceState} in ('concept', 'billed')`

async function refuseLines(write: Write, order: LockedOrder, which: SQL, code: string): Promise<void> {
  const [taken] = await write.db
    .select({ id: orderLines.id })
    .from(orderLines)
    .where(and(eq(orderLines.organizationId, write.actor.organizationId), eq(orderLines.orderId, order.id), which))
    .limit(1)
  if (taken) throw new Refused(code, { params: { number: order.number } })
}

type Many = { ids: readonly string[]; reason: string }
/** How many were done, and those that refused with their code. */
export type ManyDone = { done: number; refused: { number: string; code: string }[] }

export function holdMany(write: Write, input: Many): Promise<ManyDone> {
  return each(input, (id) => holdOrder(write, { id, reason: input.reason }))
}

export function cancelMany(write: Write, input: Many): Promise<ManyDone> {
  return each(input, (id) => cancelOrder(write, id, input.reason))
}

/** In the order of the ids, as every bulk step locks; an order that can't is left as it was. */
async function each({ ids }: Many, step: (id: string) => Promise<void>): Promise<ManyDone> {
  const refused: ManyDone['refused'] = []
  for (const id of [...new Set(ids)].sort()) {
    try {
      await step(id)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refused.push({ number: String(error.params.number ?? ''), code: error.code })
    }
  }
  return { done: new Set(ids).size - refused.length, refused }
}
