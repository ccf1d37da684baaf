import { type DayText, dayBounds, minutesBetween, Temporal } from '@/lib/time'
import { type BoardVisit, dayMinutes, dayOfWall, instantOfWall, wallOf, wallOfInstant, windowAt } from '../rules'

/** Per zone, how many minutes a day (by its number since 1970) is longer than 24 hours: 0 but on two days a year. */
const known = new Map<string, Map<number, number>>()

function extraMinutes(timeZone: string, nth: number): number {
  const days = known.get(timeZone) ?? new Map<number, number>()
  known.set(timeZone, days)
  const found = days.get(nth)
  if (found !== undefined) return found
  const { start, end } = dayBounds(timeZone, dayOfWall(nth * dayMinutes))
  const extra = minutesBetween(start, end) - dayMinutes
  days.set(nth, extra)
  return extra
}

/**
 * What the clock shows more than `minutes` have passed at the end of work that begins at a wall time: 60 over the hour that
 * spring takes away, -60 over the one that autumn gives, else 0.
 */
export function clockShift(timeZone: string, start: number, minutes: number, later = false): number {
  if (isEven(timeZone, start, start + minutes)) return 0
  return wallOfInstant(timeZone, windowAt(timeZone, start, minutes, later).endAt) - start - minutes
}

/** Whether all days that wall times fall on have 24 hours. */
function isEven(timeZone: string, from: number, to: number): boolean {
  for (let nth = Math.floor(from / dayMinutes); nth <= Math.floor(to / dayMinutes); nth++)
    if (extraMinutes(timeZone, nth) !== 0) return false
  return true
}

/** Whether the clock of these days, or of the two weeks before them, is ever put on or back. */
export function changesClock(timeZone: string, from: DayText, to: DayText): boolean {
  return !isEven(timeZone, wallOf(from) - 14 * dayMinutes, wallOf(to))
}

type Length = { start: number; minutes: number; later?: true }

/**
 * Real minutes from where a visit begins to where its end is pulled on the clock. Of two ends that the clock shows alike it is
 * the one nearest to where the visit ended; an end in the hour that spring takes away is where that hour goes.
 */
export function minutesUntil(timeZone: string, visit: Length, end: number): number {
  const { start, minutes, later } = visit
  if (isEven(timeZone, Math.min(start, end), Math.max(start, end))) return end - start
  const { startAt } = windowAt(timeZone, start, minutes, later)
  const first = instantOfWall(timeZone, end)
  if (wallOfInstant(timeZone, first) !== end) return minutesBetween(startAt, changeBefore(timeZone, first))
  const [sooner, last] = [first, instantOfWall(timeZone, end, true)].map((at) => minutesBetween(startAt, at)) as [
    number,
    number,
  ]
  const isNearest = Math.abs(sooner - minutes) <= Math.abs(last - minutes)
  return sooner > 0 && isNearest ? sooner : last
}

/** When the clock was last put on or back, at that moment or before it. */
function changeBefore(timeZone: string, at: string): string {
  const after = Temporal.Instant.from(at).add({ nanoseconds: 1 }).toZonedDateTimeISO(timeZone)
  const change = after.getTimeZoneTransition('previous')
  return change?.toInstant().toString() ?? at
}

/** The visit with what the clock does while it lasts, so that it is drawn to the end that the clock shows. */
export function onTheClock(timeZone: string, visit: BoardVisit): BoardVisit {
  const shift = visit.start === null ? 0 : clockShift(timeZone, visit.start, visit.minutes, visit.later)
  return shift === (visit.shift ?? 0) ? visit : { ...visit, shift }
}

/** Wall minutes at which a visit ends. */
export function endOf({ start, minutes, shift = 0 }: { start: number; minutes: number; shift?: number }): number {
  return start + minutes + shift
}
