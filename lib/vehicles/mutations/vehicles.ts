import 'server-only'
import { and, eq } from 'drizzle-orm'
import { vehicles } from '@/db/schema/vehicles'
import type { Write } from '@/lib/auth/actor'
import { changesBetween } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { SaveVehicle, VehicleInput } from '../input'
import { driverOf, lockFleet, nameOfMember, tell, type Vehicle } from './lock'

/**
 * Makes a vehicle (version null; the same id twice is one) or changes it. Refused: common.not_found, common.stale
 * {current}, vehicles.archived, vehicles.plate_taken, vehicles.has_vehicle for who usually drives another,
 * vehicles.not_a_technician.
 */
export async function saveVehicle(
  write: Write,
  { id, version: seen, ...wanted }: SaveVehicle,
): Promise<{ id: string; version: number }> {
  const fleet = await lockFleet(write)
  const before = fleet.find((vehicle) => vehicle.id === id)
  if (seen === null && before) return { id, version: before.version }
  if (seen !== null && !before) throw new Refused('common.not_found')
  const changes = changesBetween<Record<string, unknown>>(before ?? {}, wanted)
  if (before && changes.length === 0) return { id, version: before.version }
  if (before && before.version !== seen) throw new Refused('common.stale', { current: before })
  if (before?.archivedAt) throw new Refused('vehicles.archived')
  await refuseTaken(write, fleet, id, wanted)
  if (wanted.memberId && wanted.memberId !== before?.memberId) await driverOf(write, wanted.memberId)
  const version = (before?.version ?? 0) + 1
  const { organizationId } = write.actor
  if (before)
    await write.db
      .update(vehicles)
      .set({ ...wanted, version })
      .where(own(write, id))
  else await write.db.insert(vehicles).values({ ...wanted, organizationId, id, createdAt: write.now.toString() })
  await tell(write, {
    action: before ? 'vehicles.edit' : 'vehicles.add',
    params: { name: wanted.name },
    changes: before
      ? await Promise.all(
          changes.map(async (change) =>
            change.field === 'memberId'
              ? { ...change, from: await nameOf(write, change.from), to: await nameOf(write, change.to) }
              : change,
          ),
        )
      : [],
  })
  await announce(write, 'vehicle', id, version)
  return { id, version }
}

/** Nobody drives it from today on; the days before keep it. Refused: common.not_found, common.stale {current}. */
export async function archiveVehicle(write: Write, { id, version }: VehicleInput): Promise<{ version: number }> {
  const vehicle = (await lockFleet(write)).find((one) => one.id === id)
  if (!vehicle) throw new Refused('common.not_found')
  if (vehicle.archivedAt) return { version: vehicle.version }
  return setArchived(write, vehicle, version, write.now.toString())
}

/** As it was before it was archived. Refused: common.not_found, common.stale {current}, vehicles.plate_taken, vehicles.has_vehicle. */
export async function restoreVehicle(write: Write, { id, version }: VehicleInput): Promise<{ version: number }> {
  const fleet = await lockFleet(write)
  const vehicle = fleet.find((one) => one.id === id)
  if (!vehicle) throw new Refused('common.not_found')
  if (!vehicle.archivedAt) return { version: vehicle.version }
  await refuseTaken(write, fleet, id, vehicle)
  return setArchived(write, vehicle, version, null)
}

async function setArchived(
  write: Write,
  vehicle: Vehicle,
  seen: number,
  archivedAt: string | null,
): Promise<{ version: number }> {
  if (vehicle.version !== seen) throw new Refused('common.stale', { current: vehicle })
  const version = vehicle.version + 1
  await write.db.update(vehicles).set({ archivedAt, version }).where(own(write, vehicle.id))
  await tell(write, { action: archivedAt ? 'vehicles.archive' : 'vehicles.restore', params: { name: vehicle.name } })
  await announce(write, 'vehicle', vehicle.id, version)
  return { version }
}

async function refuseTaken(
  write: Write,
  fleet: readonly Vehicle[],
  id: string,
  wanted: Pick<Vehicle, 'plate' | 'memberId'>,
): Promise<void> {
  const others = fleet.filter((vehicle) => vehicle.id !== id && !vehicle.archivedAt)
  const samePlate = wanted.plate && others.find(({ plate }) => bare(plate) === bare(wanted.plate))
  if (samePlate) {
    const params = { name: samePlate.name }
    throw new Refused('vehicles.plate_taken', { params, fields: { plate: 'vehicles.plate_taken' } })
  }
  const sameDriver = wanted.memberId && others.find(({ memberId }) => memberId === wanted.memberId)
  if (sameDriver) {
    const params = { who: await nameOf(write, wanted.memberId), name: sameDriver.name }
    throw new Refused('vehicles.has_vehicle', { params, fields: { memberId: 'vehicles.has_vehicle' } })
  }
}

/** Without the hyphens that one types and another leaves out. */
function bare(plate: string): string {
  return plate.replace(/[^\p{L}\p{N}]/gu, '')
}

async function nameOf(write: Write, memberId: unknown): Promise<string> {
  return typeof memberId === 'string' ? nameOfMember(write, memberId) : ''
}

function own(write: Write, id: string) {
  return and(eq(vehicles.organizationId, write.actor.organizationId), eq(vehicles.id, id))
}
