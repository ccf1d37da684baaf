import type { z } from 'zod'
import * as execution from '@/lib/execution/input'
import * as hours from '@/lib/hours/input'
import { invalid } from '@/lib/invalid'
import { answerQuestionInput } from '@/lib/orders/input'
import type { RefusedReply } from '@/lib/reply'
import type { OperationName } from '@/lib/sync/mutations/operations'

/** What each operation must say: the shapes that the server asks, so that the phone can say at once what is wrong. */
export const shapes = {
  'execution.takeStep': execution.stepInput,
  'execution.tellStop': execution.stopInput,
  'execution.savePosition': execution.positionInput,
  'execution.answer': execution.answerInput,
  'execution.saveMaterial': execution.materialInput,
  'execution.removeMaterial': execution.rowVersionInput,
  'execution.saveCount': execution.countInput,
  'execution.removeCount': execution.rowVersionInput,
  'execution.saveNote': execution.noteInput,
  'execution.removeNote': execution.rowIdInput,
  'execution.newOrder': execution.newOrderInput,
  'execution.removeFile': execution.rowIdInput,
  'execution.close': execution.closeInput,
  'hours.add': hours.addEntryInput,
  'hours.edit': hours.editEntryInput,
  'hours.remove': hours.removeEntryInput,
  'hours.saveExpense': hours.saveExpenseInput,
  'hours.removeExpense': hours.removeExpenseInput,
  'hours.saveBooking': hours.saveBookingInput,
  'hours.removeBooking': hours.removeBookingInput,
  'hours.saveDayExpense': hours.saveDayExpenseInput,
  'hours.removeDayExpense': hours.removeExpenseInput,
  'hours.startTimer': hours.startTimerInput,
  'hours.stopTimer': hours.stopTimerInput,
  'orders.answerQuestion': answerQuestionInput,
} as const satisfies Record<OperationName, z.ZodType>

/** What a screen says of an operation, before it is looked at. */
export type Said<Name extends OperationName> = z.input<(typeof shapes)[Name]>

/** Why it can't be recorded so, beside its fields; null when the server would take its shape. */
export function shapeRefusal(name: OperationName, input: unknown): RefusedReply | null {
  const said = shapes[name].safeParse(input)
  return said.success ? null : invalid(said.error)
}
