import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { syncDevices } from '@/db/schema/sync'
import type { Write } from '@/lib/auth/actor'
import { seal, unseal } from '@/lib/sealed'
import type { Device } from '../input'
import { greetDevice, lockDevice } from './devices'

/**
 * The key with which this phone seals what its member leaves unsent on signing out, made at the first asking: base64 of 32
 * bytes, the same each time. The phone itself never keeps it. Refused: sync.device_revoked, common.not_found for another's.
 */
export async function sealKeyOf(write: Write, device: Device, appVersion: string): Promise<{ key: string }> {
  const { organizationId } = write.actor
  await greetDevice(write, device, appVersion)
  await lockDevice(write, device.id)
  const own = and(eq(syncDevices.organizationId, organizationId), eq(syncDevices.id, device.id))
  const purpose = `sync.seal ${organizationId} ${device.id}`
  const [known] = await write.db.select({ sealKey: syncDevices.sealKey }).from(syncDevices).where(own)
  if (known?.sealKey) return { key: unseal(known.sealKey, purpose).toString('base64') }
  const key = randomBytes(32)
  await write.db
    .update(syncDevices)
    .set({ sealKey: seal(key, purpose) })
    .where(own)
  return { key: key.toString('base64') }
}
