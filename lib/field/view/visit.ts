import { tapsOf, wordsOf } from '@/lib/execution/rules'
import { answerTo, isAnswered, labelOf } from '@/lib/forms/rules'
import { withComputed } from '@/lib/forms/rules/computed'
import { runningOf } from '@/lib/hours/rules/entries'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import { addFile, answersOn } from './answers'
import type { Done, Taken, VisitData } from './data'
import { withDeeds } from './deeds'
import { isLeading, type Looker, type State, stateOf } from './state'

/** What was done on this phone and is not yet in what was carried along. */
export type Since = { operations: readonly Done[]; files: readonly Taken[] }

/**
 * What the screens of a visit show: as it was carried along, with everything on it that was done on this phone since. What is
 * in it already changes nothing, so it does not matter how much of the list was carried meanwhile.
 */
export function visitView(carried: CarriedVisit, since: Since, who: Looker & { locale: string }): VisitData {
  return shown(stateNow(carried, since, who), since, who.locale)
}

/** As visitView, for what needs less than a whole screen. */
export function stateNow(carried: CarriedVisit, { operations, files }: Since, who: Looker): State {
  const mine = (visitId: string | null) => visitId === null || carried.orderVisitIds.includes(visitId)
  const taken = files.filter(({ visitId }) => mine(visitId)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return withDeeds(
    taken.reduce(addFile, stateOf(carried, who, taken)),
    operations.filter(({ visitId }) => mine(visitId)),
  )
}

function shown(state: State, { files }: Since, locale: string): VisitData {
  const { carried, who, events } = state
  const { team, order, customer, asset } = carried
  const leader = team.find((member) => member.leader) ?? team[0]
  const { answers, earlier, versions } = answersOn(state)
  const left = files.filter((file) => file.visitId === carried.id && file.state !== 'sent').length
  return {
    ...{ id: carried.id, status: state.closedAs ?? state.status, closing: state.closedAs && { filesLeft: left } },
    ...{ startAt: carried.startAt, endAt: carried.endAt, durationMinutes: carried.durationMinutes },
    ...{ instructions: carried.instructions, remainingWork: state.remainingWork, team },
    ...{ isLeader: isLeading(state), memberId: who.memberId },
    running: runningOf(tapsOf(events, who.memberId, leader?.id ?? '')),
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
    notes: state.notes,
    questions: state.questions.map((question) => ({ ...question, orderNumber: order.number, customer: customer.name })),
  }
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
