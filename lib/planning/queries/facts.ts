import 'server-only'
import { sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { likeWords } from '@/lib/search'
import { addDays, type DayText, dayBounds, daysBetween, instantOf, type Temporal } from '@/lib/time'
import { runningVisitStatuses, type VisitStatus } from '@/lib/visits/rules'
import type { ProposalQuery } from '../input'
import {
  dayClock,
  type Facts,
  type OrderFact,
  type Point,
  type Shift,
  shiftOf,
  type Technician,
  type VisitFact,
} from '../rules/facts'
import type { Spot } from '../rules/travel'

/** More orders than a planner looks through at once; the proposal says so when there were more. */
const mostOrders = 400
const mostVisits = 5000

/** Minutes somebody works on a day by the schedule; none on a public holiday. What knows holidays comes after this module. */
export type WorkDays = (member: { weekMinutes: number; schedule: readonly number[] }, day: DayText) => number

type Asked = {
  from: DayText
  to: DayText
  overtimeMinutes: number
  now: Temporal.Instant
  workDays: WorkDays
  /** Which orders wait to be planned: those of the backlog by its filters, one, or none. */
  orders: Pick<ProposalQuery, 'q' | 'type' | 'priority'> | { order: string } | null
}
export type Known = { facts: Facts; spots: ReadonlyMap<string, Spot>; more: boolean }

/** Everything about some days that decides who can go where, in four statements. */
export async function factsOf(read: Read, asked: Asked): Promise<Known> {
  const organization = await organizationOf(read)
  const { timeZone, settings } = organization
  const [from, to] = [epoch(dayBounds(timeZone, asked.from).start), epoch(dayBounds(timeZone, asked.to).end)]
  const clocks = Array.from({ length: daysBetween(asked.from, asked.to) + 1 }, (_, at) => {
    const day = addDays(asked.from, at)
    return { day, clock: dayClock(timeZone, day, settings) }
  })
  const shifts = (member: Parameters<WorkDays>[0]) =>
    clocks.flatMap(({ day, clock }) => {
      const shift = shiftOf(clock, asked.workDays(member, day), asked.overtimeMinutes)
      return shift ? [shift] : []
    })
  const now = asked.now.epochMilliseconds / 1000
  const [technicians, leaves, visits, orders] = await Promise.all([
    technicianRows(read, shifts),
    leaveRows(read, from, to),
    visitRows(read, { from, to, now }),
    asked.orders ? orderRows(read, timeZone, asked.orders) : [],
  ])
  const shown = orders.slice(0, mostOrders)
  const sites = new Set([...visits, ...shown].map(({ siteId }) => siteId))
  const [known, depot] = await Promise.all([spotsOf(read, [...sites]), depotOf(read, organization)])
  const spots = depot ? new Map([...known, ['depot', { point: depot, isGuess: true }]]) : known
  const staff = depot ? technicians.map((one) => ({ ...one, home: 'depot' })) : technicians
  const facts = { from, to, now, technicians: staff, leaves, visits, orders: shown }
  return { facts, spots, more: orders.length > mostOrders }
}

const epoch = (at: string) => instantOf(at).epochMilliseconds / 1000

async function technicianRows(read: Read, shifts: (member: Parameters<WorkDays>[0]) => Shift[]): Promise<Technician[]> {
  const rows = await read.db.execute<{
    id: string
    name: string
    skills: string[]
    week_minutes: number
    schedule: number[]
  }>(sql`
    select id, name, skills, week_minutes, schedule from members
    where organization_id = ${read.actor.organizationId} and active and 'technician' = any(roles)
    order by position, name, id limit 500`)
  return rows.map(({ id, name, skills, week_minutes, schedule }) => ({
    ...{ id, name, skills, home: null },
    shifts: shifts({ weekMinutes: week_minutes, schedule }),
  }))
}

async function leaveRows(read: Read, from: number, to: number): Promise<Facts['leaves']> {
  const rows = await read.db.execute<{ member_id: string; starts: number; ends: number }>(sql`
    select member_id, floor(extract(epoch from start_at))::float8 as starts, ceil(extract(epoch from end_at))::float8 as ends
    from leaves
    where organization_id = ${read.actor.organizationId} and start_at < to_timestamp(${to}) and end_at > to_timestamp(${from})
      and start_at > to_timestamp(${from}) - interval '367 days'
    limit 5000`)
  return rows.map(({ member_id, starts, ends }) => ({ memberId: member_id, from: starts, to: ends }))
}

type RawVisit = {
  id: string
  version: number
  status: VisitStatus
  order_id: string
  number: string
  customer: string
  city: string
  site_id: string
  skills: string[]
  minutes: number
  team: string[]
  starts: number | null
  ends: number | null
  told: boolean
}

/** What stands in these days, and what was given to somebody without a time. Who is busy longer than planned is busy now. */
async function visitRows(
  read: Read,
  { from, to, now }: { from: number; to: number; now: number },
): Promise<VisitFact[]> {
  const { organizationId } = read.actor
  const rows = await read.db.execute<RawVisit>(sql`
    with a as (
      select visit_id, array_agg(member_id order by leader desc, member_id) as team,
        floor(extract(epoch from min(start_at)))::float8 as starts, ceil(extract(epoch from max(end_at)))::float8 as ends
      from agenda_entries
      where organization_id = ${organizationId} and visit_id is not null
        and start_at > to_timestamp(${from}) - interval '14 days' and start_at < to_timestamp(${to}) and end_at > to_timestamp(${from})
      group by visit_id
      union all
      select e.visit_id, array_agg(e.member_id order by e.leader desc, e.member_id), null, null
      from visits v join agenda_entries e on e.organization_id = ${organizationId} and e.visit_id = v.id
      where v.organization_id = ${organizationId} and v.start_at is null and v.status = 'planned'
      group by e.visit_id
    )
    select v.id, v.version, v.status, v.order_id, o.number, c.name as customer, s.city, o.site_id, t.skills, a.team, a.starts, a.ends,
      coalesce((extract(epoch from v.end_at - v.start_at) / 60)::int, v.duration_minutes) as minutes,
      v.told_at is not null and v.told_start_at is not null as told
    from a join visits v on v.organization_id = ${organizationId} and v.id = a.visit_id
    join orders o on o.organization_id = ${organizationId} and o.id = v.order_id
    join order_types t on t.organization_id = ${organizationId} and t.id = o.order_type_id
    join customers c on c.organization_id = ${organizationId} and c.id = o.customer_id
    join sites s on s.organization_id = ${organizationId} and s.id = o.site_id
    where v.status <> 'cancelled'
    order by a.starts nulls last, v.id limit ${mostVisits}`)
  return rows.map(({ order_id, site_id, status, starts, ends, told, team, ...row }) => {
    const isRunning = (runningVisitStatuses as readonly VisitStatus[]).includes(status)
    const span = starts === null || ends === null ? null : { from: starts, to: isRunning ? Math.max(ends, now) : ends }
    return {
      ...row,
      ...{ orderId: order_id, siteId: site_id, memberIds: team, isTold: told, span },
      status: status === 'planned' ? 'planned' : 'busy',
    }
  })
}

type RawOrder = Omit<OrderFact, 'orderId' | 'siteId' | 'preferredId' | 'isOnHold' | 'earliest' | 'due'> & {
  id: string
  site_id: string
  preferred: string | null
  held: boolean
  earliest_on: DayText | null
  due_on: DayText | null
}

async function orderRows(read: Read, timeZone: string, which: NonNullable<Asked['orders']>): Promise<OrderFact[]> {
  const { organizationId } = read.actor
  const wanted =
    'order' in which
      ? sql`o.id = ${which.order}`
      : sql.join(
          [
            sql`o.visit_state = 'needs_visit'`,
            ...(which.type ? [sql`o.order_type_id = ${which.type}`] : []),
            ...(which.priority ? [sql`o.priority = ${which.priority}`] : []),
            ...likeWords(which.q ?? '').map((word) => sql`o.search_text like ${word}`),
          ],
          sql` and `,
        )
  const rows = await read.db.execute<RawOrder>(sql`
    select o.id, o.version, o.number, c.name as customer, s.city, o.site_id, t.skills, o.duration_minutes as minutes, o.priority,
      o.earliest_on::text, o.due_on::text, o.preferred_member_id as preferred, o.hold_reason <> '' as held
    from orders o
    join order_types t on t.organization_id = ${organizationId} and t.id = o.order_type_id
    join customers c on c.organization_id = ${organizationId} and c.id = o.customer_id
    join sites s on s.organization_id = ${organizationId} and s.id = o.site_id
    where o.organization_id = ${organizationId} and ${wanted}
      and o.cancelled_at is null and o.accepted_at is not null and o.released_at is null
    order by array_position(array['urgent', 'high', 'normal', 'low'], o.priority), o.due_on nulls last, o.id
    limit ${mostOrders + 1}`)
  return rows.map(({ id, site_id, preferred, held, earliest_on, due_on, ...row }) => ({
    ...row,
    ...{ orderId: id, siteId: site_id, preferredId: preferred, isOnHold: held },
    earliest: earliest_on === null ? null : epoch(dayBounds(timeZone, earliest_on).start),
    due: due_on === null ? null : epoch(dayBounds(timeZone, due_on).end),
  }))
}

/** Where everybody starts, as long as nobody's home is known: about where the company is, from sites in its postcode. */
async function depotOf(
  read: Read,
  { postalCode, country }: { postalCode: string; country: string },
): Promise<Point | null> {
  const [found] = await read.db.execute<{ latitude: number | null; longitude: number | null }>(sql`
    select avg(latitude) as latitude, avg(longitude) as longitude from sites
    where organization_id = ${read.actor.organizationId} and postal_code = ${postalCode} and postal_code <> '' and country = ${country}
      and latitude is not null`)
  return found?.latitude == null || found.longitude === null
    ? null
    : { latitude: found.latitude, longitude: found.longitude }
}

/** Where sites are; one without coordinates probably near others of its postcode, else of its customer. */
async function spotsOf(read: Read, ids: readonly string[]): Promise<ReadonlyMap<string, Spot>> {
  if (ids.length === 0) return new Map()
  const { organizationId } = read.actor
  const rows = await read.db.execute<{
    id: string
    latitude: number | null
    longitude: number | null
    guess: boolean
  }>(sql`
    select s.id, coalesce(s.latitude, n.latitude, c.latitude) as latitude, coalesce(s.longitude, n.longitude, c.longitude) as longitude,
      s.latitude is null as guess
    from sites s
    left join lateral (
      select avg(o.latitude) as latitude, avg(o.longitude) as longitude from sites o
      where s.latitude is null and s.postal_code <> '' and o.organization_id = ${organizationId}
        and o.postal_code = s.postal_code and o.country = s.country and o.latitude is not null
    ) n on true
    left join lateral (
      select o.latitude, o.longitude from sites o
      where s.latitude is null and o.organization_id = ${organizationId} and o.customer_id = s.customer_id and o.latitude is not null
      order by o.id limit 1
    ) c on true
    where s.organization_id = ${organizationId} and s.id = any(${sql.param([...ids])}::uuid[])`)
  return new Map(
    rows.map(({ id, latitude, longitude, guess }) => [
      id,
      { point: latitude === null || longitude === null ? null : { latitude, longitude }, isGuess: guess },
    ]),
  )
}
