import { scheduledMinutes, weekdayOf } from '@/lib/auth/rules/schedule'
import type { DayText } from '@/lib/time'
import { holidaysBetween } from './holidays'

/** Minutes that somebody works on a day in a country: the schedule, and nothing on a public holiday. */
export function workDaysIn(country: string) {
  return (member: Parameters<typeof scheduledMinutes>[0], day: DayText): number =>
    holidaysBetween(country, day, day).size > 0 ? 0 : scheduledMinutes(member, weekdayOf(day))
}
