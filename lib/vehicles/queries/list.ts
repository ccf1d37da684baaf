import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { byName } from '@/db/columns'
import { members } from '@/db/schema/auth'
import { vehicles } from '@/db/schema/vehicles'
import type { Read } from '@/lib/auth/actor'

export type VehicleRow = Awaited<ReturnType<typeof listVehicles>>[number]

/** All vehicles with who usually drives them, by name; also archived ones. */
export function listVehicles(read: Read) {
  return read.db
    .select({
      id: vehicles.id,
      name: vehicles.name,
      plate: vehicles.plate,
      capacityKg: vehicles.capacityKg,
      capacityM3: vehicles.capacityM3,
      seats: vehicles.seats,
      memberId: vehicles.memberId,
      member: members.name,
      archivedAt: vehicles.archivedAt,
      version: vehicles.version,
    })
    .from(vehicles)
    .leftJoin(members, and(eq(members.organizationId, vehicles.organizationId), eq(members.id, vehicles.memberId)))
    .where(eq(vehicles.organizationId, read.actor.organizationId))
    .orderBy(byName(vehicles.name), asc(vehicles.id))
    .limit(1000)
}
