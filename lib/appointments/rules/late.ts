import { addMinutes, minutesBetween, Temporal } from '@/lib/time'
import { isOpen, isRunning, type ToldState, type VisitStatus } from '@/lib/visits/rules'

export type DayVisit = {
  id: string
  status: VisitStatus
  startAt: string
  endAt: string
  told: ToldState
  /** What the customer was told already of this delay. */
  expectedStartAt: string | null
}

/** A customer who would wait: planned at `startAt`, we come at `expectedAt`. */
export type Late = { id: string; startAt: string; expectedAt: string; minutes: number; isTold: boolean }

export const lateLimits = { leastMinutes: 10, mostMinutes: 12 * 60, stepMinutes: 5, travelMinutes: 15 } as const

/** Minutes by which the visit somebody is at now has outrun its plan, or one that should have begun has not. */
export function delayOf(visits: readonly DayVisit[], now: Temporal.Instant): number {
  const running = visits.find(({ status }) => isRunning(status))
  const late = running
    ? minutesBetween(running.endAt, now.toString())
    : Math.max(
        0,
        ...visits
          .filter(({ status }) => status === 'planned')
          .map(({ startAt }) => minutesBetween(startAt, now.toString())),
      )
  return Math.max(0, roundedUp(late))
}

/**
 * Who waits when a technician's day runs so many minutes late, and when we come instead, in whole five minutes. Time
 * between visits beyond a quarter of an hour of travel catches up. Visits of one technician and day in order of time;
 * only customers who know their time wait.
 */
export function lateVisits(visits: readonly DayVisit[], delayMinutes: number, now: Temporal.Instant): Late[] {
  const open = visits.filter(({ status }) => isOpen(status))
  const first = open.find(({ status }) => isRunning(status))
  let free = first ? addMinutes(first.endAt, delayMinutes) : null
  let before = first?.endAt ?? null
  const found: Late[] = []
  for (const visit of open) {
    if (visit === first || isRunning(visit.status)) continue
    const gap = before ? Math.min(lateLimits.travelMinutes, Math.max(0, minutesBetween(before, visit.startAt))) : 0
    const earliest = free ? addMinutes(free, gap) : addMinutes(visit.startAt, delayMinutes)
    const minutes = roundedUp(Math.max(0, minutesBetween(visit.startAt, earliest)))
    const expectedAt = addMinutes(visit.startAt, minutes)
    free = addMinutes(visit.endAt, minutes)
    before = visit.endAt
    const isAhead = Temporal.Instant.compare(Temporal.Instant.from(expectedAt), now) > 0
    const knows = visit.told !== 'untold' && visit.told !== 'moved'
    if (minutes < lateLimits.leastMinutes || !isAhead || !knows) continue
    found.push({
      id: visit.id,
      startAt: visit.startAt,
      expectedAt,
      minutes,
      isTold: visit.expectedStartAt !== null && isSameShift(visit.expectedStartAt, expectedAt),
    })
  }
  return found
}

/** Within five minutes of what was told is no news. */
export function isSameShift(told: string, expected: string): boolean {
  return Math.abs(minutesBetween(told, expected)) <= lateLimits.stepMinutes
}

function roundedUp(minutes: number): number {
  return Math.ceil(minutes / lateLimits.stepMinutes) * lateLimits.stepMinutes
}
