import { scheduledMinutes, weekdayOf } from '@/lib/auth/rules/schedule'
import 'server-only'
import { and, asc, eq, gt, lt } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { leaves } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { Refused } from '@/lib/refused'
import { type DayText, dayBounds } from '@/lib/time'
import { type HolidayName, holidayRulesOf, holidaysBetween } from '../rules/holidays'
import { awayMinutes, daysOf, mustBook, type Period } from '../rules/week'

export type ScheduledDay = {
  day: DayText
  /** Minutes by the schedule, before holidays and leave. */
  scheduled: number
  /** Minutes of them on leave. */
  away: number
  holiday: HolidayName | null
  /** Nobody asks hours of this member (mustBook). */
  isOptional: boolean
}

/** What is expected of a member on each day of a period, by schedule, leave and the company's holidays. Refused: common.not_found. */
export async function scheduleOf(read: Read, memberId: string, period: Period): Promise<ScheduledDay[]> {
  const { organizationId } = read.actor
  const [organization, [member]] = await Promise.all([
    organizationOf(read),
    read.db
      .select({ weekMinutes: members.weekMinutes, schedule: members.schedule, roles: members.roles })
      .from(members)
      .where(and(eq(members.organizationId, organizationId), eq(members.id, memberId))),
  ])
  if (!member) throw new Refused('common.not_found')
  const { timeZone, settings } = organization
  const away = await read.db
    .select({ startAt: leaves.startAt, endAt: leaves.endAt })
    .from(leaves)
    .where(
      and(
        eq(leaves.organizationId, organizationId),
        eq(leaves.memberId, memberId),
        lt(leaves.startAt, dayBounds(timeZone, period.to).end),
        gt(leaves.endAt, dayBounds(timeZone, period.from).start),
      ),
    )
    .orderBy(asc(leaves.startAt))
    .limit(500)
  const holidays = holidaysBetween(holidayRulesOf(organization), period.from, period.to)
  const workDay = { timeZone, dayStart: settings.dayStart, dayEnd: settings.dayEnd }
  return daysOf(period).map((day) => {
    const scheduled = scheduledMinutes(member, weekdayOf(day))
    return {
      day,
      scheduled,
      away: awayMinutes(day, scheduled, workDay, away),
      holiday: holidays.get(day) ?? null,
      isOptional: !mustBook(member),
    }
  })
}
