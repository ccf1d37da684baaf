import 'server-only'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'

/** Where bytes are: under the organization and their own hash, so that writing twice is the same file. */
function placeOf(organizationId: string, sha256: string): string {
  return path.join(env.FILES_DIR, organizationId, sha256.slice(0, 2), sha256)
}

/** Writes, syncs and renames: a crash leaves no half file under a whole name. The row comes after. */
export async function putBytes(organizationId: string, sha256: string, bytes: Uint8Array): Promise<void> {
  const place = placeOf(organizationId, sha256)
  await mkdir(path.dirname(place), { recursive: true })
  const temporary = `${place}.${newId()}.tmp`
  const handle = await open(temporary, 'wx')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, place)
}

export function getBytes(organizationId: string, sha256: string): Promise<Buffer> {
  return readFile(placeOf(organizationId, sha256))
}
