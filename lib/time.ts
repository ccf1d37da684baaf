import { Temporal } from 'temporal-polyfill'

export { Temporal }

/** Instants travel and are stored as ISO text in UTC; calendar days as `2026-11-22`. */
export type InstantText = string
export type DayText = string

export function instantOf(text: InstantText): Temporal.Instant {
  return Temporal.Instant.from(text)
}

/** The calendar day of an instant, where the organization is. */
export function dayIn(timeZone: string, at: Temporal.Instant | InstantText): DayText {
  const instant = typeof at === 'string' ? Temporal.Instant.from(at) : at
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

/** The instant at which a local day and wall time is, where the organization is ('compatible' across daylight saving). */
export function instantAt(timeZone: string, day: DayText, time = '00:00'): InstantText {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: time }).toInstant().toString()
}

/** Half-open [start, end) of a local day: 23, 24 or 25 hours. */
export function dayBounds(timeZone: string, day: DayText): { start: InstantText; end: InstantText } {
  return { start: instantAt(timeZone, day), end: instantAt(timeZone, addDays(day, 1)) }
}

export function addDays(day: DayText, days: number): DayText {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

export function daysBetween(from: DayText, to: DayText): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days
}

/** Calendar days that have begun since an instant, where the organization is: yesterday evening is one day ago this morning. */
export function daysSince(timeZone: string, at: Temporal.Instant | InstantText, now: Temporal.Instant): number {
  return daysBetween(dayIn(timeZone, at), dayIn(timeZone, now))
}

export function minutesBetween(start: InstantText, end: InstantText): number {
  return Math.round(
    (Temporal.Instant.from(end).epochMilliseconds - Temporal.Instant.from(start).epochMilliseconds) / 60_000,
  )
}

export function addMinutes(at: InstantText, minutes: number): InstantText {
  return Temporal.Instant.from(at).add({ minutes }).toString()
}

/** When it was, as far as it can have been: a clock that is ahead says now. */
export function notAfter(at: InstantText, now: InstantText): InstantText {
  const [said, latest] = [instantOf(at), instantOf(now)]
  return (Temporal.Instant.compare(said, latest) > 0 ? latest : said).toString()
}

/** Monday of the ISO week of a day. */
export function weekStart(day: DayText): DayText {
  const date = Temporal.PlainDate.from(day)
  return date.subtract({ days: date.dayOfWeek - 1 }).toString()
}
