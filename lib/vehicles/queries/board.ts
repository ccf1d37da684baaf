import 'server-only'
import { and, eq, gte, isNull, lte, or, sql } from 'drizzle-orm'
import { byName } from '@/db/columns'
import { vehicleDays, vehicles } from '@/db/schema/vehicles'
import type { Read } from '@/lib/auth/actor'
import { loadColumns } from '@/lib/orders/queries/load'
import { type Load, noLoad } from '@/lib/orders/rules/load'
import { addDays, type DayText, dayBounds, dayIn, daysBetween } from '@/lib/time'
import { type BoardVehicles, driversOn } from '../rules'

/** Who drives what on the days from … to (both included), and what their visits of each day weigh together. */
export async function boardVehicles(
  read: Read,
  timeZone: string,
  { from, to }: { from: DayText; to: DayText },
): Promise<BoardVehicles> {
  const [fleet, said] = await Promise.all([fleetOf(read, timeZone, from), daysSaid(read, from, to)])
  // A company without vehicles pays nothing for its loads.
  if (fleet.length === 0) return { vehicles: [], days: [] }
  const loads = await loadsByDay(read, timeZone, from, to)
  const days: BoardVehicles['days'] = []
  for (const day of Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))) {
    const drivers = driversOn(fleet, said, day)
    const own = said.filter((one) => one.day === day).map(({ memberId }) => memberId)
    const ofDay = loads.get(day) ?? new Map<string, Load>()
    for (const memberId of new Set([...drivers.keys(), ...own, ...ofDay.keys()])) {
      const vehicleId = drivers.get(memberId) ?? null
      days.push({ memberId, day, vehicleId, isSaid: own.includes(memberId), ...(ofDay.get(memberId) ?? noLoad) })
    }
  }
  return {
    vehicles: fleet.map(({ untilDay, ...vehicle }) => ({ ...vehicle, isArchived: untilDay !== null })),
    days,
  }
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

/**
 * By day and member: what the orders weigh whose visits they lead that begin that day. An order counts once a day, and for
 * who leads only: the others ride along.
 */
async function loadsByDay(
  read: Read,
  timeZone: string,
  from: DayText,
  to: DayText,
): Promise<Map<DayText, Map<string, Load>>> {
  const { organizationId } = read.actor
  const rows = await read.db.execute<{ member_id: string; day: string; kg: string; m3: string }>(sql`
    with stops as materialized (
      select distinct a.member_id, (v.start_at at time zone ${timeZone})::date as day, v.order_id
      from visits v join agenda_entries a on a.organization_id = ${organizationId} and a.visit_id = v.id and a.leader
      where v.organization_id = ${organizationId} and v.status <> 'cancelled'
        and v.start_at >= ${dayBounds(timeZone, from).start} and v.start_at < ${dayBounds(timeZone, to).end}
    ), loads as materialized (
      select o.id, ${loadColumns} from orders o
      where o.organization_id = ${organizationId} and o.id in (select order_id from stops)
    )
    select s.member_id, s.day::text as day, sum(l.kg) as kg, sum(l.m3) as m3
    from stops s join loads l on l.id = s.order_id
    where l.kg > 0 or l.m3 > 0 group by s.member_id, s.day`)
  const days = new Map<DayText, Map<string, Load>>()
  for (const { member_id, day, kg, m3 } of rows)
    days.set(day, (days.get(day) ?? new Map<string, Load>()).set(member_id, { kg, m3 }))
  return days
}
