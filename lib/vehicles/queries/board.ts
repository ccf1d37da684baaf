import 'server-only'
import { and, eq, gte, isNull, lte, or, sql } from 'drizzle-orm'
import { byName } from '@/db/columns'
import { vehicleDays, vehicles } from '@/db/schema/vehicles'
import type { Read } from '@/lib/auth/actor'
import { loadColumns } from '@/lib/orders/queries/load'
import { isSomething, noLoad } from '@/lib/orders/rules/load'
import { addDays, type DayText, dayBounds, dayIn, daysBetween } from '@/lib/time'
import { type BoardVehicles, driversOn, ridesOf, type Stop } from '../rules'

/** Who drives what on the days from … to (both included), what their visits of each day weigh together, and who rides along. */
export function boardVehicles(read: Read, timeZone: string, period: Period): Promise<BoardVehicles> {
  return vehiclesOf(read, timeZone, period)
}

type Period = { from: DayText; to: DayText }

/** With a member only the visits they go to count: enough for what is in their own vehicle. */
async function vehiclesOf(
  read: Read,
  timeZone: string,
  { from, to }: Period,
  memberId?: string,
): Promise<BoardVehicles> {
  const [fleet, said] = await Promise.all([fleetOf(read, timeZone, from), daysSaid(read, from, to)])
  // A company without vehicles pays nothing for its loads.
  if (fleet.length === 0) return { vehicles: [], days: [] }
  const stops = await stopsByDay(read, timeZone, { from, to }, memberId)
  const seats = new Map(fleet.map((vehicle) => [vehicle.id, vehicle.seats]))
  const days: BoardVehicles['days'] = []
  for (const day of Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))) {
    const drivers = driversOn(fleet, said, day)
    const own = said.filter((one) => one.day === day).map(({ memberId }) => memberId)
    const rides = ridesOf(stops.get(day) ?? [], drivers, (id) => seats.get(id) ?? null)
    for (const memberId of new Set([...own, ...rides.keys()])) {
      const { kg, m3, people } = rides.get(memberId) ?? { ...noLoad, people: 0 }
      const vehicleId = drivers.get(memberId) ?? null
      // Who has no vehicle and carries nothing is of no interest.
      if (vehicleId === null && !own.includes(memberId) && !isSomething({ kg, m3 })) continue
      days.push({ memberId, day, vehicleId, isSaid: own.includes(memberId), kg, m3, people })
    }
  }
  return {
    vehicles: fleet.map(({ untilDay, ...vehicle }) => ({ ...vehicle, isArchived: untilDay !== null })),
    days,
  }
}

export type MyVehicle = Awaited<ReturnType<typeof myVehicles>>[number]

/** What a member drives on each of these days on which they drive something, with what is in it. */
export async function myVehicles(read: Read, timeZone: string, memberId: string, period: Period) {
  const { vehicles: fleet, days } = await vehiclesOf(read, timeZone, period, memberId)
  return days.flatMap(({ memberId: of, day, vehicleId, kg, m3, people }) => {
    const vehicle = of === memberId ? fleet.find(({ id }) => id === vehicleId) : undefined
    if (!vehicle) return []
    const { name, plate, capacityKg, capacityM3, seats } = vehicle
    return { day, name, plate, capacityKg, capacityM3, seats, kg, m3, people }
  })
}

/** Vehicles that are there, or were on a day from this one on. */
export async function fleetOf(read: Read, timeZone: string, from: DayText) {
  const rows = await read.db
    .select({
      id: vehicles.id,
      name: vehicles.name,
      plate: vehicles.plate,
      capacityKg: vehicles.capacityKg,
      capacityM3: vehicles.capacityM3,
      seats: vehicles.seats,
      memberId: vehicles.memberId,
      archivedAt: vehicles.archivedAt,
    })
    .from(vehicles)
    .where(
      and(
        eq(vehicles.organizationId, read.actor.organizationId),
        or(isNull(vehicles.archivedAt), gte(vehicles.archivedAt, dayBounds(timeZone, from).start)),
      ),
    )
    .orderBy(byName(vehicles.name), vehicles.id)
    .limit(1000)
  return rows.map(({ archivedAt, ...row }) => ({ ...row, untilDay: archivedAt && dayIn(timeZone, archivedAt) }))
}

/** What was said of single days. */
export function daysSaid(read: Read, from: DayText, to: DayText) {
  return read.db
    .select({ memberId: vehicleDays.memberId, day: vehicleDays.day, vehicleId: vehicleDays.vehicleId })
    .from(vehicleDays)
    .where(
      and(
        eq(vehicleDays.organizationId, read.actor.organizationId),
        gte(vehicleDays.day, from),
        lte(vehicleDays.day, to),
      ),
    )
    .limit(20_000)
}

/** By day: the visits that begin then and carry something, or to which several go. */
async function stopsByDay(
  read: Read,
  timeZone: string,
  { from, to }: Period,
  memberId: string | undefined,
): Promise<Map<DayText, Stop[]>> {
  const { organizationId } = read.actor
  const [start, end] = [dayBounds(timeZone, from).start, dayBounds(timeZone, to).end]
  const mine = memberId
    ? sql`and v.id in (select visit_id from agenda_entries where organization_id = ${organizationId}
          and member_id = ${memberId} and start_at >= ${start} and start_at < ${end})`
    : sql``
  const rows = await read.db.execute<{ day: string; order_id: string; team: string[]; kg: string; m3: string }>(sql`
    with stops as materialized (
      select (v.start_at at time zone ${timeZone})::date as day, v.order_id,
        array_agg(a.member_id order by a.leader desc, a.member_id) as team
      from visits v join agenda_entries a on a.organization_id = ${organizationId} and a.visit_id = v.id
      where v.organization_id = ${organizationId} and v.status <> 'cancelled'
        and v.start_at >= ${start} and v.start_at < ${end} ${mine}
      group by v.id, v.start_at, v.order_id
    ), loads as materialized (
      select o.id, ${loadColumns} from orders o
      where o.organization_id = ${organizationId} and o.id in (select order_id from stops)
    )
    select s.day::text as day, s.order_id, s.team, l.kg, l.m3
    from stops s join loads l on l.id = s.order_id
    where l.kg > 0 or l.m3 > 0 or cardinality(s.team) > 1`)
  const stops = rows.map(({ day, order_id, team, kg, m3 }) => ({ day, orderId: order_id, team, load: { kg, m3 } }))
  return Map.groupBy(stops, ({ day }) => day)
}
