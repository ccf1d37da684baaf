import type { Role } from '@/lib/auth/rules'
import { compare, type DecimalText, decimal, sum } from '@/lib/money'
import type { DayText } from '@/lib/time'

export const invoiceKinds = ['invoice', 'credit_note'] as const
export type InvoiceKind = (typeof invoiceKinds)[number]

/** What a numbered invoice can be; before its number it is a concept, afterwards only this row changes. */
export const invoiceStatuses = ['final', 'sent', 'partly_paid', 'paid', 'credited'] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]
export type InvoiceLife = 'concept' | 'discarded' | InvoiceStatus

/** What a credit note does with the lines it takes back. */
export const creditOutcomes = ['bill_again', 'write_off'] as const
export type CreditOutcome = (typeof creditOutcomes)[number]

type Step = { from: readonly InvoiceLife[]; to: InvoiceLife; by: readonly (Role | 'system')[] }

/** The life of an invoice: buttons, guards and tests read this table. */
export const invoiceSteps = {
  edit: { from: ['concept'], to: 'concept', by: ['administration'] },
  finalize: { from: ['concept'], to: 'final', by: ['administration'] },
  discard: { from: ['concept'], to: 'discarded', by: ['administration', 'system'] },
  send: { from: ['final', 'sent', 'partly_paid', 'paid', 'credited'], to: 'sent', by: ['administration', 'system'] },
  pay: { from: ['final', 'sent', 'partly_paid'], to: 'partly_paid', by: ['administration'] },
  credit: { from: ['final', 'sent', 'partly_paid', 'paid'], to: 'credited', by: ['administration'] },
} as const satisfies Record<string, Step>
export type InvoiceStep = keyof typeof invoiceSteps

/** Whether the step can be taken from here; the refusal's code, or null. */
export function stepRefusal(life: InvoiceLife, step: InvoiceStep): `invoices.${string}` | null {
  const from: readonly InvoiceLife[] = invoiceSteps[step].from
  if (from.includes(life)) return null
  if (life === 'discarded') return 'invoices.discarded'
  if (life === 'concept') return 'invoices.still_concept'
  if (life === 'credited') return 'invoices.already_credited'
  return step === 'pay' ? 'invoices.already_paid' : 'invoices.already_final'
}

export type InvoiceMoney = { grossAmount: DecimalText; paidAmount: DecimalText; creditedAmount: DecimalText }

/** What the customer still owes; negative when too much was paid. */
export function openAmount(money: InvoiceMoney): DecimalText {
  return decimal(money.grossAmount).minus(money.paidAmount).minus(money.creditedAmount).toFixed(2)
}

/** The status follows from what was sent, paid and credited; it is never set by hand. */
export function invoiceStatus(money: InvoiceMoney & { sentAt: string | null }): InvoiceStatus {
  const { grossAmount, paidAmount, creditedAmount, sentAt } = money
  if (compare(creditedAmount, '0') > 0 && compare(creditedAmount, grossAmount) >= 0) return 'credited'
  if (compare(paidAmount, '0') > 0) return compare(openAmount(money), '0') <= 0 ? 'paid' : 'partly_paid'
  return sentAt ? 'sent' : 'final'
}

/** Overdue is computed, never stored: something is owed and its day has passed. */
export function isOverdue(money: InvoiceMoney & { dueOn: DayText | null }, today: DayText): boolean {
  return money.dueOn !== null && money.dueOn < today && compare(openAmount(money), '0') > 0
}

/**
 * The amount credited on an invoice. When every line is credited it is the whole invoice: notes for single lines each
 * round their own VAT and may differ from it by a cent.
 */
export function creditedAmount(
  grossAmount: DecimalText,
  notes: readonly DecimalText[],
  isEveryLineCredited: boolean,
): DecimalText {
  if (isEveryLineCredited) return grossAmount
  const credited = sum(notes)
  return compare(credited, grossAmount) > 0 ? grossAmount : credited
}

/** The same for a row that carries what is open already. */
export function isOverdueOpen(row: { dueOn: DayText | null; openAmount: DecimalText | null }, today: DayText): boolean {
  return row.dueOn !== null && row.openAmount !== null && row.dueOn < today && compare(row.openAmount, '0') > 0
}
