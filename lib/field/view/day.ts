import { addDays, type DayText } from '@/lib/time'
import { daysAhead, isOpen } from '@/lib/visits/rules'
import type { DayRow, QuestionRow } from './data'
import type { Since } from './visit'
import type { World } from './world'

/**
 * The technician's own visits with what was done on this phone since: today and the six days after it, those without a time,
 * and of the last week what was never closed.
 */
export function dayView(world: World, today: DayText): DayRow[] {
  return [...world.visits.values()]
    .filter(({ carried: { day } }) => day === null || day <= addDays(today, daysAhead))
    .map(({ carried, closedAs, status }) => ({ carried, status: closedAs ?? status }))
    .filter(({ carried: { day }, status }) => day === null || day >= today || isOpen(status))
    .map(({ carried, status }) => {
      const { id, day, startAt, endAt, durationMinutes, isLeader, order, customer, site } = carried
      return {
        ...{ id, day, startAt, endAt, durationMinutes, status, isLeader, title: order.title, number: order.number },
        ...{ type: carried.type.name, customer: customer.name, city: site.city },
        street: `${site.street} ${site.houseNumber}`.trim(),
      }
    })
    .sort((a, b) => (a.startAt ?? '9').localeCompare(b.startAt ?? '9') || (a.id < b.id ? -1 : 1))
}

/** The questions of the office that were not answered on this phone either. */
export function openQuestions(questions: readonly QuestionRow[], { operations }: Since): QuestionRow[] {
  const counts = operations.filter(({ name, state }) => name === 'orders.answerQuestion' && state !== 'refused')
  const answered = new Set(counts.map(({ said }) => (said as { id?: unknown } | undefined)?.id))
  return questions.filter(({ id }) => !answered.has(id))
}
