import 'server-only'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { syncDevices } from '@/db/schema/sync'
import type { Read } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'

/** Refused: sync.device_revoked for a phone that was signed out; one that was never here may read. */
export async function refuseRevoked({ actor, db }: Read, deviceId: string): Promise<void> {
  const own = and(eq(syncDevices.organizationId, actor.organizationId), eq(syncDevices.id, deviceId))
  const [device] = await db.select({ revokedAt: syncDevices.revokedAt }).from(syncDevices).where(own)
  if (device?.revokedAt) throw new Refused('sync.device_revoked')
}

export type PhoneOfMember = Awaited<ReturnType<typeof phonesOfMembers>>[number]

/** The phones that may still sync, of everybody, the last seen first: what each said it still holds. */
export function phonesOfMembers({ actor, db }: Read) {
  return db
    .select({
      id: syncDevices.id,
      memberId: syncDevices.memberId,
      name: syncDevices.name,
      lastSeenAt: syncDevices.lastSeenAt,
      appVersion: syncDevices.appVersion,
      unsentOperations: syncDevices.unsentOperations,
      unsentFiles: syncDevices.unsentFiles,
      unsentOldestAt: syncDevices.unsentOldestAt,
    })
    .from(syncDevices)
    .where(and(eq(syncDevices.organizationId, actor.organizationId), isNull(syncDevices.revokedAt)))
    .orderBy(desc(syncDevices.lastSeenAt), desc(syncDevices.id))
    .limit(1000)
}
