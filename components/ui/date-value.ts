import {
  type CalendarDate,
  type CalendarDateTime,
  parseDate,
  parseDateTime,
  parseTime,
  type Time,
} from '@internationalized/date'

function attempt<T>(parse: (text: string) => T, text: string | null | undefined): T | null {
  if (!text) return null
  try {
    return parse(text)
  } catch {
    return null
  }
}

/** `2026-11-24` → date; anything else null. */
export const dateOf = (text: string | null | undefined): CalendarDate | null => attempt(parseDate, text?.slice(0, 10))

/** `2026-11-24T13:30` → local date and time. */
export const dateTimeOf = (text: string | null | undefined): CalendarDateTime | null => attempt(parseDateTime, text)

/** `13:30` → time. */
export const timeOf = (text: string | null | undefined): Time | null => attempt(parseTime, text)

/** Time as `13:30`: seconds mean nothing on a planboard. */
export const timeText = (time: { hour: number; minute: number }): string =>
  `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`
