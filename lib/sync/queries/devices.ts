import 'server-only'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { syncDevices } from '@/db/schema/sync'
import type { Actor, Read } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'

/** Refused: sync.device_revoked for a phone that was signed out; one that was never here may read. */
export async function refuseRevoked({ actor, db }: Read, deviceId: string): Promise<void> {
  const own = and(eq(syncDevices.organizationId, actor.organizationId), eq(syncDevices.id, deviceId))
  const [device] = await db.select({ revokedAt: syncDevices.revokedAt }).from(syncDevices).where(own)
  if (device?.revokedAt) throw new Refused('sync.device_revoked')
}

/**
 * The member whose phone it was, for who brings in by hand what that phone could not send: done in their name, with their
 * rights. Refused: common.not_found.
 */
export async function ownerOfPhone({ actor, db }: Read, memberId: string): Promise<Actor> {
  const own = and(eq(members.organizationId, actor.organizationId), eq(members.id, memberId), eq(members.active, true))
  const [member] = await db.select({ name: members.name, roles: members.roles }).from(members).where(own)
  if (!member) throw new Refused('common.not_found')
  return { organizationId: actor.organizationId, kind: 'member', id: memberId, ...member }
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
