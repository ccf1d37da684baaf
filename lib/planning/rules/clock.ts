import { dayBounds, minutesBetween } from '@/lib/time'
import { type BoardVisit, dayMinutes, dayOfWall, wallOfInstant, windowAt } from '../rules'

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
export function clockShift(timeZone: string, start: number, minutes: number): number {
  const [first, last] = [Math.floor(start / dayMinutes), Math.floor((start + minutes) / dayMinutes)]
  let isEven = true
  for (let nth = first; nth <= last && isEven; nth++) isEven = extraMinutes(timeZone, nth) === 0
  if (isEven) return 0
  return wallOfInstant(timeZone, windowAt(timeZone, start, minutes).endAt) - start - minutes
}

/** The visit with what the clock does while it lasts, so that it is drawn to the end that the clock shows. */
export function onTheClock(timeZone: string, visit: BoardVisit): BoardVisit {
  const shift = visit.start === null ? 0 : clockShift(timeZone, visit.start, visit.minutes)
  return shift === (visit.shift ?? 0) ? visit : { ...visit, shift }
}

/** Wall minutes at which a visit ends. */
export function endOf({ start, minutes, shift = 0 }: { start: number; minutes: number; shift?: number }): number {
  return start + minutes + shift
}
