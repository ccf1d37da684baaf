import 'server-only'
import type { Read } from '@/lib/auth/actor'
import { loadsOfOrders } from '@/lib/orders/queries/load'
import { loadOf } from '@/lib/orders/rules/load'
import type { DayText } from '@/lib/time'
import { daysSaid, fleetOf } from '@/lib/vehicles/queries/board'
import { capacityOf, driversOn } from '@/lib/vehicles/rules'
import type { Amounts } from '../rules/facts'

/** What the vehicle carries that somebody drives on a day; undefined without one. Null for a company that has no vehicles. */
export async function roomsOf(
  read: Read,
  timeZone: string,
  { from, to }: { from: DayText; to: DayText },
): Promise<((memberId: string, day: DayText) => Amounts | undefined) | null> {
  const [fleet, said] = await Promise.all([fleetOf(read, timeZone, from), daysSaid(read, from, to)])
  if (fleet.length === 0) return null
  const vehicles = new Map(fleet.map((vehicle) => [vehicle.id, capacityOf(vehicle)]))
  const drivers = new Map<DayText, Map<string, string>>()
  return (memberId, day) => {
    const ofDay = drivers.get(day) ?? driversOn(fleet, said, day)
    drivers.set(day, ofDay)
    return vehicles.get(ofDay.get(memberId) ?? '')
  }
}

/** What must be carried to these, by order; without those that carry nothing. */
export async function loadsFor(read: Read, works: readonly { orderId: string }[]): Promise<Map<string, Amounts>> {
  const loads = await loadsOfOrders(read, [...new Set(works.map(({ orderId }) => orderId))])
  const amounts = [...loads].map(([orderId, load]): [string, Amounts] => [orderId, loadOf(load)])
  return new Map(amounts.filter(([, [kg, litres]]) => kg + litres > 0))
}
