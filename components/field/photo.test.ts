import sharp from 'sharp'
import { expect, test } from 'vitest'
import { takenAtOf } from './photo'

const picture = (exif?: Record<string, string>) => {
  const made = sharp({ create: { width: 8, height: 8, channels: 3, background: '#123' } }).jpeg()
  return (exif ? made.withExif({ IFD2: exif }) : made).toBuffer()
}

test('the moment a photo was taken comes from the camera, with its own offset', async () => {
  const bytes = await picture({ DateTimeOriginal: '2026:11:20 09:25:07', OffsetTimeOriginal: '+01:00' })
  expect(takenAtOf(bytes)).toBe('2026-11-20T08:25:07.000Z')
})

test('without an offset it is the phone’s own clock', async () => {
  const bytes = await picture({ DateTimeOriginal: '2026:11:20 09:25:07' })
  expect(takenAtOf(bytes)).toBe(new Date('2026-11-20T09:25:07').toISOString())
})

test('no time, nonsense, or no JPEG at all give nothing', async () => {
  expect(takenAtOf(await picture())).toBeNull()
  expect(takenAtOf(await picture({ DateTimeOriginal: '0000:00:00 00:00:00' }))).toBeNull()
  expect(takenAtOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe1]))).toBeNull()
  expect(takenAtOf(new TextEncoder().encode('%PDF-1.7'))).toBeNull()
})
