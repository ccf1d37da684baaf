import 'server-only'
import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { gate } from '@/lib/gate'
import { Refused } from '@/lib/refused'
import { uploadLimits } from './rules'
import { putBytes } from './storage'

// A picture is decoded for seconds at most and two at a time, so that hostile ones cost neither memory nor the server.
const decodeSeconds = 10
const decoding = gate(2)
sharp.cache(false)
sharp.concurrency(1)

/** What a file turned out to be, with its bytes stored; recordFile() makes the row. */
export type Prepared = {
  sha256: string
  originalSha256: string
  sizeBytes: number
  type: string
  name: string
  width: number | null
  height: number | null
}

const images = new Set(['image/jpeg', 'image/png', 'image/webp'])

/**
 * Checks and stores what a person uploaded: size, type by content, pixels; images are re-encoded, so that nothing but the
 * picture stays. Outside any transaction. Refuses files.too_large, files.empty, files.heic, files.type, files.image.
 */
export async function takeUpload(
  organizationId: string,
  upload: { bytes: Uint8Array; name: string },
): Promise<Prepared> {
  const { bytes } = upload
  if (bytes.length === 0) throw new Refused('files.empty')
  if (bytes.length > uploadLimits.bytes) throw new Refused('files.too_large', { params: { megabytes: 15 } })
  const type = await typeOf(bytes)
  if (/^image\/(hei[cf](-sequence)?|avif)$/.test(type)) throw new Refused('files.heic')
  const originalSha256 = hashOf(bytes)
  if (type === 'application/pdf')
    return keep(organizationId, bytes, { originalSha256, type, name: upload.name, width: null, height: null })
  if (!images.has(type)) throw new Refused('files.type')
  const picture = await decoding(() => reencode(bytes, type))
  return keep(organizationId, picture.bytes, { originalSha256, name: upload.name, ...picture })
}

/** Stores bytes the product made itself (PDF, signature). */
export function takeMade(
  organizationId: string,
  made: { bytes: Uint8Array; name: string; type: string },
): Promise<Prepared> {
  return keep(organizationId, made.bytes, {
    originalSha256: hashOf(made.bytes),
    type: made.type,
    name: made.name,
    width: null,
    height: null,
  })
}

/** By the content alone; what can't be read is nothing we know. */
async function typeOf(bytes: Uint8Array): Promise<string> {
  try {
    return (await fileTypeFromBuffer(bytes))?.mime ?? ''
  } catch {
    return ''
  }
}

async function reencode(bytes: Uint8Array, type: string) {
  try {
    const input = sharp(bytes, { limitInputPixels: uploadLimits.pixels, failOn: 'error', pages: 1 })
    const sized = input
      .autoOrient()
      .resize({ width: 2560, height: 2560, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: decodeSeconds })
    const asPng = type === 'image/png'
    const { data, info } = await (asPng ? sized.png() : sized.jpeg({ quality: 82 })).toBuffer({
      resolveWithObject: true,
    })
    return { bytes: data, type: asPng ? 'image/png' : 'image/jpeg', width: info.width, height: info.height }
  } catch {
    throw new Refused('files.image')
  }
}

async function keep(
  organizationId: string,
  bytes: Uint8Array,
  facts: Omit<Prepared, 'sha256' | 'sizeBytes'> & { bytes?: Uint8Array },
): Promise<Prepared> {
  const sha256 = hashOf(bytes)
  await putBytes(organizationId, sha256, bytes)
  const { originalSha256, type, width, height } = facts
  return { sha256, originalSha256, sizeBytes: bytes.length, type, name: displayName(facts.name), width, height }
}

/** A name fit to show again: no path, no control or direction characters, at most 120 characters. */
function displayName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is removed
  return last.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').slice(0, 120) || 'bestand'
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
