import { compare, type DecimalText, decimal } from '@/lib/money'
import type { DayText } from '@/lib/time'

export const paymentMethods = ['transfer', 'card', 'cash', 'direct_debit', 'other'] as const
export type PaymentMethod = (typeof paymentMethods)[number]

/** What was received and not reversed. */
export function paidAmount(payments: readonly { amount: DecimalText; reversedAt: string | null }[]): DecimalText {
  return payments
    .filter(({ reversedAt }) => reversedAt === null)
    .reduce((total, { amount }) => total.plus(amount), decimal('0'))
    .toFixed(2)
}

/**
 * Why a payment can't be registered: nothing or less, a day that is still to come, or more than is owed. More is taken
 * only when a person says it is right (`acceptsMore`): it really came in, and must be seen to be paid back.
 */
export function paymentRefusal(
  payment: { amount: DecimalText; paidOn: DayText; acceptsMore: boolean },
  invoice: { openAmount: DecimalText; today: DayText },
): 'payments.amount_zero' | 'payments.in_future' | 'payments.more_than_open' | null {
  if (compare(payment.amount, '0') <= 0) return 'payments.amount_zero'
  if (payment.paidOn > invoice.today) return 'payments.in_future'
  if (!payment.acceptsMore && compare(payment.amount, invoice.openAmount) > 0) return 'payments.more_than_open'
  return null
}
