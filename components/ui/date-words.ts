import { dateFormat } from '@/lib/intl'

const dayMilliseconds = 86_400_000

/** `2026-11-24` in the time zone, of an instant or of a plain date. */
function dayIn(value: string | Date, timeZone: string): string {
  if (typeof value === 'string' && value.length === 10) return value
  return dateFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(value))
}

/** Whole days from one plain date to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / dayMilliseconds)
}

export type DateWords = {
  /** -1, 0, 1 for yesterday, today and tomorrow; null beyond. */
  near: -1 | 0 | 1 | null
  /** `di 24 nov`, with the year when it is another one. */
  day: string
  /** `13:30`, or null for a plain date. */
  time: string | null
  /** `dinsdag 24 november 2026 om 13:30`. */
  full: string
  /** For `<time dateTime>`. */
  machine: string
}

/** A moment (ISO instant) or a plain date (`2026-11-24`) as people say it, in a time zone and locale. */
export function dateWords(value: string | Date, locale: string, timeZone: string, now: Date): DateWords {
  const isPlain = typeof value === 'string' && value.length === 10
  const moment = isPlain ? new Date(`${value}T12:00:00Z`) : new Date(value)
  const zone = isPlain ? 'UTC' : timeZone
  const today = dayIn(now, timeZone)
  const day = dayIn(value, timeZone)
  const apart = daysBetween(today, day)
  const near = apart === -1 || apart === 0 || apart === 1 ? apart : null
  const format = (options: Intl.DateTimeFormatOptions) =>
    dateFormat(locale, { timeZone: zone, ...options }).format(moment)
  const isOtherYear = day.slice(0, 4) !== today.slice(0, 4)
  const time = isPlain ? null : format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const parts = dateFormat(locale, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: isOtherYear ? 'numeric' : undefined,
  }).formatToParts(moment)
  const short = parts
    .filter((part) => part.type !== 'literal')
    .map((part) => part.value.replace(/\.$/, ''))
    .join(' ')
  return {
    near,
    day: short,
    time,
    full: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }) + (time ? `, ${time}` : ''),
    machine: isPlain ? String(value) : moment.toISOString(),
  }
}
