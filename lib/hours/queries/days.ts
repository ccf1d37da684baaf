import { scheduledMinutes, weekdayOf } from '@/lib/auth/rules/schedule'
import 'server-only'
import { sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import type { FullOrganization } from '@/lib/auth/queries'
import { addDays, type DayText, dayBounds } from '@/lib/time'
import { holidayRulesOf, holidaysBetween } from '../rules/holidays'
import { awayMinutes, type DayFacts, daysOf, mustBook, type Period } from '../rules/week'

/** The days of members: what the schedule asks, what is leave or a holiday, and what is booked on everything. */
export async function daysOfMembers(
  read: Read,
  organization: Pick<FullOrganization, 'country' | 'timeZone' | 'settings'>,
  memberIds: readonly string[],
  { from, to }: Period,
): Promise<(memberId: string, period: Period) => DayFacts[]> {
  const { timeZone } = organization
  const own = read.actor.organizationId
  const ids = sql`${sql.param([...memberIds])}::uuid[]`
  const bounds = { start: dayBounds(timeZone, from).start, end: dayBounds(timeZone, to).end }
  const [people, booked, leaves] = await Promise.all([
    read.db.execute<{ id: string; week_minutes: number; schedule: number[]; roles: string[] }>(
      sql`select id, week_minutes, schedule, roles from members where organization_id = ${own} and id = any(${ids})`,
    ),
    read.db.execute<{ member_id: string; day: string; minutes: number }>(sql`
      select member_id, day::text as day, sum(minutes)::int as minutes from time_entries
      where organization_id = ${own} and member_id = any(${ids}) and day between ${from} and ${to}
        and removed_at is null and hour_type <> 'break' group by 1, 2`),
    read.db.execute<{ member_id: string; start_at: string; end_at: string }>(sql`
      select member_id, to_json(start_at)#>>'{}' as start_at, to_json(end_at)#>>'{}' as end_at from leaves
      where organization_id = ${own} and member_id = any(${ids}) and start_at < ${bounds.end} and end_at > ${bounds.start}
      limit 5000`),
  ])
  const holidays = holidaysBetween(holidayRulesOf(organization), from, to)
  const { dayStart, dayEnd } = organization.settings
  const workDay = { timeZone, dayStart, dayEnd }
  const personOf = new Map(people.map((person) => [person.id, person]))
  const bookedOn = new Map(booked.map((row) => [`${row.member_id} ${row.day}`, row.minutes]))
  const leavesOf = Map.groupBy(leaves, (leave) => leave.member_id)
  return (memberId, period) => {
    const person = personOf.get(memberId)
    const windows = (leavesOf.get(memberId) ?? []).map((leave) => ({ startAt: leave.start_at, endAt: leave.end_at }))
    return daysOf(period).map((day) => {
      const week = { weekMinutes: person?.week_minutes ?? 0, schedule: person?.schedule ?? [] }
      const scheduled = scheduledMinutes(week, weekdayOf(day))
      return {
        day,
        scheduled,
        booked: bookedOn.get(`${memberId} ${day}`) ?? 0,
        away: awayMinutes(day, scheduled, workDay, windows),
        isHoliday: holidays.has(day),
        isOptional: !person || !mustBook(person),
      }
    })
  }
}

/** From the first day of the first period to the last of the last. */
export function spanOf(periods: readonly Period[], today: DayText): Period {
  const from = periods.map((period) => period.from).sort()[0] ?? today
  const to =
    periods
      .map((period) => period.to)
      .sort()
      .at(-1) ?? addDays(from, 6)
  return { from, to }
}
