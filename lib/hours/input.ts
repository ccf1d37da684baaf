import { z } from 'zod'
import { switchedMoments } from '@/lib/auth/rules'
import { decimal } from '@/lib/money'
import { lineKinds } from './rules/approval'
import { expenseKinds, hourTypes, isOwnTime, receiptKinds } from './rules/entries'
import { isBillableType, isPrice, roundings } from './rules/rates'
import { clockSteps, clockWays } from './rules/rounding'
import { periodKinds } from './rules/week'

const id = z.uuid()
const version = z.number().int().positive()
const instant = z.iso.datetime({ offset: true })
const reason = z.string().trim().min(1, 'hours.reason').max(500)
const amountText = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,2})?$/)
  .refine((value) => Number(value) > 0, 'common.too_small')
const percentText = z.string().regex(/^(100|\d{1,2})(\.\d{1,2})?$/)

export const addEntryInput = z.strictObject({
  id,
  visitId: id,
  memberId: id.optional(),
  hourType: z.enum(hourTypes),
  startAt: instant,
  endAt: instant,
  reason,
})
export type AddEntry = z.output<typeof addEntryInput>

export const editEntryInput = z.strictObject({
  id,
  version,
  hourType: z.enum(hourTypes),
  startAt: instant,
  endAt: instant,
  reason,
})
export type EditEntry = z.output<typeof editEntryInput>

export const removeEntryInput = z.strictObject({ id, version, reason })

export const saveExpenseInput = z.strictObject({
  id,
  /** The version it changes; without it, it is new or put back. */
  version: version.nullish(),
  visitId: id,
  kind: z.enum(receiptKinds),
  description: z.string().trim().max(300),
  /** What was paid, VAT included. */
  grossAmount: amountText,
  vatRate: percentText,
  receiptFileId: id.nullish(),
})
export type SaveExpense = z.output<typeof saveExpenseInput>

/** The week or month around a day. */
const period = { kind: z.enum(periodKinds), day: z.iso.date() }

/** Without a member: one's own. `early`: before the period is over. */
export const submitPeriodInput = z.strictObject({ memberId: id.optional(), ...period, early: z.boolean().optional() })
export type SubmitPeriod = z.output<typeof submitPeriodInput>

export const takeBackInput = z.strictObject(period)
export type TakeBack = z.output<typeof takeBackInput>

const lineChoice = z.strictObject({ kind: z.enum(lineKinds), id, version })
export type LineChoice = z.output<typeof lineChoice>
const lines = z.array(lineChoice).min(1).max(500)

export const approveLinesInput = z.strictObject({ lines })
export type ApproveLines = z.output<typeof approveLinesInput>

export const returnLinesInput = z.strictObject({ lines, remark: z.string().trim().min(1, 'hours.remark').max(500) })
export type ReturnLines = z.output<typeof returnLinesInput>

/** What the approval screen's address asks; nonsense in it is as nothing. */
export const sheetQuery = z.object({
  tab: z.enum(['queue', 'leave', 'mine']).optional().catch(undefined),
  kind: z.enum(periodKinds).catch('week'),
  member: z.uuid().optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
})

/** A price with at most four decimals, written with four as it is kept. */
const priceText = z
  .string()
  .regex(/^-?\d{1,7}(\.\d{1,4})?$/, { abort: true })
  .refine(isPrice, 'hours.rate_below_zero')
  .transform((price) => decimal(price).toFixed(4))

export const saveRateInput = z
  .strictObject({
    id,
    /** Null: a new one. */
    version: version.nullable(),
    projectId: id.nullable(),
    contractId: id.nullable().default(null),
    customerId: id.nullable(),
    memberId: id.nullable(),
    hourType: z.enum(hourTypes).refine(isBillableType, 'hours.rate_type').nullable(),
    price: priceText,
    validFrom: z.iso.date(),
  })
  // A project and a contract have their customer.
  .refine((rate) => (rate.projectId ?? rate.contractId) === null || rate.customerId === null, {
    message: 'hours.rate_customer',
    path: ['customerId'],
  })
  .refine((rate) => rate.projectId === null || rate.contractId === null, {
    message: 'hours.rate_contract',
    path: ['contractId'],
  })
export type SaveRate = z.output<typeof saveRateInput>

export const removeRateInput = z.strictObject({ id, version })

export const rateDefaultsInput = z.strictObject({
  /** The company's version that was seen. */
  version,
  approvalDefault: z.enum(['yes', 'no']),
  approvalTiming: z.enum(['on_submission', 'after_internal']),
  kilometreRate: priceText,
  roundingMinutes: z.literal(roundings),
})
export type RateDefaults = z.output<typeof rateDefaultsInput>

const percentOnTop = z.string().regex(/^([12]?\d{1,2}|300)(\.\d{1,2})?$/, 'hours.surcharge')

