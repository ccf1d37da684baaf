import 'server-only'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import type { ThumbnailWidth } from './rules'

/** Where bytes are: under the organization and their own hash, so that writing twice is the same file. */
function placeOf(organizationId: string, sha256: string): string {
  return path.join(env.FILES_DIR, organizationId, sha256.slice(0, 2), sha256)
}

/** Writes, syncs and renames: a crash leaves no half file under a whole name. The row comes after. */
export function putBytes(organizationId: string, sha256: string, bytes: Uint8Array): Promise<void> {
  return writeWhole(placeOf(organizationId, sha256), bytes)
}

async function writeWhole(place: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true })
  const temporary = `${place}.${newId()}.tmp`
  try {
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, place)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

export function getBytes(organizationId: string, sha256: string): Promise<Buffer> {
  return readFile(placeOf(organizationId, sha256))
}

/**
 * A picture made smaller, kept beside the original's hash: made once, at the first time it is asked for. JPEG, at most
 * `width` wide.
 */
export async function getThumbnail(organizationId: string, sha256: string, width: ThumbnailWidth): Promise<Buffer> {
  const place = `${placeOf(organizationId, sha256)}-${width}.jpg`
  try {
    return await readFile(place)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const bytes = await sharp(await getBytes(organizationId, sha256))
    .resize({ width, withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 78 })
    .timeout({ seconds: 10 })
    .toBuffer()
  await writeWhole(place, bytes)
  return bytes
}
