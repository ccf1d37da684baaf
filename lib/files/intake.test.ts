import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { hashOf, takeUpload } from './intake'
import { uploadLimits } from './rules'
import { getBytes, getThumbnail } from './storage'

const organizationId = newId()
const take = (bytes: Uint8Array | string, name = 'bestand') =>
  takeUpload(organizationId, { bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name })

const picture = (width = 40, height = 30) => sharp({ create: { width, height, channels: 3, background: '#0f5c66' } })
const pdf = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'

/** A real PNG of these dimensions whose pixels are one deflated run of zeros: kilobytes that unfold into gigabytes. */
function pngBomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const whole = Buffer.alloc(body.length + 8)
    whole.writeUInt32BE(data.length, 0)
    body.copy(whole, 4)
    whole.writeUInt32BE(crc32(body), body.length + 4)
    return whole
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc(Math.min(height, 2000) * (Math.ceil(width / 8) + 1)))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

const isoMedia = (brand: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}`),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from(`mif1${brand}`),
    Buffer.alloc(200),
  ])

const jpegStart = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0])

test.each<[string, () => Uint8Array | string | Promise<Uint8Array>, string]>([
  ['nothing at all', () => '', 'files.empty'],
  ['too many bytes', () => Buffer.alloc(uploadLimits.bytes + 1), 'files.too_large'],
  ['a photo as an iPhone keeps it', () => isoMedia('heic'), 'files.heic'],
  ['a burst of such photos', () => isoMedia('hevc'), 'files.heic'],
  ['an AVIF', () => isoMedia('avif'), 'files.heic'],
  [
    'a drawing that can run scripts',
    () => '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    'files.type',
  ],
  ['such a drawing as XML', () => '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'files.type'],
  ['a web page', () => '<!doctype html><script>alert(1)</script>', 'files.type'],
  ['a web page that starts like a GIF', () => 'GIF89a/*<script>alert(1)</script>*/=1;', 'files.type'],
  ['a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)]), 'files.type'],
  ['a shell script', () => '#!/bin/sh\nrm -rf /\n', 'files.type'],
  ['an archive', () => Buffer.from('504b0304140000000000', 'hex'), 'files.type'],
  ['plain text', () => 'hallo', 'files.type'],
  ['noise', () => Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251)), 'files.type'],
  ['a PDF hidden behind a web page', () => `<script>alert(1)</script>${pdf}`, 'files.type'],
  [
    'the start of a JPEG and then a web page',
    () => Buffer.concat([jpegStart, Buffer.from('<script>alert(1)</script>')]),
    'files.image',
  ],
  ['half a photo', async () => (await picture(800, 800).jpeg().toBuffer()).subarray(0, 900), 'files.image'],
  ['a picture of 2,5 billion pixels', () => pngBomb(50_000, 50_000), 'files.image'],
  ['a picture one row of pixels too big', () => pngBomb(10_000, 5_001), 'files.image'],
  ['a TIFF', () => picture().tiff().toBuffer(), 'files.type'],
])('refused with a reason: %s', async (_, make, code) => {
  await expect(make instanceof Function ? take(await make()) : null).rejects.toMatchObject({ code })
})

test('a photo is re-encoded upright, at most 2560 wide, and nothing but the picture stays', async () => {
  const secret = 'GPS 50.87N 4.70E'
  const original = await picture(3000, 2000)
    .withExif({ IFD0: { Artist: secret, Orientation: '6' }, IFD3: { GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const hidden = Buffer.concat([original, Buffer.from('<script>alert(1)</script>')])
  const taken = await take(hidden, 'C:\\fakepath\\ketel\u202Egpj.jpg')
  expect(taken).toMatchObject({ type: 'image/jpeg', width: 1707, height: 2560, name: 'ketelgpj.jpg' })
  expect(taken.originalSha256).toBe(hashOf(hidden))
  const bytes = await getBytes(organizationId, taken.sha256)
  expect(bytes.includes('<script>')).toBe(false)
  const { exif, orientation } = await sharp(bytes).metadata()
  expect([exif, orientation]).toEqual([undefined, undefined])
})

test('WebP becomes JPEG, PNG stays PNG, a PDF keeps its bytes', async () => {
  expect((await take(await picture().webp().toBuffer())).type).toBe('image/jpeg')
  expect((await take(await picture().png().toBuffer())).type).toBe('image/png')
  const kept = await take(pdf, '../../etc/offerte.pdf')
  expect(kept).toMatchObject({ type: 'application/pdf', name: 'offerte.pdf', sha256: hashOf(Buffer.from(pdf)) })
})

test('a small picture is made once and kept', async () => {
  const taken = await take(await picture(1200, 900).png().toBuffer())
  const small = await getThumbnail(organizationId, taken.sha256, 320)
  expect(await sharp(small).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 240 })
  expect(await getThumbnail(organizationId, taken.sha256, 320)).toEqual(small)
})
