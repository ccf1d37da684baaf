import 'server-only'
import { and, eq } from 'drizzle-orm'
import { vehicleDays } from '@/db/schema/vehicles'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { dayIn } from '@/lib/time'
import type { ChooseVehicle } from '../input'
import { daysSaid } from '../queries/board'
import { driversOn } from '../rules'
import { driverOf, lockFleet, nameOfMember, tell } from './lock'

/**
 * What somebody drives on one day: a vehicle, none, or as usual. A vehicle is in one place: whose it is that day must be
 * named (`takeFromId`) to take it, and then has none, unless they usually drive one that is free. Answers what it was, for
 * undo. Refused: common.not_found, vehicles.not_a_technician, vehicles.archived, vehicles.changed when they drive something
 * else by now than one saw, vehicles.taken {who, holderId}.
 */
export async function chooseVehicle(
  write: Write,
  { memberId, day, choice, seenVehicleId, takeFromId }: ChooseVehicle,
): Promise<{ vehicleId: string | null }> {
  const fleet = await lockFleet(write)
  const member = await driverOf(write, memberId)
  const { timeZone } = await organizationOf(write)
  const vehicles = fleet.map((one) => ({ ...one, untilDay: one.archivedAt && dayIn(timeZone, one.archivedAt) }))
  const vehicle = choice === 'none' || choice === 'usual' ? null : vehicles.find(({ id }) => id === choice)
  if (vehicle === undefined) throw new Refused('common.not_found')
  if (vehicle?.untilDay && day >= vehicle.untilDay) throw new Refused('vehicles.archived')
  const said = await daysSaid(write, day, day)
  const drivers = driversOn(vehicles, said, day)
  const current = drivers.get(memberId) ?? null
  const own = said.find((one) => one.memberId === memberId)
  // Asked twice, or by two who want the same.
  const isSo = choice === 'usual' ? !own : own && own.vehicleId === (vehicle?.id ?? null)
  if (isSo) return { vehicleId: current }
  if (current !== seenVehicleId) throw new Refused('vehicles.changed', { current: { vehicleId: current } })
  const holderId = vehicle && [...drivers].find(([of, id]) => id === vehicle.id && of !== memberId)?.[0]
  if (holderId && holderId !== takeFromId)
    throw new Refused('vehicles.taken', {
      params: { who: await nameOfMember(write, holderId), name: vehicle.name, holderId },
    })
  // Its one place of that day: whoever was told to drive it, drives as usual again.
  if (vehicle) await forget(write, and(eq(vehicleDays.vehicleId, vehicle.id), eq(vehicleDays.day, day)))
  await forget(write, and(eq(vehicleDays.memberId, memberId), eq(vehicleDays.day, day)))
  const { organizationId } = write.actor
  const row = { organizationId, id: newId(), createdAt: write.now.toString(), memberId, day }
  if (choice !== 'usual') await write.db.insert(vehicleDays).values({ ...row, vehicleId: vehicle?.id ?? null })
  const nameOf = (id: string | null) => fleet.find((one) => one.id === id)?.name ?? ''
  await tell(write, {
    action: choice === 'usual' ? 'vehicles.day_usual' : vehicle ? 'vehicles.day_given' : 'vehicles.day_none',
    params: { who: member.name, day, name: vehicle?.name ?? '', before: nameOf(current) },
  })
  await announce(write, 'vehicle', vehicle?.id ?? current ?? memberId)
  const now = driversOn(vehicles, await daysSaid(write, day, day), day)
  return { vehicleId: now.get(memberId) ?? null }
}

async function forget(write: Write, which: ReturnType<typeof and>): Promise<void> {
  await write.db.delete(vehicleDays).where(and(eq(vehicleDays.organizationId, write.actor.organizationId), which))
}
