import { type DayText, Temporal } from '@/lib/time'

/**
 * Minutes somebody works on a weekday (1 Monday … 7 Sunday): the own schedule of seven, or the week spread over Monday to
 * Friday; what can't be divided goes to the first days, so that the week adds up.
 */
export function scheduledMinutes(
  member: { weekMinutes: number; schedule: readonly number[] },
  weekday: number,
): number {
  if (member.schedule.length === 7) return member.schedule[weekday - 1] ?? 0
  if (weekday > 5) return 0
  const even = Math.floor(member.weekMinutes / 5)
  return even + (weekday <= member.weekMinutes % 5 ? 1 : 0)
}

export function weekdayOf(day: DayText): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

/** A working day with its break on the local clock. Empty: in a company none, of a member as the company's. */
export type WorkHours = { dayStart: string; dayEnd: string; breakStart: string; breakEnd: string }

/** What counts for somebody: their own day and their own break, each where they have one. */
export function hoursOf(own: WorkHours, company: WorkHours): WorkHours {
  const day = own.dayStart && own.dayEnd ? own : company
  const pause = own.breakStart && own.breakEnd ? own : company
  return { dayStart: day.dayStart, dayEnd: day.dayEnd, breakStart: pause.breakStart, breakEnd: pause.breakEnd }
}
