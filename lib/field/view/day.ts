import type { CarriedVisit } from '@/lib/sync/queries/carried'
import { addDays, type DayText } from '@/lib/time'
import { daysAhead, isOpen, isRunning } from '@/lib/visits/rules'
import type { DayRow, QuestionRow } from './data'
import type { Looker } from './state'
import { type Since, stateNow } from './visit'

/**
 * The technician's own visits with what was done on this phone since: today and the six days after it, those without a time,
 * and of the last week what was never closed.
 */
export function dayView(
  visits: readonly CarriedVisit[],
  since: Since,
  { today, ...who }: Looker & { today: DayText },
): DayRow[] {
  return visits
    .filter(({ day }) => day === null || day <= addDays(today, daysAhead))
    .map((carried) => ({ carried, status: statusNow(carried, since, who) }))
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
  const answered = new Set(counts.map(({ input }) => (input as { id?: unknown } | null)?.id))
  return questions.filter(({ id }) => !answered.has(id))
}

/** Another visit that this member leads and that still runs: nobody works in two places. */
export function otherRunning(
  visits: readonly CarriedVisit[],
  since: Since,
  { exceptId, ...who }: Looker & { exceptId: string },
): { number: string; customer: string } | null {
  const other = visits.find(
    (carried) =>
      carried.id !== exceptId &&
      carried.team.some(({ id, leader }) => leader && id === who.memberId) &&
      isRunning(statusNow(carried, since, who)),
  )
  return other ? { number: other.order.number, customer: other.customer.name } : null
}

function statusNow(carried: CarriedVisit, since: Since, who: Looker) {
  const { closedAs, status } = stateNow(carried, since, who)
  return closedAs ?? status
}
