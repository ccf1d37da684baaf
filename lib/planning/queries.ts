import 'server-only'
import { eq, type SQL, sql } from 'drizzle-orm'
import { orderTypes } from '@/db/schema/forms'
import type { Read } from '@/lib/auth/actor'
import type { Position } from '@/lib/geo/rules/road'
import { addDays, type DayText, dayBounds, weekStart } from '@/lib/time'
import type { VisitStatus } from '@/lib/visits/rules'
import type { BoardQuery } from './input'
import type { BoardData, LeaveRow, MemberRow, VisitRow } from './rules'
import { changesClock } from './rules/clock'

/** More than any board can show; the board says so when there were more. */
const mostVisits = 5000

/**
 * The planboard of some days: technicians, their visits and leaves, and open visits without a time. With `ids` only those
 * visits, for a screen that heard of a change; who is asked for and does not come back is no longer on the board.
 */
export async function boardData(read: Read, timeZone: string, query: BoardQuery): Promise<BoardData> {
  const from = dayBounds(timeZone, query.from).start
  const to = dayBounds(timeZone, query.to).end
  const [members, visits, leaves, types, rest] = await Promise.all([
    memberRows(read, from, to, query.members ?? []),
    visitRows(read, timeZone, from, to, query),
    query.ids ? [] : leaveRows(read, timeZone, from, to),
    typesOf(read),
    query.from === query.to ? weekRest(read, timeZone, query.from) : undefined,
  ])
  const memberIndex = new Map(members.map(([id], index) => [id, index]))
  const typeNames = new Map(types.map(({ id, name }) => [id, name]))
  const names = new NumberedList()
  const places = new NumberedList<Position>()
  return {
    members,
    visits: visits
      .slice(0, mostVisits)
      .map(
        ([
          id,
          version,
          status,
          start,
          minutes,
          team,
          told,
          overlap,
          typeId,
          number,
          customer,
          city,
          longitude,
          latitude,
          later,
        ]): VisitRow => [
          id,
          version,
          status,
          start,
          minutes,
          team.flatMap((member) => memberIndex.get(member) ?? []),
          told,
          overlap,
          names.indexOf(typeNames.get(typeId) ?? ''),
          number,
          names.indexOf(customer),
          names.indexOf(city),
          longitude === null || latitude === null ? -1 : places.indexOf([rounded(longitude), rounded(latitude)]),
          ...((later ? [1] : []) as [1?]),
        ],
      ),
    leaves: leaves.flatMap((row): LeaveRow[] => {
      const member = memberIndex.get(row.member_id)
      return member === undefined ? [] : [[row.id, row.version, member, row.kind, row.start, row.finish, row.notes]]
    }),
    typeSkills: query.ids ? {} : skillsByName(types),
    ...(rest && {
      rest: rest.flatMap((row): [number, number][] => {
        const member = memberIndex.get(row.member_id)
        return member === undefined ? [] : [[member, row.minutes]]
      }),
    }),
    names: names.all,
    places: places.all,
    more: visits.length > mostVisits,
  }
}

/** Minutes planned for each member in the week of a day, without what a board of that day shows. */
async function weekRest(read: Read, timeZone: string, day: DayText): Promise<{ member_id: string; minutes: number }[]> {
  const { organizationId } = read.actor
  const monday = weekStart(day)
  const [from, to] = [dayBounds(timeZone, monday).start, dayBounds(timeZone, addDays(monday, 6)).end]
  const { start, end } = dayBounds(timeZone, day)
  const rows = await read.db.execute<{ member_id: string; minutes: number }>(sql`
    select e.member_id, (sum(extract(epoch from v.end_at - v.start_at)) / 60)::int as minutes
    from visits v
    join agenda_entries e on e.organization_id = ${organizationId} and e.visit_id = v.id
    where v.organization_id = ${organizationId} and v.status <> 'cancelled'
      and v.start_at >= ${from} and v.start_at < ${to} and not (v.start_at < ${end} and v.end_at > ${start})
    group by e.member_id`)
  return [...rows]
}

