import { compare } from '@/lib/money'
import { type Load, mostAmount, noLoad, sumOfLoads, wholeAmount } from '@/lib/orders/rules/load'
import type { DayText } from '@/lib/time'

export type Capacity = { capacityKg: string | null; capacityM3: string | null }

/** A vehicle as far as it matters who drives it. `untilDay`: the day on which it was archived, from which on it is nobody's. */
export type FleetVehicle = { id: string; memberId: string | null; untilDay: DayText | null }

/** A day on which a member drives something else than usual; without a vehicle: none. */
export type VehicleDay = { memberId: string; day: DayText; vehicleId: string | null }

/**
 * Who drives what on a day, by member. What was said of this day goes first; then everybody drives their usual vehicle,
 * unless it was given to somebody else. So a vehicle is never in two places.
 */
export function driversOn(
  vehicles: readonly FleetVehicle[],
  days: readonly VehicleDay[],
  day: DayText,
): Map<string, string> {
  const there = vehicles.filter(({ untilDay }) => untilDay === null || day < untilDay)
  const said = days.filter((one) => one.day === day)
  const drivers = new Map<string, string>()
  for (const { memberId, vehicleId } of said)
    if (vehicleId && there.some(({ id }) => id === vehicleId)) drivers.set(memberId, vehicleId)
  const given = new Set(drivers.values())
  for (const { id, memberId } of there)
    if (memberId && !given.has(id) && !said.some((one) => one.memberId === memberId)) drivers.set(memberId, id)
  return drivers
}

/**
 * What a vehicle carries as whole amounts [kg, litres] for the planning engine, rounded down. What nobody said is room for
 * anything.
 */
export function capacityOf({ capacityKg, capacityM3 }: Capacity): [kg: number, litres: number] {
  return [
    capacityKg === null ? mostAmount : wholeAmount(capacityKg, 1, 'down'),
    capacityM3 === null ? mostAmount : wholeAmount(capacityM3, 1000, 'down'),
  ]
}

/** Whether a load weighs more than the vehicle carries, or is bigger; exact, so that what is just full is not too much. */
export function isTooMuch(load: Load, { capacityKg, capacityM3 }: Capacity): boolean {
  const over = (of: string, most: string | null) => most !== null && compare(of, most) > 0
  return over(load.kg, capacityKg) || over(load.m3, capacityM3)
}

/** Whether more people ride along than there are seats. */
export function isTooMany(people: number, { seats }: { seats: number | null }): boolean {
  return seats !== null && people > seats
}

/** A visit of a day: of which order, who goes (the leader first), and what the order weighs. */
export type Stop = { orderId: string; team: readonly string[]; load: Load }
/** What somebody carries on a day, and how many people sit in their vehicle when it is fullest; 0 without a vehicle. */
export type Ride = Load & { people: number }

/**
 * Who carries what on a day, by member. An order counts once a day, and goes with the leader, or when that one has no vehicle
 * with the first of the team who has. Who has no vehicle rides along where there is a seat; whoever finds none sits with the
 * first all the same, so that it shows.
 */
export function ridesOf(
  stops: readonly Stop[],
  drivers: ReadonlyMap<string, string>,
  seatsOf: (vehicleId: string) => number | null,
): Map<string, Ride> {
  const loads = new Map<string, Map<string, Load>>()
  const people = new Map<string, number>([...drivers.keys()].map((memberId) => [memberId, 0]))
  for (const { orderId, team, load } of stops) {
    const cars = team.filter((memberId) => drivers.has(memberId))
    const carrier = cars[0] ?? team[0]
    if (carrier === undefined) continue
    loads.set(carrier, (loads.get(carrier) ?? new Map<string, Load>()).set(orderId, load))
    let walking = team.length - cars.length
    const sitting = cars.map((memberId) => {
      const free = (seatsOf(drivers.get(memberId) ?? '') ?? Number.POSITIVE_INFINITY) - 1
      const along = Math.min(walking, Math.max(0, free))
      walking -= along
      return 1 + along
    })
    cars.forEach((memberId, at) => {
      const all = (sitting[at] ?? 1) + (at === 0 ? walking : 0)
      people.set(memberId, Math.max(people.get(memberId) ?? 0, all))
    })
  }
  return new Map(
    [...new Set([...loads.keys(), ...people.keys()])].map((memberId) => {
      const carried = sumOfLoads([...(loads.get(memberId)?.values() ?? [])])
      return [memberId, { ...noLoad, ...carried, people: people.get(memberId) ?? 0 }]
    }),
  )
}

/** What a planner chooses for a day: a vehicle, none, or as usual. */
export const dayChoices = ['none', 'usual'] as const

/** A vehicle as the board knows it. */
export type BoardVehicle = Capacity & { id: string; name: string; plate: string; seats: number | null }

/** The vehicles of some days: who drives what, with which load and how many people. Only what is not nothing. */
export type BoardVehicles = {
  /** Also those that were archived meanwhile. */
  vehicles: (BoardVehicle & { memberId: string | null; isArchived: boolean })[]
  days: (Ride & { memberId: string; day: DayText; vehicleId: string | null; isSaid: boolean })[]
}
