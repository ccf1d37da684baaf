import 'server-only'
import { constants } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { type ThumbnailWidth, thumbnailWidths } from './rules'

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

const uploadMs = 3_600_000

/**
 * Removes bytes that no file has any more, and the small pictures of them. Not what was written within the hour: somebody
 * sends the same again, and the row comes after the bytes.
 */
export async function removeBytes(organizationId: string, sha256: string): Promise<void> {
  const place = placeOf(organizationId, sha256)
  const written = await stat(place).catch(nothingThere)
  if (written && Date.now() - written.mtimeMs < uploadMs) return
  for (const each of [...thumbnailWidths.map((width) => thumbnailOf(place, width)), place])
    await rm(each, { force: true })
}

const thumbnailOf = (place: string, width: ThumbnailWidth) => `${place}-${width}.jpg`

function nothingThere(error: NodeJS.ErrnoException): null {
  if (error.code !== 'ENOENT') throw error
  return null
}

/**
 * A picture made smaller, kept beside the original's hash: made once, at the first time it is asked for. JPEG, at most
 * `width` wide.
 */
export async function getThumbnail(organizationId: string, sha256: string, width: ThumbnailWidth): Promise<Buffer> {
  const place = thumbnailOf(placeOf(organizationId, sha256), width)
  const made = await readFile(place).catch(nothingThere)
  if (made) return made
  const bytes = await sharp(await getBytes(organizationId, sha256))
    .resize({ width, withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 78 })
    .timeout({ seconds: 10 })
    .toBuffer()
  await writeWhole(place, bytes)
  return bytes
}

/** Bytes that are still coming in, by the id of what they will be. */
function partOf(organizationId: string, uploadId: string): string {
  return path.join(env.FILES_DIR, organizationId, 'parts', uploadId)
}

/** Writes bytes at their place in what comes in, and syncs: written again they are the same. */
export async function putPart(organizationId: string, uploadId: string, at: number, bytes: Uint8Array): Promise<void> {
  const place = partOf(organizationId, uploadId)
  await mkdir(path.dirname(place), { recursive: true })
  const handle = await open(place, constants.O_RDWR | constants.O_CREAT)
  try {
    await handle.write(bytes, 0, bytes.length, at)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What came in so far, at most so many bytes; null when nothing of it is there. */
export async function getPart(organizationId: string, uploadId: string, sizeBytes: number): Promise<Buffer | null> {
  const bytes = await readFile(partOf(organizationId, uploadId)).catch(nothingThere)
  return bytes?.subarray(0, sizeBytes) ?? null
}

export async function removePart(organizationId: string, uploadId: string): Promise<void> {
  await rm(partOf(organizationId, uploadId), { force: true })
}
