import { scheduledMinutes, weekdayOf } from '@/lib/auth/rules/schedule'
import type { DayText } from '@/lib/time'
import { type HolidayRules, holidaysBetween } from './holidays'

/** Minutes that somebody works on a day: the schedule, and nothing on a holiday of the company. */
export function workDaysIn(rules: HolidayRules) {
  return (member: Parameters<typeof scheduledMinutes>[0], day: DayText): number =>
    holidaysBetween(rules, day, day).size > 0 ? 0 : scheduledMinutes(member, weekdayOf(day))
}
