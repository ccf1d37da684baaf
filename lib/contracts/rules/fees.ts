import { type DecimalText, decimal, round2 } from '@/lib/money'
import { addDays, type DayText, daysBetween, Temporal } from '@/lib/time'

export const feePeriods = ['month', 'quarter', 'half_year', 'year'] as const
export type FeePeriod = (typeof feePeriods)[number]
/** Whether a period is billed on its first day, or when it is over. */
export const feeTimings = ['advance', 'arrears'] as const
export type FeeTiming = (typeof feeTimings)[number]

/** Where an instalment stands: on nothing, on a concept, on an invoice, credited for good, or no longer owed since its fee ended before it. */
export const instalmentStates = ['open', 'concept', 'billed', 'written_off', 'dropped'] as const
export type InstalmentState = (typeof instalmentStates)[number]

/** What instalments follow from; `endsOn` is the earlier of the fee's and its contract's last day. */
export type FeeFacts = {
  amount: DecimalText
  period: FeePeriod
  timing: FeeTiming
  startsOn: DayText
  endsOn: DayText | null
}

/** An instalment: its first and last day, the day it can be billed from, and what it costs. */
export type Instalment = { startsOn: DayText; endsOn: DayText; dueOn: DayText; amount: DecimalText }

/** So many at a time: a fee that began long ago is made in turns. */
export const mostInstalments = 600

const months: Record<FeePeriod, number> = { month: 1, quarter: 3, half_year: 6, year: 12 }

/** The earlier of two last days, of which either may be missing. */
export function lastDay(one: DayText | null, other: DayText | null): DayText | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

/**
 * First day of a fee's n-th period, counted from 0. Always reckoned from the first day of all, so that what begins on 31 January
 * is back on the 31st after February.
 */
export function periodStart({ startsOn, period }: Pick<FeeFacts, 'startsOn' | 'period'>, n: number): DayText {
  return Temporal.PlainDate.from(startsOn)
    .add({ months: n * months[period] })
    .toString()
}

/** The n-th instalment, null when the fee has ended by then. A period that the end cuts short costs its share of days. */
export function instalment(fee: FeeFacts, n: number): Instalment | null {
  const startsOn = periodStart(fee, n)
  if (fee.endsOn !== null && startsOn > fee.endsOn) return null
  const nextOn = periodStart(fee, n + 1)
  const endsOn = lastDay(addDays(nextOn, -1), fee.endsOn) ?? startsOn
  const afterOn = addDays(endsOn, 1)
  const share = decimal(daysBetween(startsOn, afterOn)).dividedBy(daysBetween(startsOn, nextOn))
  return {
    startsOn,
    endsOn,
    dueOn: fee.timing === 'advance' ? startsOn : afterOn,
    amount: round2(share.times(fee.amount)),
  }
}

/** The instalment of a fee that begins on this first day of a period; null when the fee has ended by then. */
export function instalmentFrom(fee: FeeFacts, startsOn: DayText): Instalment | null {
  const monthOf = (day: DayText) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  // Each period begins in a month of its own, on whatever day that month allows.
  return instalment(fee, (monthOf(startsOn) - monthOf(fee.startsOn)) / months[fee.period])
}

/**
 * What of a fee is due by a day, from its first period on, at most mostInstalments with a day of being due on or after `from`;
 * and when the next one is, null when there is none to come.
 */
export function instalmentsDue(
  fee: FeeFacts,
  today: DayText,
  from: DayText | null = null,
): { due: Instalment[]; nextDueOn: DayText | null } {
  const due: Instalment[] = []
  for (let n = 0; ; n++) {
    const one = instalment(fee, n)
    if (one === null) return { due, nextDueOn: null }
    if (from !== null && one.dueOn < from) continue
    if (one.dueOn > today || due.length === mostInstalments) return { due, nextDueOn: one.dueOn }
    due.push(one)
  }
}

/** Of all that is to come the first: for who looks at a fee. */
export function nextInstalment(fee: FeeFacts, nextDueOn: DayText | null): Instalment | null {
  if (nextDueOn === null) return null
  for (let n = 0; ; n++) {
    const one = instalment(fee, n)
    if (one === null || one.dueOn >= nextDueOn) return one
  }
}
