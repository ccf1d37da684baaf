import { z } from 'zod'
import { expenseKinds, hourTypes } from './rules/entries'

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
