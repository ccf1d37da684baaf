import { hoursOf, type WorkHours } from '@/lib/auth/rules/schedule'
import 'server-only'
import { sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import { dayPlaces, organizationOf } from '@/lib/auth/queries'
import type { Place } from '@/lib/geo/rules/road'
import { addDays, type DayText, dayBounds, daysBetween, instantOf, type Temporal } from '@/lib/time'
import { runningVisitStatuses, type VisitStatus } from '@/lib/visits/rules'
import {
  dayClock,
  type Facts,
  type OrderFact,
  type Shift,
  shiftOf,
  type Technician,
  type VisitFact,
} from '../rules/facts'
import type { Spot } from '../rules/ways'
import { backlogCondition } from './backlog'
import { loadsFor, roomsOf } from './rooms'

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
  orders: Parameters<typeof backlogCondition>[1] | null
}
export type Known = { facts: Facts; spots: ReadonlyMap<string, Spot>; more: boolean }

/** Everything about some days that decides who can go where. */
export async function factsOf(read: Read, asked: Asked): Promise<Known> {
  const { timeZone, settings } = await organizationOf(read)
  const [from, to] = [epoch(dayBounds(timeZone, asked.from).start), epoch(dayBounds(timeZone, asked.to).end)]
  const days = Array.from({ length: daysBetween(asked.from, asked.to) + 1 }, (_, at) => addDays(asked.from, at))
  const clocksOf = remembering((hours: WorkHours) =>
    days.map((day) => ({ day, clock: dayClock(timeZone, day, hours) })),
  )
  const roomOn = await roomsOf(read, timeZone, asked)
  const shifts: ShiftsOf = (member) =>
    clocksOf(hoursOf(member.hours, settings)).flatMap(({ day, clock }) => {
      const shift = shiftOf(clock, asked.workDays(member, day), asked.overtimeMinutes)
      const room = roomOn?.(member.id, day)
      return shift ? [room ? { ...shift, room } : shift] : []
    })
  const now = asked.now.epochMilliseconds / 1000
  const [technicians, bases, leaves, visits, orders] = await Promise.all([
    technicianRows(read, shifts),
    dayPlaces(read),
    leaveRows(read, from, to),
    visitRows(read, { from, to, now }),
    asked.orders ? orderRows(read, timeZone, asked.orders) : [],
  ])
  const shown = orders.slice(0, mostOrders)
  const sites = new Set([...visits, ...shown].map(({ siteId }) => siteId))
  const [known, loads] = await Promise.all([
    spotsOf(read, [...sites]),
    roomOn ? loadsFor(read, [...visits, ...shown]) : undefined,
  ])
  const spots = new Map(known)
  const keyOf = (place: Place | null | undefined) => {
    if (!place) return null
    const key = `base ${place.latitude} ${place.longitude}`
    spots.set(key, { point: place, isGuess: false })
    return key
  }
  const staff = technicians.map((one): Technician => {
    const base = bases.get(one.id)
    return { ...one, start: keyOf(base?.start), end: keyOf(base?.end) }
  })
  const facts = { from, to, now, technicians: staff, leaves, visits, orders: shown, loads }
  return { facts, spots, more: orders.length > mostOrders }
}

/** Most people have the company's hours: what follows from them is reckoned once. */
function remembering<Answer>(reckon: (hours: WorkHours) => Answer): (hours: WorkHours) => Answer {
  const known = new Map<string, Answer>()
  return (hours) => {
    const key = Object.values(hours).join()
    const answer = known.get(key) ?? reckon(hours)
    known.set(key, answer)
    return answer
  }
}

const epoch = (at: string) => instantOf(at).epochMilliseconds / 1000

type ShiftsOf = (member: Parameters<WorkDays>[0] & { id: string; hours: WorkHours }) => Shift[]

async function technicianRows(read: Read, shifts: ShiftsOf): Promise<Omit<Technician, 'start' | 'end'>[]> {
  const rows = await read.db.execute<{
    id: string
    name: string
    skills: string[]
    week_minutes: number
    schedule: number[]
    day_start: string
    day_end: string
    break_start: string
    break_end: string
  }>(sql`
    select id, name, skills, week_minutes, schedule, day_start, day_end, break_start, break_end from members
    where organization_id = ${read.actor.organizationId} and active and 'technician' = any(roles)
    order by position, name, id limit 500`)
  return rows.map(({ id, name, skills, week_minutes, schedule, ...own }) => ({
    ...{ id, name, skills },
    shifts: shifts({
      ...{ id, weekMinutes: week_minutes, schedule },
      hours: { dayStart: own.day_start, dayEnd: own.day_end, breakStart: own.break_start, breakEnd: own.break_end },
    }),
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
  const rows = await read.db.execute<RawOrder>(sql`
    select orders.id, orders.version, orders.number, c.name as customer, sites.city, orders.site_id, t.skills,
      orders.duration_minutes as minutes, orders.priority, orders.earliest_on::text, orders.due_on::text,
      orders.preferred_member_id as preferred, orders.hold_reason <> '' as held
    from orders
    join order_types t on t.organization_id = ${organizationId} and t.id = orders.order_type_id
    join customers c on c.organization_id = ${organizationId} and c.id = orders.customer_id
    join sites on sites.organization_id = ${organizationId} and sites.id = orders.site_id
    where ${backlogCondition(read, which)}
    order by array_position(array['urgent', 'high', 'normal', 'low'], orders.priority), orders.due_on nulls last, orders.id
    limit ${mostOrders + 1}`)
  return rows.map(({ id, site_id, preferred, held, earliest_on, due_on, ...row }) => ({
    ...row,
    ...{ orderId: id, siteId: site_id, preferredId: preferred, isOnHold: held },
    earliest: earliest_on === null ? null : epoch(dayBounds(timeZone, earliest_on).start),
    due: due_on === null ? null : epoch(dayBounds(timeZone, due_on).end),
  }))
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
      s.latitude is null or s.located = 'place' as guess
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
