import 'server-only'
import { sql } from 'drizzle-orm'
import { isoInstant } from '@/db/columns'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { hoursOf } from '@/lib/auth/rules/schedule'
import type { Placing } from '../rules/reasons'

export type PlacedMember = Omit<Placing, 'was'> & { visitId: string; memberId: string; name: string }

type Row = {
  visit_id: string
  member_id: string
  start_at: string | null
  end_at: string | null
  name: string
  skills: string[]
  week_minutes: number
  schedule: number[]
  day_start: string
  day_end: string
  wanted: string[]
  earliest_on: string | null
  week_planned: number
}

/**
 * The weeks of who is concerned are summed in one pass: each week is looked up once by the times of its visits. Those of the
 * agenda will not do, since a visit that ended early gave its window back and still counts.
 */
const weeksOf = (organizationId: string, timeZone: string) => sql`
  select own.member_id, w.monday, sum(extract(epoch from other.end_at - other.start_at) / 60)::int as planned
  from (select distinct monday from placed where monday is not null) w
  join visits other on other.organization_id = ${organizationId} and other.status <> 'cancelled'
    and other.start_at >= w.monday at time zone ${timeZone}
    and other.start_at < (w.monday + interval '7 days') at time zone ${timeZone}
  join agenda_entries own on own.organization_id = ${organizationId} and own.visit_id = other.id
    and own.member_id in (select member_id from placed)
  group by own.member_id, w.monday`

/** Visits as they stand, for each of their team what decides whether that needs a reason; who was removed is not among them. */
export async function placingsOf(read: Read, visitIds: readonly string[]): Promise<PlacedMember[]> {
  const { organizationId } = read.actor
  const { timeZone, settings } = await organizationOf(read)
  const ids = sql`${sql.param([...visitIds])}::uuid[]`
  const rows = await read.db.execute<Row>(sql`
    with placed as (
      select v.id, v.start_at, v.end_at, v.order_id, e.member_id, e.leader,
        date_trunc('week', v.start_at at time zone ${timeZone}) as monday
      from visits v
      join agenda_entries e on e.organization_id = ${organizationId} and e.visit_id = v.id
      where v.organization_id = ${organizationId} and v.id = any(${ids}) and v.status <> 'cancelled'
    ), weeks as (${weeksOf(organizationId, timeZone)})
    select v.id as visit_id, m.id as member_id, v.start_at, v.end_at, m.name, m.skills, m.week_minutes, m.schedule,
      m.day_start, m.day_end, t.skills as wanted, o.earliest_on::text, coalesce(week.planned, 0) as week_planned
    from placed v
    join members m on m.organization_id = ${organizationId} and m.id = v.member_id
    join orders o on o.organization_id = ${organizationId} and o.id = v.order_id
    join order_types t on t.organization_id = ${organizationId} and t.id = o.order_type_id
    left join weeks week on week.member_id = v.member_id and week.monday = v.monday
    order by array_position(${ids}, v.id), v.leader desc, m.id`)
  return rows.map((row) => {
    const own = { dayStart: row.day_start, dayEnd: row.day_end, breakStart: '', breakEnd: '' }
    return {
      visitId: row.visit_id,
      memberId: row.member_id,
      name: row.name,
      startAt: row.start_at && isoInstant(row.start_at),
      endAt: row.end_at && isoInstant(row.end_at),
      timeZone,
      member: { skills: row.skills, weekMinutes: row.week_minutes, schedule: row.schedule },
      workDay: hoursOf(own, settings),
      skills: row.wanted,
      earliestOn: row.earliest_on,
      weekPlanned: row.week_planned,
    }
  })
}
