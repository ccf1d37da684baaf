import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { syncDevices } from '@/db/schema/sync'
import type { Actor, Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { Device } from '../input'

function own(write: Write, deviceId: string) {
  return and(eq(syncDevices.organizationId, write.actor.organizationId), eq(syncDevices.id, deviceId))
}

/**
 * Notes that a phone was here and what it says it still holds; a new one is kept as its member's. Answers the number of its
 * last operation that was answered. Refused: sync.device_revoked, common.not_found for another member's.
 */
export async function greetDevice(write: Write, device: Device, appVersion: string): Promise<{ lastSeq: number }> {
  const { actor, db, now } = write
  const said = {
    name: device.name,
    appVersion,
    lastSeenAt: now.toString(),
    unsentOperations: device.unsent.operations,
    unsentFiles: device.unsent.files,
    unsentOldestAt: device.unsent.oldestAt,
  }
  const [known] = await db
    .insert(syncDevices)
    .values({ organizationId: actor.organizationId, id: device.id, memberId: actor.id, ...said })
    .onConflictDoUpdate({ target: [syncDevices.organizationId, syncDevices.id], set: said })
    .returning({
      memberId: syncDevices.memberId,
      lastSeq: syncDevices.lastSeq,
      revokedAt: syncDevices.revokedAt,
      isNew: sql<boolean>`xmax = 0`,
    })
  if (!known) throw new Error('a phone that was just kept is gone')
  refuseForeign(write, known)
  if (known.isNew)
    await record(write, {
      subject: ['member', actor.id],
      action: 'sync.device_added',
      params: { name: actor.name, device: device.name || 'none' },
    })
  return { lastSeq: known.lastSeq }
}

/** Notes on the member that an office member brought in what their phone could not send. */
export async function noteImport(
  write: Write,
  owner: Actor,
  counts: { operations: number; files: number },
): Promise<void> {
  await record(write, {
    subject: ['member', owner.id],
    action: 'sync.imported',
    params: { name: owner.name, ...counts },
  })
}

/** The phone, locked: its operations follow each other. Refused: sync.device_revoked, common.not_found. */
export async function lockDevice(write: Write, deviceId: string): Promise<{ lastSeq: number }> {
  const [device] = await write.db
    .select({ memberId: syncDevices.memberId, lastSeq: syncDevices.lastSeq, revokedAt: syncDevices.revokedAt })
    .from(syncDevices)
    .where(own(write, deviceId))
    .for('update')
  if (!device) throw new Refused('common.not_found')
  refuseForeign(write, device)
  return device
}

function refuseForeign(write: Write, device: { memberId: string; revokedAt: string | null }): void {
  if (device.memberId !== write.actor.id) throw new Refused('common.not_found')
  if (device.revokedAt) throw new Refused('sync.device_revoked')
}

/**
 * Signs a phone out for good, when it was lost: its next contact is refused and makes it forget what it holds. What it did
 * not send is lost with it. Doing it twice is once. Refused: common.not_found.
 */
export async function revokeDevice(write: Write, { id }: { id: string }): Promise<void> {
  const { actor, db, now } = write
  const [device] = await db
    .select({ memberId: syncDevices.memberId, name: syncDevices.name, revokedAt: syncDevices.revokedAt })
    .from(syncDevices)
    .where(own(write, id))
    .for('update')
  if (!device) throw new Refused('common.not_found')
  if (device.revokedAt) return
  await db.update(syncDevices).set({ revokedAt: now.toString() }).where(own(write, id))
  const [member] = await db
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.organizationId, actor.organizationId), eq(members.id, device.memberId)))
  await record(write, {
    subject: ['member', device.memberId],
    action: 'sync.device_revoked',
    params: { name: member?.name ?? '', device: device.name || 'none' },
  })
  await announce(write, 'member', device.memberId)
}