type TypeRow = { id: string; name: string; skills: string[] }

/** A company has a few order types: found beside the visits, not once for each of them. */
async function typesOf(read: Read): Promise<TypeRow[]> {
  return read.db
    .select({ id: orderTypes.id, name: orderTypes.name, skills: orderTypes.skills })
    .from(orderTypes)
    .where(eq(orderTypes.organizationId, read.actor.organizationId))
}

/** What each order type asks of who does it, by its name: names are unique. */
function skillsByName(types: readonly TypeRow[]): Record<string, string[]> {
  return Object.fromEntries(types.filter(({ skills }) => skills.length > 0).map(({ name, skills }) => [name, skills]))
}

/** What occurs often travels once: the rows carry its number. */
class NumberedList<T = string> {
  readonly all: T[] = []
  private readonly known = new Map<string, number>()
  indexOf(one: T): number {
    const key = String(one)
    const found = this.known.get(key)
    if (found !== undefined) return found
    this.known.set(key, this.all.length)
    return this.all.push(one) - 1
  }
}

/** To some ten metres. */
function rounded(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000
}

/** Active technicians, who is asked for by name, and who left but still has a visit in these days: an office's leave is no row of the board. */
async function memberRows(read: Read, from: string, to: string, asked: readonly string[]): Promise<MemberRow[]> {
  const organizationId = read.actor.organizationId
  const rows = await read.db.execute<{
    id: string
    name: string
    colour: string
    week_minutes: number
    skills: string[]
    active: boolean
    schedule: number[]
    team: string
    region: string
    day_start: string
    day_end: string
    break_start: string
    break_end: string
  }>(sql`
    select m.id, m.name, m.colour, m.week_minutes, m.skills, m.active, m.schedule,
      m.team, m.region, m.day_start, m.day_end, m.break_start, m.break_end
    from members m
    where m.organization_id = ${organizationId} and (
      (m.active and 'technician' = any(m.roles))
      or m.id = any(${sql.param([...asked])}::uuid[])
      or exists (select from agenda_entries a where a.organization_id = ${organizationId} and a.member_id = m.id
                 and (a.visit_id is not null or 'technician' = any(m.roles))
                 and a.start_at > ${from}::timestamptz - interval '14 days' and a.start_at < ${to} and a.end_at > ${from}))
    order by m.active desc, m.position, m.name collate "und-x-icu", m.id limit 500`)
  return rows.map((row) => [
    row.id,
    row.name,
    row.colour,
    row.week_minutes,
    row.skills,
    row.active ? 1 : 0,
    row.schedule,
    row.team,
    row.region,
    { dayStart: row.day_start, dayEnd: row.day_end, breakStart: row.break_start, breakEnd: row.break_end },
  ])
}

const visitColumns = [
  'id',
  'version',
  'status',
  'start',
  'minutes',
  'team',
  'told',
  'overlap',
  'type_id',
  'number',
  'customer',
  'city',
  'longitude',
  'latitude',
  'later',
] as const

/** In the order of `visitColumns`. */
type RawVisit = [
  id: string,
  version: number,
  status: VisitStatus,
  start: number | null,
  minutes: number,
  team: string[],
  told: number,
  overlap: 0 | 1,
  typeId: string,
  number: string,
  customer: string,
  city: string,
  longitude: number | null,
  latitude: number | null,
  later: boolean | null,
]

