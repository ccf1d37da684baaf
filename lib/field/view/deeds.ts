import type { z } from 'zod'
import type { OperationName } from '@/lib/sync/mutations/operations'
import type { shapes } from '../input'
import { removeFile, saveAnswer } from './answers'
import type { Done } from './data'
import { addEntry, editEntry, removeEntry, removeExpense, saveExpense } from './hours'
import {
  answerQuestion,
  newOrder,
  removeCount,
  removeMaterial,
  removeNote,
  saveCount,
  saveMaterial,
  saveNote,
} from './recorded'
import type { State } from './state'
import { closeVisit, takeStep, tellStop } from './steps'
import { removeBooking, saveBooking, startTimer, stopTimer } from './timers'
import { isAbout, put, type World } from './world'

type Deed<Input> = (world: World, input: Input, visitId: string | null) => World
type Deeds = { [Name in OperationName]: Deed<z.output<(typeof shapes)[Name]>> | null }

/** A deed that changes nothing besides the visits it can show on. */
function onVisits<Input>(deed: (state: State, input: Input) => State): Deed<Input> {
  return (world, input, visitId) =>
    [...world.visits.values()].reduce((before, state) => {
      const after = isAbout(state.carried, visitId) ? deed(state, input) : state
      return after === state ? before : put(before, after)
    }, world)
}

/** What each operation does to what the screens show, before the server has said anything; null: none of them shows it. */
const deeds: Deeds = {
  'execution.takeStep': takeStep,
  'execution.tellStop': tellStop,
  'execution.savePosition': null,
  'execution.answer': onVisits(saveAnswer),
  'execution.saveMaterial': onVisits(saveMaterial),
  'execution.removeMaterial': onVisits(removeMaterial),
  'execution.saveCount': onVisits(saveCount),
  'execution.removeCount': onVisits(removeCount),
  'execution.saveNote': onVisits(saveNote),
  'execution.removeNote': onVisits(removeNote),
  'execution.removeFile': onVisits(removeFile),
  'execution.newOrder': onVisits(newOrder),
  'execution.close': closeVisit,
  'hours.add': onVisits(addEntry),
  'hours.edit': onVisits(editEntry),
  'hours.remove': onVisits(removeEntry),
  'hours.saveExpense': onVisits(saveExpense),
  'hours.removeExpense': onVisits(removeExpense),
  'hours.saveBooking': saveBooking,
  'hours.removeBooking': removeBooking,
  'hours.saveDayExpense': null,
  'hours.removeDayExpense': null,
  'hours.startTimer': startTimer,
  'hours.stopTimer': stopTimer,
  'orders.answerQuestion': onVisits(answerQuestion),
}

/**
 * What was done, in the order in which it was done, but for what the server refused or put beside what stands. A deed that
 * can't be read, of a newer app or a broken list, takes no screen away: it changes nothing.
 */
export function withDeeds(world: World, operations: readonly Done[]): World {
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
    }, world)
}

function withDeed(world: World, name: OperationName, { visitId, said }: Done): World {
  const work = deeds[name] as Deed<unknown> | null
  return work && said !== undefined ? work(world, said, visitId) : world
}
