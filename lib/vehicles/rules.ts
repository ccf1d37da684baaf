import { compare } from '@/lib/money'
import { type Load, mostAmount, wholeAmount } from '@/lib/orders/rules/load'
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

/** What a planner chooses for a day: a vehicle, none, or as usual. */
export const dayChoices = ['none', 'usual'] as const

/** A vehicle as the board knows it. */
export type BoardVehicle = Capacity & { id: string; name: string; plate: string; seats: number | null }

/** The vehicles of some days: who drives what with which load. Only what is not nothing. */
export type BoardVehicles = {
  /** Also those that were archived meanwhile. */
  vehicles: (BoardVehicle & { memberId: string | null; isArchived: boolean })[]
  days: (Load & { memberId: string; day: DayText; vehicleId: string | null; isSaid: boolean })[]
}
