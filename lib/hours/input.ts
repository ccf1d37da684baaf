import { z } from 'zod'
import { decimal } from '@/lib/money'
import { lineKinds } from './rules/approval'
import { expenseKinds, hourTypes } from './rules/entries'
import { isBillableType, isPrice, roundings } from './rules/rates'
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
  visitId: id,
  kind: z.enum(expenseKinds),
  description: z.string().trim().max(300),
  /** What was paid, VAT included. */
  grossAmount: amountText,
  vatRate: percentText,
  receiptFileId: id.nullish(),
})
export type SaveExpense = z.output<typeof saveExpenseInput>

export const expenseIdInput = z.strictObject({ id })

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
    customerId: id.nullable(),
    memberId: id.nullable(),
    hourType: z.enum(hourTypes).refine(isBillableType, 'hours.rate_type').nullable(),
    price: priceText,
    validFrom: z.iso.date(),
  })
  // A project has its customer.
  .refine((rate) => rate.projectId === null || rate.customerId === null, {
    message: 'hours.rate_customer',
    path: ['customerId'],
  })
export type SaveRate = z.output<typeof saveRateInput>

export const removeRateInput = z.strictObject({ id, version })

export const rateDefaultsInput = z.strictObject({
  /** The company's version that was seen. */
  version,
  approvalDefault: z.enum(['yes', 'no']),
  approvalTiming: z.enum(['on_submission', 'after_internal']),
  kilometreRate: priceText.nullable(),
  roundingMinutes: z.literal(roundings),
})
export type RateDefaults = z.output<typeof rateDefaultsInput>
