import { compare, type DecimalText, decimal, round2 } from '@/lib/money'
import type { DayText } from '@/lib/time'
import { type HourType, hoursText } from './entries'

/** A price per hour, for whatever it names; what it leaves open (null) fits everything. */
export type Rate = {
  id: string
  projectId: string | null
  customerId: string | null
  memberId: string | null
  hourType: HourType | null
  price: DecimalText
  /** First day on which it counts. */
  validFrom: DayText
}

/** What an hour was worked for. */
export type RateQuestion = {
  projectId: string | null
  customerId: string | null
  memberId: string
  hourType: HourType
  day: DayText
}

/** What a rate can name, the weightiest first: a project outweighs everything that follows it together. */
const conditions = ['projectId', 'customerId', 'memberId', 'hourType'] as const

/** How much a rate names: a higher one is more specific. Two rates of the same rank name the same kinds of things. */
export function rateRank(rate: Rate): number {
  return conditions.reduce((rank, condition) => rank * 2 + (rate[condition] === null ? 0 : 1), 0)
}

/** What the chosen rate names, in the order people say it; empty for the general price. Keys of `hours.rates.by`. */
export function rateNames(rate: Rate): (typeof conditions)[number][] {
  return conditions.filter((condition) => rate[condition] !== null)
}

/**
 * The rate of an hour: of those that fit and have begun, the most specific; of equals the one that began last. Null when
 * none fits: the price is missing. Independent of the order in which the rates come.
 */
export function rateFor(rates: readonly Rate[], question: RateQuestion): Rate | null {
  let best: Rate | null = null
  for (const rate of rates) {
    const fits = conditions.every((condition) => rate[condition] === null || rate[condition] === question[condition])
    if (fits && rate.validFrom <= question.day && (!best || isBetter(rate, best))) best = rate
  }
  return best
}

function isBetter(one: Rate, other: Rate): boolean {
  const rank = rateRank(one) - rateRank(other)
  if (rank !== 0) return rank > 0
  if (one.validFrom !== other.validFrom) return one.validFrom > other.validFrom
  return one.id > other.id
}

/** Kinds of hours that a customer pays; breaks and training are the company's own. */
export function isBillableType(hourType: HourType): boolean {
  return hourType === 'work' || hourType === 'travel' || hourType === 'waiting'
}

export const roundings = [1, 5, 10, 15, 30, 60] as const

/** Minutes as they are billed: up to the next whole step. What was worked stays beside it. */
export function billedUpTo(minutes: number, step: number): number {
  return Math.ceil(minutes / step) * step
}

/** Net price of minutes without VAT, rounded once, from the hours with three decimals that stand on the invoice. */
export function hoursAmount(minutes: number, price: DecimalText): DecimalText {
  return round2(decimal(hoursText(minutes)).times(price))
}

/** Whether a price can be one: zero (given away) or more. */
export function isPrice(price: DecimalText): boolean {
  return compare(price, '0') >= 0
}