export const clockSettingsInput = z
  .strictObject({
    /** The company's version that was seen. */
    version,
    clockStep: z.literal(clockSteps),
    clockWay: z.enum(clockWays),
    hourMoments: z.array(z.enum(switchedMoments)).max(switchedMoments.length),
    eveningFrom: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    eveningTo: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    /** On top of the price, in percent. */
    surcharges: z.partialRecord(z.enum(switchedMoments), percentOnTop),
  })
  .refine(({ eveningFrom, eveningTo }) => eveningFrom !== eveningTo, { path: ['eveningTo'], message: 'hours.evening' })
export type ClockSettings = z.output<typeof clockSettingsInput>

/** Postgres knows no year 0, and nobody books hours of another century. */
const day = z.iso.date().refine((value) => value >= '2000-01-01' && value < '2100-01-01', 'common.not_a_date')
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const notes = z.string().trim().max(1000).default('')

/** What hours or costs are for: an order, or a project with maybe a phase. Neither: the company's own time. */
const work = {
  orderId: id.nullish(),
  projectId: id.nullish(),
  phaseId: id.nullish(),
}
const hasOneSubject = (given: { orderId?: string | null; projectId?: string | null; phaseId?: string | null }) =>
  !(given.orderId && given.projectId) && !(given.phaseId && !given.projectId)
const oneSubject = { path: ['projectId'], message: 'hours.one_subject' }

/** Minutes of a day, or the times between which they lie on it; `to` 00:00 is midnight at the end of the day. */
export const saveBookingInput = z
  .strictObject({
    id,
    version: version.nullish(),
    memberId: id.nullish(),
    day,
    ...work,
    hourType: z.enum(hourTypes),
    minutes: z.number().int().min(1, 'hours.no_minutes').max(1500, 'hours.day_full').nullish(),
    from: clockTime.nullish(),
    to: clockTime.nullish(),
    notes,
  })
  .refine(hasOneSubject, oneSubject)
  .refine(({ from, to }) => !from === !to, { path: ['to'], message: 'common.required' })
  .refine(({ minutes, from }) => !minutes !== !from, { path: ['minutes'], message: 'hours.no_minutes' })
  .refine(({ orderId, projectId, hourType }) => orderId || projectId || isOwnTime(hourType), {
    path: ['projectId'],
    message: 'hours.no_subject',
  })
export type SaveBooking = z.output<typeof saveBookingInput>

export const removeBookingInput = z.strictObject({ id, version })
export const copyWeekInput = z.strictObject({ memberId: id.nullish(), from: day })
export const undoCopyInput = z.strictObject({ ids: z.array(id).min(1).max(500) })

export const saveDayExpenseInput = z
  .strictObject({
    id,
    version: version.nullish(),
    memberId: id.nullish(),
    day,
    ...work,
    kind: z.enum(expenseKinds),
    kilometres: z
      .string()
      .regex(/^\d{1,5}(\.\d{1,3})?$/)
      .refine((value) => Number(value) > 0, 'common.too_small')
      .nullish(),
    description: z.string().trim().max(300).default(''),
    /** What was paid, VAT included; of kilometres it follows from the rate. */
    grossAmount: amountText.nullish(),
    vatRate: percentText,
    receiptFileId: id.nullish(),
  })
  .refine(hasOneSubject, oneSubject)
  .refine(({ orderId, projectId }) => orderId || projectId, { path: ['projectId'], message: 'hours.no_subject' })
  .refine(({ kind, kilometres }) => kind !== 'kilometres' || kilometres, {
    path: ['kilometres'],
    message: 'common.required',
  })
  .refine(({ kind, grossAmount }) => kind === 'kilometres' || grossAmount, {
    path: ['grossAmount'],
    message: 'common.required',
  })
export type SaveDayExpense = z.output<typeof saveDayExpenseInput>

/** An expense of a day or of a visit, as it was seen. */
export const removeExpenseInput = z.strictObject({ id, version })

/** `at`: when it was tapped, told later by a phone without reception. */
export const startTimerInput = z
  .strictObject({ id, ...work, hourType: z.enum(hourTypes), notes, at: instant.nullish() })
  .refine(hasOneSubject, oneSubject)
  .refine(({ orderId, projectId, hourType }) => orderId || projectId || isOwnTime(hourType), {
    path: ['projectId'],
    message: 'hours.no_subject',
  })
export type StartTimer = z.output<typeof startTimerInput>

/** `endAt`: when it really ended, asked when it ran over night; `at`: when stop was tapped. `isDropped`: it ran for nothing. */
export const stopTimerInput = z.strictObject({
  id,
  endAt: instant.nullish(),
  at: instant.nullish(),
  isDropped: z.boolean().default(false),
})
export type StopTimer = z.output<typeof stopTimerInput>

/** Whose choices, and what was typed; both may be left out. */
export const choicesQuery = z.object({ member: id.optional(), q: z.string().max(200).default('') })

/** Which week, by any of its days, and whose; what makes no sense is this week, and one's own. */
export const weekQuery = z.object({
  week: day.optional().catch(undefined),
  member: id.optional().catch(undefined),
})
