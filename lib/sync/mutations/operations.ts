import 'server-only'
import type { z } from 'zod'
import type { Write } from '@/lib/auth/actor'
import type { ActionName, phoneOperations } from '@/lib/auth/authorization'
import * as execution from '@/lib/execution/input'
import { saveAnswer } from '@/lib/execution/mutations/answer'
import * as counts from '@/lib/execution/mutations/count'
import { removeFieldFile } from '@/lib/execution/mutations/files'
import { orderOnSite } from '@/lib/execution/mutations/follow-up'
import * as materials from '@/lib/execution/mutations/material'
import { savePosition } from '@/lib/execution/mutations/position'
import { takeStep } from '@/lib/execution/mutations/step'
import { tellStop } from '@/lib/execution/mutations/stop'
import * as hours from '@/lib/hours/input'
import * as bookings from '@/lib/hours/mutations/bookings'
import * as dayExpenses from '@/lib/hours/mutations/day-expenses'
import * as entries from '@/lib/hours/mutations/entries'
import * as expenses from '@/lib/hours/mutations/expenses'
import * as timers from '@/lib/hours/mutations/timers'
import { answerQuestionInput } from '@/lib/orders/input'
import { answerQuestion } from '@/lib/orders/mutations/questions'
import { handOverInput } from '../input'
import { closeFromPhone } from './closing'
import { handOver } from './kept'

/** Beside what every write knows: which phone it comes from. */
type FromPhone = Write & { deviceId: string }

type PhoneOperation = {
  shape: z.ZodType
  work: (write: FromPhone, input: unknown) => Promise<unknown>
}

/** Binds a shape to its mutation; only what the shape let through gets there. */
function operation<Shape extends z.ZodType>(
  shape: Shape,
  work: (write: FromPhone, input: z.output<Shape>) => Promise<unknown>,
): PhoneOperation {
  return { shape, work: (write, input) => work(write, input as z.output<Shape>) }
}

/** What a phone may send: the actions of a technician under their own names, with the same shapes and rights. */
const operations = {
  'execution.takeStep': operation(execution.stepInput, takeStep),
  'execution.tellStop': operation(execution.stopInput, tellStop),
  'execution.savePosition': operation(execution.positionInput, savePosition),
  'execution.answer': operation(execution.answerInput, saveAnswer),
  'execution.saveMaterial': operation(execution.materialInput, materials.saveMaterial),
  'execution.removeMaterial': operation(execution.rowVersionInput, materials.removeMaterial),
  'execution.saveCount': operation(execution.countInput, counts.saveCount),
  'execution.removeCount': operation(execution.rowVersionInput, counts.removeCount),
  'execution.saveNote': operation(execution.noteInput, materials.saveNote),
  'execution.newOrder': operation(execution.newOrderInput, orderOnSite),
  'execution.removeNote': operation(execution.rowIdInput, (write, { id }) => materials.removeNote(write, id)),
  'execution.removeFile': operation(execution.rowIdInput, (write, { id }) => removeFieldFile(write, id)),
  'execution.close': operation(execution.closeInput, closeFromPhone),
  'hours.add': operation(hours.addEntryInput, entries.addEntry),
  'hours.edit': operation(hours.editEntryInput, entries.editEntry),
  'hours.remove': operation(hours.removeEntryInput, entries.removeEntry),
  'hours.saveExpense': operation(hours.saveExpenseInput, expenses.saveExpense),
  'hours.removeExpense': operation(hours.removeExpenseInput, expenses.removeExpense),
  'hours.saveBooking': operation(hours.saveBookingInput, bookings.saveBooking),
  'hours.removeBooking': operation(hours.removeBookingInput, bookings.removeBooking),
  'hours.saveDayExpense': operation(hours.saveDayExpenseInput, dayExpenses.saveDayExpense),
  'hours.removeDayExpense': operation(hours.removeExpenseInput, dayExpenses.removeDayExpense),
  'hours.startTimer': operation(hours.startTimerInput, timers.startTimer),
  'hours.stopTimer': operation(hours.stopTimerInput, timers.stopTimer),
  'orders.answerQuestion': operation(answerQuestionInput, (write, { id, answer }) => answerQuestion(write, id, answer)),
  'sync.handOver': operation(handOverInput, (write, input) => handOver(write, input)),
} as const satisfies Partial<Record<ActionName | keyof typeof phoneOperations, PhoneOperation>>

/** What no button of a visit does, only the list itself. */
export type ListOperationName = 'sync.handOver'
export type OperationName = Exclude<keyof typeof operations, ListOperationName>
const operationNames = Object.keys(operations) as (keyof typeof operations)[]

/** What this name stands for, if a phone may send it. */
export function operationOf(name: string): (PhoneOperation & { name: keyof typeof operations }) | null {
  const known = operationNames.find((one) => one === name)
  return known ? { ...operations[known], name: known } : null
}
