import { expect, test } from 'vitest'
import { refuseFile } from './file-rules'

const file = (name: string, type: string, size = 10) => ({ name, type, size })
const photos = { accept: 'image/jpeg,image/png,application/pdf', maxBytes: 100 }

test('a photo in the format of a phone may come where photos do, also when the browser does not tell its type', () => {
  expect(refuseFile(file('IMG_1.HEIC', ''), photos)).toBeNull()
  expect(refuseFile(file('IMG_1', 'image/heif'), photos)).toBeNull()
  expect(refuseFile(file('IMG_1.heic', 'image/heic', 101), photos)).toBe('too_big')
  expect(refuseFile(file('IMG_1.heic', 'image/heic'), { ...photos, accept: '.pdf,text/csv' })).toBe('wrong_type')
  expect(refuseFile(file('film.mov', 'video/quicktime'), photos)).toBe('wrong_type')
})
