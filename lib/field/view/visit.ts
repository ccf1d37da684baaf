import { wordsOf } from '@/lib/execution/rules'
import { answerTo, isAnswered, labelOf } from '@/lib/forms/rules'
import { withComputed } from '@/lib/forms/rules/computed'
import { clockTypes } from '@/lib/hours/rules/entries'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import { answersOn } from './answers'
import type { Done, Taken, VisitData } from './data'
import { withDeeds } from './deeds'
import { isLeading, type Looker, type State } from './state'
import { type Carried, clockIn, type World, worldOf } from './world'

/** What was done on this phone and is not yet in what was carried along. */
export type Since = { operations: readonly Done[]; files: readonly Taken[] }

/** Everything as it was carried along, with what was done on this phone since. */
export function worldNow(carried: Carried, { operations, files }: Since, who: Looker): World {
  return withDeeds(worldOf(carried, files, who), operations)
}

/**
 * What the screens of a visit show: as it was carried along, with everything that was done on this phone since, on it and
 * elsewhere. What is in it already changes nothing, so it does not matter how much of the list was carried meanwhile.
 */
export function visitView(
  visit: CarriedVisit,
  carried: Carried,
  since: Since,
  who: Looker & { locale: string },
): VisitData {
  const isKnown = carried.visits.some(({ id }) => id === visit.id)
  const around = isKnown ? carried : { ...carried, visits: [...carried.visits, visit] }
  return shown(worldNow(around, since, who), visit.id, since, who.locale)
}

function shown(world: World, visitId: string, { files }: Since, locale: string): VisitData {
  const state = world.visits.get(visitId)
  if (!state) throw new Error(`visit ${visitId} is not there`)
  const { carried, who, events } = state
  const { team, order, customer, asset } = carried
  const { answers, earlier, versions } = answersOn(state)
  const left = files.filter((file) => file.visitId === carried.id && file.state !== 'sent').length
  return {
    ...{ id: carried.id, status: state.closedAs ?? state.status, closing: state.closedAs && { filesLeft: left } },
    ...{ startAt: carried.startAt, endAt: carried.endAt, durationMinutes: carried.durationMinutes },
    ...{ instructions: carried.instructions, remainingWork: state.remainingWork, team },
    ...{ isLeader: isLeading(state), memberId: who.memberId },
    running: runningOn(world, state),
    hasOwnClock: events.some(({ memberId }) => memberId === who.memberId),
    order: {
      ...{ id: carried.orderId, number: order.number, title: order.title, description: order.description },
      remainingWork: state.leftOver,
    },
    ...{ type: carried.type.name, signatureRule: carried.signatureRule, customer: { name: customer.name } },
    ...{ site: carried.site, asset, checklist: carried.checklist, load: carried.load },
    phones: phonesOf([...carried.contacts, customer]),
    ...{
      answers: withComputed(carried.checklist, answers),
      earlierAnswers: earlier,
      answerVersions: versions,
      intake: intakeOf(carried, locale),
    },
    service: carried.history.map(({ of: _, ...earlierOrder }) => earlierOrder),
    documents: state.documents.map(({ visitId, ...document }) => ({
      ...document,
      isOfThisVisit: visitId === carried.id,
    })),
    hours: state.hours.map(({ isEditable: _, ...entry }) => entry),
    ...{ materials: [...state.materials.rows], counts: [...state.counts.rows], expenses: [...state.expenses.rows] },
    ...{ notes: state.notes, newOrders: state.newOrders },
    questions: state.questions.map((question) => ({ ...question, orderNumber: order.number, customer: customer.name })),
  }
}

/** What the own clock runs for on this visit; null when it stands still, or runs elsewhere. */
function runningOn(world: World, { carried, who }: State): VisitData['running'] {
  const { running } = clockIn(world, who.memberId)
  const hourType = clockTypes.find((type) => type === running?.hourType)
  return running?.subject === carried.id && hourType ? { hourType, startAt: running.startAt } : null
}

function phonesOf(people: readonly ({ name: string | null; phone: string | null } | null)[]): VisitData['phones'] {
  const seen = new Map<string, string>()
  for (const person of people) if (person?.phone && !seen.has(person.phone)) seen.set(person.phone, person.name ?? '')
  return [...seen].map(([phone, name]) => ({ phone, name }))
}

/** What the customer answered on the request form, as words. */
function intakeOf({ intake: { fields, answers } }: CarriedVisit, locale: string): VisitData['intake'] {
  return fields.flatMap((field) => {
    const value = answerTo(answers, field.id)
    if (!isAnswered(value) || typeof value !== 'string') return []
    return [{ label: labelOf(field, locale), text: wordsOf(field, value, locale) }]
  })
}
