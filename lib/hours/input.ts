import { z } from 'zod'
import { decimal } from '@/lib/money'
import { expenseKinds, hourTypes } from './rules/entries'
import { isBillableType, isPrice, roundings } from './rules/rates'

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
  kilometreRate: priceText,
  roundingMinutes: z.literal(roundings),
})
export type RateDefaults = z.output<typeof rateDefaultsInput>
