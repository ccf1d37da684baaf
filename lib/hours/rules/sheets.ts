import { type DayText, dayBounds, minutesBetween } from '@/lib/time'
import { type DayFacts, dayState, expectedMinutes } from './week'

/** More on one day than a lead should have to find by reading. */
export const longDayMinutes = 10 * 60

/** What deserves a look before a sheet is approved. */
export const sheetWarnings = ['long_day', 'above_schedule', 'missing_days', 'no_notes'] as const
export type SheetWarning = (typeof sheetWarnings)[number]

/** The warnings of a period; days that are still to come miss nothing. */
export function warningsOf(days: readonly DayFacts[], linesWithoutNotes: number, today: DayText): SheetWarning[] {
  const booked = total(days, (day) => day.booked)
  const warns: Record<SheetWarning, boolean> = {
    long_day: days.some((day) => day.booked > longDayMinutes),
    above_schedule: booked > total(days, expectedMinutes) && days.some((day) => !day.isOptional),
    missing_days: missingDays(days, today).length > 0,
    no_notes: linesWithoutNotes > 0,
  }
  return sheetWarnings.filter((warning) => warns[warning])
}

/** Working days that are over and have nothing at all. */
export function missingDays(days: readonly DayFacts[], today: DayText): DayText[] {
  return days.filter((day) => dayState(day, today) === 'missing').map(({ day }) => day)
}

/** Minutes of a window that lie on a local day. */
export function minutesOn(window: { startAt: string; endAt: string }, timeZone: string, day: DayText): number {
  const { start, end } = dayBounds(timeZone, day)
  const from = Date.parse(window.startAt) > Date.parse(start) ? window.startAt : start
  const to = Date.parse(window.endAt) < Date.parse(end) ? window.endAt : end
  return Math.max(0, minutesBetween(from, to))
}

function total(days: readonly DayFacts[], minutes: (day: DayFacts) => number): number {
  return days.reduce((sum, day) => sum + minutes(day), 0)
}
