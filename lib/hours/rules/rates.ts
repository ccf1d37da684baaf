import { isInTerm, type Term } from '@/lib/contracts/rules'
import { compare, type DecimalText, decimal, round2 } from '@/lib/money'
import type { ProjectPricing } from '@/lib/projects/rules'
import type { DayText } from '@/lib/time'
import { type HourType, hoursText } from './entries'

/** A price per hour, for whatever it names; what it leaves open (null) fits everything. */
export type Rate = {
  id: string
  projectId: string | null
  contractId: string | null
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
  /** The contract that holds on that day. */
  contractId: string | null
  customerId: string | null
  memberId: string
  hourType: HourType
  day: DayText
}

/** What a rate can name, the weightiest first: a project outweighs everything that follows it together, and so on. */
export const rateConditions = ['projectId', 'contractId', 'customerId', 'memberId', 'hourType'] as const

/** How much a rate names: a higher one is more specific. Two rates of the same rank name the same kinds of things. */
export function rateRank(rate: Rate): number {
  return rateConditions.reduce((rank, condition) => rank * 2 + (rate[condition] === null ? 0 : 1), 0)
}

/** What the chosen rate names, in the order people say it; empty for the general price. Keys of `hours.rates.by`. */
export function rateNames(rate: Rate): (typeof rateConditions)[number][] {
  return rateConditions.filter((condition) => rate[condition] !== null)
}

/**
 * The rate of an hour: of those that fit and have begun, the most specific; of equals the one that began last. Null when
 * none fits: the price is missing. Independent of the order in which the rates come.
 */
export function rateFor<One extends Rate>(rates: readonly One[], question: RateQuestion): One | null {
  let best: One | null = null
  for (const rate of rates) {
    if (rate.validFrom <= question.day && fits(rate, question) && (!best || isBetter(rate, best))) best = rate
  }
  return best
}

function fits(rate: Rate, question: RateQuestion): boolean {
  return rateConditions.every((condition) => rate[condition] === null || rate[condition] === question[condition])
}

/** Everything that could be an hour's rate on its day, the one that wins first: what is behind it would win without it. */
export function ratesInOrder<One extends Rate>(rates: readonly One[], question: RateQuestion): One[] {
  const fitting = rates.filter((rate) => rate.validFrom <= question.day && fits(rate, question))
  return fitting.sort((a, b) => (isBetter(a, b) ? -1 : 1))
}

/** The first rate after the day that will win instead of what wins on it; null when nothing changes. */
export function nextRateFor<One extends Rate>(rates: readonly One[], question: RateQuestion): One | null {
  const now = rateFor(rates, question)
  const later = rates
    .filter((rate) => rate.validFrom > question.day && fits(rate, question))
    .sort((a, b) => a.validFrom.localeCompare(b.validFrom))
  for (const { validFrom } of later) {
    const then = rateFor(rates, { ...question, day: validFrom })
    if (then && then.id !== now?.id) return then
  }
  return null
}

/** As they are read: the most general first, what names the same things together, and the oldest price of one thing first. */
export function ratesToRead<One extends Rate>(rates: readonly One[]): One[] {
  const key = (rate: Rate) => rateConditions.map((condition) => rate[condition] ?? '').join(' ')
  return [...rates].sort(
    (a, b) => rateRank(a) - rateRank(b) || key(a).localeCompare(key(b)) || a.validFrom.localeCompare(b.validFrom) || 0,
  )
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

/** What the price of project hours depends on besides the rates. */
export type PricedProject = {
  customerId: string
  /** The contract it is done under; its prices count in its term, and those of the customer before and after. */
  contract: (Term & { id: string }) | null
  pricing: ProjectPricing
  roundingMinutes: number
  /** Agreed price of the phase they are on; null without one. */
  phasePrice: DecimalText | null
}

export type HoursPrice = {
  price: DecimalText | null
  rateId: string | null
  /** Null while no rate fits: "price missing". */
  netAmount: DecimalText | null
}

/**
 * What hours on a project cost its customer: the most specific rate and what comes on top of it, the minutes billed up to the project's step, rounded
 * once. Free ('0.00') for what nobody pays by the hour: breaks and training, a project with a fixed price, and a phase with
 * one.
 */
export function priceOfHours(
  rates: readonly Rate[],
  project: PricedProject,
  hours: Omit<RateQuestion, 'customerId' | 'contractId'> & { minutes: number; surcharge?: DecimalText },
): HoursPrice {
  const isFixed = project.pricing === 'fixed' || project.phasePrice !== null
  if (isFixed || !isBillableType(hours.hourType)) return { price: null, rateId: null, netAmount: '0.00' }
  const { customerId, contract } = project
  const contractId = contract && isInTerm(contract, hours.day) ? contract.id : null
  const rate = rateFor(rates, { ...hours, contractId, customerId })
  if (!rate) return { price: null, rateId: null, netAmount: null }
  const minutes = billedUpTo(hours.minutes, project.roundingMinutes)
  const price = hours.surcharge ? withSurcharge(rate.price, hours.surcharge) : rate.price
  return { price, rateId: rate.id, netAmount: hoursAmount(minutes, price) }
}

/** A price per hour with what comes on top of it in percent, with four decimals as prices are kept: '60' and '50' → '90.0000'. */
export function withSurcharge(price: DecimalText, percent: DecimalText): DecimalText {
  return compare(percent, '0') === 0 ? price : decimal(price).times(decimal(percent).dividedBy(100).plus(1)).toFixed(4)
}

/** Whether a price can be one: zero (given away) or more. */
export function isPrice(price: DecimalText): boolean {
  return compare(price, '0') >= 0
}
