import 'server-only'
import { and, eq } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { buyerWishes } from '@/lib/customers/queries'
import { record } from '@/lib/history/mutations'
import { billOrder, unbillOrder } from '@/lib/invoices/mutations/bill'
import { releaseOrder, unreleaseOrder } from '@/lib/orders/mutations/decide'
import { type LockedOrder, lockOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import { refreshVisitFacts } from '@/lib/visits/mutations/facts'
import { controlFacts, factsFor } from './queries'
import { flagsOf, releaseRefusal } from './rules'

/**
 * The check is done: the order's lines go onto a concept invoice, by the customer's grouping, in the same transaction.
 * Releasing what is released already changes nothing.
 * With `anyway`, a reason, also what the customer is asked about and did not approve, of an order that was released before too:
 * it stays in the history of the order and of the invoice. Refuses control.price_missing, control.question_open, control.approval_open, orders.on_hold,
 * orders.wrong_status.
 */
export async function releaseForInvoice(write: Write, input: { orderId: string; anyway?: string }): Promise<void> {
  const order = await lockOrder(write, input.orderId)
  if (order.releasedAt && (!input.anyway || order.approvalWaiver !== '')) return
  if (order.releasedAt && order.holdReason !== '')
    throw new Refused('orders.on_hold', { params: { number: order.number } })
  if (!order.releasedAt) await releaseChecked(write, order, input.anyway !== undefined)
  if (input.anyway) await waive(write, order.id, input.anyway)
  const invoiceId = await billOrder(write, order.id)
  if (!input.anyway) return
  const told = { action: 'control.anyway', params: { number: order.number }, reason: input.anyway }
  await record(write, { subject: ['order', order.id], ...told, customerId: order.customerId })
  if (invoiceId) await record(write, { subject: ['invoice', invoiceId], ...told })
}

async function releaseChecked(write: Write, order: LockedOrder, isAnyway: boolean): Promise<void> {
  const facts = await controlFacts(write, [order.id])
  const [customer] = await write.db
    .select({ poRequired: buyerWishes.poRequired })
    .from(customers)
    .where(and(eq(customers.organizationId, write.actor.organizationId), eq(customers.id, order.customerId)))
  const flags = flagsOf({
    ...factsFor(facts, order.id),
    ...order,
    onHold: order.holdReason !== '',
    poRequired: customer?.poRequired ?? false,
  }).filter((flag) => !isAnyway || flag !== 'approval_open')
  const refusal = releaseRefusal(flags)
  if (refusal) throw new Refused(refusal, { params: { number: order.number } })
  await releaseOrder(write, order.id)
}

function waive(write: Write, orderId: string, approvalWaiver: string) {
  return write.db
    .update(orders)
    .set({ approvalWaiver })
    .where(and(eq(orders.organizationId, write.actor.organizationId), eq(orders.id, orderId)))
}

/** Back to the planner with what is left to do; what was recorded stays. Refuses control.not_executed. */
export async function sendBackToPlanning(
  write: Write,
  input: { orderId: string; remainingWork: string },
): Promise<void> {
  const order = await lockOrder(write, input.orderId)
  if (order.status !== 'executed') throw new Refused('control.not_executed', { params: { number: order.number } })
  await write.db
    .update(orders)
    .set({ sentBackAt: write.now.toString(), sentBackWork: input.remainingWork })
    .where(and(eq(orders.organizationId, write.actor.organizationId), eq(orders.id, order.id)))
  await refreshVisitFacts(write, order.id)
  await record(write, {
    subject: ['order', order.id],
    action: 'control.send_back',
    reason: input.remainingWork,
    customerId: order.customerId,
  })
}

/** A release was too early: its lines leave their concept and the order is to be checked again. Refuses orders.lines_on_invoice once it is final. */
export async function takeBackRelease(write: Write, input: { orderId: string; reason: string }): Promise<void> {
  await unbillOrder(write, input.orderId)
  await unreleaseOrder(write, input.orderId, input.reason)
  await waive(write, input.orderId, '')
}
