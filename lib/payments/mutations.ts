import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { payments } from '@/db/schema/payments'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { lockFinalInvoice, setPaid } from '@/lib/invoices/mutations/settle'
import { openAmount } from '@/lib/invoices/rules/status'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { dayIn } from '@/lib/time'
import type { PaymentInput } from './input'
import { paymentsOf } from './queries'
import { paidAmount, paymentRefusal } from './rules'

/**
 * Registers money that came in for a final invoice; its status follows. The same id again changes nothing. Refuses
 * invoices.still_concept, payments.credit_note, payments.amount_zero, payments.in_future and payments.more_than_open
 * (with what is open; acceptsMore takes it anyway).
 */
export async function registerPayment(write: Write, input: PaymentInput): Promise<{ status: string }> {
  const { acceptsMore, ...payment } = input
  const { state, number, customerId, kind } = await lockFinalInvoice(write, input.invoiceId)
  if (kind === 'credit_note') throw new Refused('payments.credit_note')
  const { timeZone } = await organizationOf(write)
  const open = openAmount(state)
  const refusal = paymentRefusal({ ...payment, acceptsMore }, { openAmount: open, today: dayIn(timeZone, write.now) })
  if (refusal) throw new Refused(refusal, { params: { open }, fields: refusalField[refusal] })
  const made = await write.db
    .insert(payments)
    .values({ organizationId: write.actor.organizationId, ...payment, memberId: write.actor.id })
    .onConflictDoNothing()
    .returning({ id: payments.id })
  if (made.length === 0) return { status: state.status }
  const status = await setPaid(write, state, paidAmount(await paymentsOf(write, input.invoiceId)))
  await record(write, {
    subject: ['invoice', input.invoiceId],
    action: 'payments.register',
    params: { number, amount: payment.amount, method: payment.method, day: payment.paidOn },
    customerId,
  })
  await announce(write, 'invoice', input.invoiceId, state.version + 1)
  return { status }
}

const refusalField = {
  'payments.amount_zero': { amount: 'payments.amount_zero' },
  'payments.in_future': { paidOn: 'payments.in_future' },
  'payments.more_than_open': { amount: 'payments.more_than_open' },
} as const

/** A mistake is reversed with its reason and stays to be seen. Refuses payments.unknown and payments.already_reversed. */
export async function reversePayment(write: Write, input: { id: string; reason: string }): Promise<{ status: string }> {
  const own = and(eq(payments.organizationId, write.actor.organizationId), eq(payments.id, input.id))
  const [payment] = await write.db.select().from(payments).where(own)
  if (!payment) throw new Refused('payments.unknown')
  const { state, number, customerId } = await lockFinalInvoice(write, payment.invoiceId)
  const reversed = await write.db
    .update(payments)
    .set({ reversedAt: write.now.toString(), reverseReason: input.reason })
    .where(and(own, isNull(payments.reversedAt)))
    .returning({ id: payments.id })
  if (reversed.length === 0) throw new Refused('payments.already_reversed')
  const status = await setPaid(write, state, paidAmount(await paymentsOf(write, payment.invoiceId)))
  await record(write, {
    subject: ['invoice', payment.invoiceId],
    action: 'payments.reverse',
    params: { number, amount: payment.amount },
    reason: input.reason,
    customerId,
  })
  await announce(write, 'invoice', payment.invoiceId, state.version + 1)
  return { status }
}
