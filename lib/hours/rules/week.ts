import { addDays, type DayText, dayBounds, instantAt, minutesBetween, Temporal, weekStart } from '@/lib/time'

export const periodKinds = ['week', 'month'] as const
export type PeriodKind = (typeof periodKinds)[number]
/** Both days included. */
export type Period = { from: DayText; to: DayText }

/** The ISO week or calendar month that a day lies in. Every day lies in exactly one. */
export function hoursPeriod(kind: PeriodKind, day: DayText): Period {
  if (kind === 'week') return { from: weekStart(day), to: addDays(weekStart(day), 6) }
  const date = Temporal.PlainDate.from(day)
  return { from: date.with({ day: 1 }).toString(), to: date.with({ day: date.daysInMonth }).toString() }
}

/** The period before (-1) or after (1). */
export function nextPeriod(kind: PeriodKind, period: Period, step: 1 | -1): Period {
  return hoursPeriod(kind, step === 1 ? addDays(period.to, 1) : addDays(period.from, -1))
}

export function daysOf(period: Period): DayText[] {
  const days: DayText[] = []
  for (let day = period.from; day <= period.to; day = addDays(day, 1)) days.push(day)
  return days
}

/** ISO year and number of a week, as it is written: 2026-W47. */
export function weekNumber(day: DayText): { year: number; week: number } {
  const date = Temporal.PlainDate.from(day)
  return { year: date.yearOfWeek ?? date.year, week: date.weekOfYear ?? 1 }
}

/**
 * Whether hours are asked of somebody: of technicians, and of whoever has days of their own in the schedule. What others book
 * is theirs to know; nobody tells them that days are missing.
 */
export function mustBook(member: { roles: readonly string[]; schedule: readonly number[] }): boolean {
  return member.roles.includes('technician') || member.schedule.length === 7
}

/** Where a working day lies: from dayStart to dayEnd, local clocks. */
type WorkDay = { timeZone: string; dayStart: string; dayEnd: string }

/**
 * Minutes of a day's schedule that somebody is on leave: the share of the company's working day that the leave covers, as
 * the planboard counts it. Leave over the whole working day is all that is scheduled, however long that is.
 */
export function awayMinutes(
  day: DayText,
  scheduled: number,
  { timeZone, dayStart, dayEnd }: WorkDay,
  leaves: readonly { startAt: string; endAt: string }[],
): number {
  const [open, close] = [instantAt(timeZone, day, dayStart), instantAt(timeZone, day, dayEnd)].map(epochMinutes)
  if (open === undefined || close === undefined) return 0
  let away = 0
  let until = open
  for (const leave of [...leaves].sort((a, b) => epochMinutes(a.startAt) - epochMinutes(b.startAt))) {
    const end = Math.min(close, epochMinutes(leave.endAt))
    away += Math.max(0, end - Math.max(until, epochMinutes(leave.startAt)))
    until = Math.max(until, end)
  }
  return Math.round(scheduled * Math.min(1, away / Math.max(1, close - open)))
}

const epochMinutes = (at: string) => Math.floor(Temporal.Instant.from(at).epochMilliseconds / 60_000)

export type DayFacts = {
  day: DayText
  /** By the schedule, before holidays and leave. */
  scheduled: number
  /** Minutes booked, breaks left out. */
  booked: number
  /** Minutes of leave. */
  away: number
  isHoliday: boolean
  /** Nobody asks hours of this member (mustBook). */
  isOptional?: boolean
}
export type DayState = 'free' | 'ahead' | 'missing' | 'short' | 'full' | 'over'

/** Minutes still expected of a day: none on a holiday or of who need not book, less what is leave. */
export function expectedMinutes(facts: Pick<DayFacts, 'scheduled' | 'away' | 'isHoliday' | 'isOptional'>): number {
  return facts.isHoliday || facts.isOptional ? 0 : Math.max(0, facts.scheduled - facts.away)
}

/** How a day stands. `missing`: a working day that is over and has nothing at all. */
export function dayState(facts: DayFacts, today: DayText): DayState {
  const expected = expectedMinutes(facts)
  if (facts.booked === 0) {
    if (expected === 0) return 'free'
    return facts.day < today ? 'missing' : 'ahead'
  }
  if (facts.isOptional) return 'full'
  if (facts.booked > expected) return 'over'
  if (facts.booked === expected) return 'full'
  return facts.day < today ? 'short' : 'ahead'
}

/** Minutes a local day lasts: 23, 24 or 25 hours. Nobody books more on it. */
export function dayLength(timeZone: string, day: DayText): number {
  const { start, end } = dayBounds(timeZone, day)
  return minutesBetween(start, end)
}

/** Typed hours as minutes: `7,5`, `7.5`, `7:30`, `7u30`, `7h30`, `450m`; null when it says no hours, or more than a day has. */
export function minutesFromText(text: string): number | null {
  const typed = text.trim().toLowerCase().replace(/\s/g, '')
  if (typed === '') return 0
  const inMinutes = /^(\d{1,4})m(in)?$/.exec(typed)
  const clock = /^(\d{1,2})[:uh](\d{1,2})?$/.exec(typed)
  const tenths = /^(\d{1,2})([.,](\d{1,3}))?[uh]?$/.exec(typed)
  if (inMinutes) return within(Number(inMinutes[1]))
  if (clock) return Number(clock[2] ?? 0) > 59 ? null : within(Number(clock[1]) * 60 + Number(clock[2] ?? 0))
  if (tenths) return within(Math.round(Number(`${tenths[1]}.${tenths[3] ?? 0}`) * 60))
  return null
}

function within(minutes: number): number | null {
  return minutes <= 25 * 60 ? minutes : null
}

/** Minutes as people write hours: 450 → `7:30`. */
export function minutesText(minutes: number): string {
  const sign = minutes < 0 ? '-' : ''
  const whole = Math.abs(minutes)
  return `${sign}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