/** Postgres makes the wall minutes: thousands of zone conversions cost it nothing. A visit lasts two weeks at most. */
async function visitRows(
  read: Read,
  timeZone: string,
  from: string,
  to: string,
  query: BoardQuery,
): Promise<RawVisit[]> {
  const { ids, members } = query
  const organizationId = read.actor.organizationId
  const inDays = sql`v.start_at > ${from}::timestamptz - interval '14 days' and v.start_at < ${to} and v.end_at > ${from}`
  const condition: SQL = ids
    ? sql`v.id = any(${sql.param(ids)}::uuid[]) and (v.start_at is null or (${inDays}))`
    : sql`(${inDays})`
  // An hour before, the clock showed the same; asked only where it can be so.
  const later = changesClock(timeZone, query.from, query.to)
    ? sql`((v.start_at - interval '1 hour') at time zone ${timeZone} = v.start_at at time zone ${timeZone})`
    : sql`false`
  const columns = sql`
    v.id, v.version, v.status,
    (extract(epoch from v.start_at at time zone ${timeZone}) / 60)::int as start,
    coalesce((extract(epoch from v.end_at - v.start_at) / 60)::int, v.duration_minutes) as minutes,
    a.team, a.overlap,
    case when v.told_at is null or v.told_start_at is null then 0
         when v.told_start_at is distinct from v.start_at or v.told_end_at is distinct from v.end_at then 2
         when v.customer_answer = 'asked' then 4
         when v.customer_answer is not null then 3
         else 1 end as told,
    o.order_type_id as type_id, o.number, c.name as customer, s.city, s.longitude, s.latitude, ${later} as later`
  const kept = sql`v.id, v.version, v.status, v.start_at, v.end_at, v.duration_minutes, v.order_id,
    v.told_at, v.told_start_at, v.told_end_at, v.customer_answer`
  const timed = sql`select ${kept} from visits v
    where v.organization_id = ${organizationId} and v.status <> 'cancelled' and ${condition}`
  const untimed = sql`select ${kept} from visits v
    where v.organization_id = ${organizationId} and v.start_at is null and v.status in ('planned', 'travelling', 'working', 'paused')`
  const shown = ids ? timed : sql`${timed} union all ${untimed}`
  const found = sql`
    with v as (${shown}),
    a as (
      select e.visit_id, array_agg(e.member_id order by e.leader desc, e.member_id) as team,
        max(case when e.allow_overlap then 1 else 0 end) as overlap
      from agenda_entries e where e.organization_id = ${organizationId} and e.visit_id in (select id from v) group by e.visit_id
    )
    select ${columns} from v
    join a on a.visit_id = v.id ${members ? sql`and a.team && ${sql.param(members)}::uuid[]` : sql``}
    join orders o on o.organization_id = ${organizationId} and o.id = v.order_id
    join customers c on c.organization_id = ${organizationId} and c.id = o.customer_id
    join sites s on s.organization_id = ${organizationId} and s.id = o.site_id`
  // One value per column: thousands of values, or an object per visit, are half of what a board costs.
  const [board] = await read.db.execute<Record<(typeof visitColumns)[number], unknown[] | null>>(
    sql`select ${sql.raw(visitColumns.map((name) => `json_agg(${name}) as ${name}`).join())}
        from (select * from (${found}) b order by start nulls last, id limit ${mostVisits + 1}) b`,
  )
  const all = visitColumns.map((name) => board?.[name] ?? [])
  return (all[0] ?? []).map((_, at) => all.map((column) => column[at])) as RawVisit[]
}

type RawLeave = {
  id: string
  version: number
  member_id: string
  kind: LeaveRow[3]
  start: number
  finish: number
  notes: string
}

/** A leave lasts a year at most (input.ts of visits). */
async function leaveRows(read: Read, timeZone: string, from: string, to: string): Promise<RawLeave[]> {
  const rows = await read.db.execute<RawLeave>(sql`
    select id, version, member_id, kind, notes,
      (extract(epoch from start_at at time zone ${timeZone}) / 60)::int as start,
      (extract(epoch from end_at at time zone ${timeZone}) / 60)::int as finish
    from leaves
    where organization_id = ${read.actor.organizationId}
      and start_at < ${to} and end_at > ${from} and start_at > ${from}::timestamptz - interval '367 days'
    order by start_at, id limit 2000`)
  return [...rows]
}
