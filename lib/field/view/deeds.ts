import type { z } from 'zod'
import type { OperationName } from '@/lib/sync/mutations/operations'
import { correctedInput } from '@/lib/sync/rules'
import { shapes } from '../input'
import { removeFile, saveAnswer } from './answers'
import type { Done } from './data'
import { addEntry, editEntry, removeEntry, removeExpense, saveExpense } from './hours'
import { answerQuestion, removeCount, removeMaterial, removeNote, saveCount, saveMaterial, saveNote } from './recorded'
import type { State } from './state'
import { closeVisit, takeStep } from './steps'

type Deeds = { [Name in OperationName]: ((state: State, input: z.output<(typeof shapes)[Name]>) => State) | null }

/** What each operation does to a visit on the screen, before the server has said anything; null: no visit shows it. */
const deeds: Deeds = {
  'execution.takeStep': takeStep,
  'execution.answer': saveAnswer,
  'execution.saveMaterial': saveMaterial,
  'execution.removeMaterial': removeMaterial,
  'execution.saveCount': saveCount,
  'execution.removeCount': removeCount,
  'execution.saveNote': saveNote,
  'execution.removeNote': removeNote,
  'execution.removeFile': removeFile,
  'execution.close': closeVisit,
  'hours.add': addEntry,
  'hours.edit': editEntry,
  'hours.remove': removeEntry,
  'hours.saveExpense': saveExpense,
  'hours.removeExpense': removeExpense,
  'hours.saveBooking': null,
  'hours.removeBooking': null,
  'hours.saveDayExpense': null,
  'hours.removeDayExpense': null,
  'hours.startTimer': null,
  'hours.stopTimer': null,
  'orders.answerQuestion': answerQuestion,
}

/**
 * What was done, in the order in which it was done, but for what the server refused or put beside what stands. A deed that
 * can't be read, of a newer app or a broken list, takes no screen away: it changes nothing.
 */
export function withDeeds(state: State, operations: readonly Done[]): State {
  const counts = operations.filter((one) => one.state === 'waiting' || one.state === 'answered')
  return counts
    .toSorted((a, b) => a.seq - b.seq)
    .reduce((before, operation) => {
      try {
        return Object.hasOwn(deeds, operation.name)
          ? withDeed(before, operation.name as OperationName, operation)
          : before
      } catch {
        return before
      }
    }, state)
}

function withDeed(state: State, name: OperationName, { input, offsetMs }: Done): State {
  const work = deeds[name] as ((state: State, input: unknown) => State) | null
  const said = shapes[name].safeParse(correctedInput(input, offsetMs))
  return work && said.success ? work(state, said.data) : state
}
