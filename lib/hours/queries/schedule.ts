import 'server-only'
import { and, asc, eq, gt, lt } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { leaves } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { Refused } from '@/lib/refused'
import { type DayText, dayBounds, instantAt, minutesBetween } from '@/lib/time'
import { type HolidayName, holidaysBetween } from '../rules/holidays'
import { daysOf, type Period, scheduledMinutes, weekdayOf } from '../rules/week'

export type ScheduledDay = {
  day: DayText
  /** Minutes by the schedule, before holidays and leave. */
  scheduled: number
  /** Minutes of leave: of the working day the same share as it covers of the company's day. */
  away: number
  holiday: HolidayName | null
}

/** What is expected of a member on each day of a period. Refused: common.not_found. */
export async function scheduleOf(read: Read, memberId: string, { from, to }: Period): Promise<ScheduledDay[]> {
  const { timeZone, country, settings } = await organizationOf(read)
  const [[member], off] = await Promise.all([
    read.db
      .select({ weekMinutes: members.weekMinutes, schedule: members.schedule })
      .from(members)
      .where(and(eq(members.organizationId, read.actor.organizationId), eq(members.id, memberId))),
    read.db
      .select({ startAt: leaves.startAt, endAt: leaves.endAt })
      .from(leaves)
      .where(
        and(
          eq(leaves.organizationId, read.actor.organizationId),
          eq(leaves.memberId, memberId),
          lt(leaves.startAt, dayBounds(timeZone, to).end),
          gt(leaves.endAt, dayBounds(timeZone, from).start),
        ),
      )
      .orderBy(asc(leaves.startAt))
      .limit(100),
  ])
  if (!member) throw new Refused('common.not_found')
  const holidays = holidaysBetween(country, from, to)
  return daysOf({ from, to }).map((day) => {
    const scheduled = scheduledMinutes(member, weekdayOf(day))
    const [start, end] = [instantAt(timeZone, day, settings.dayStart), instantAt(timeZone, day, settings.dayEnd)]
    const covered = off.reduce((sum, leave) => sum + overlap(leave, { startAt: start, endAt: end }), 0)
    const share = Math.min(1, covered / Math.max(1, minutesBetween(start, end)))
    return {
      day,
      scheduled,
      away: Math.round(scheduled * share),
      holiday: holidays.get(day) ?? null,
    }
  })
}

type Window = { startAt: string; endAt: string }

/** Minutes that two windows share. */
function overlap(one: Window, other: Window): number {
  const start = Math.max(Date.parse(one.startAt), Date.parse(other.startAt))
  const end = Math.min(Date.parse(one.endAt), Date.parse(other.endAt))
  return Math.max(0, Math.round((end - start) / 60_000))
}
