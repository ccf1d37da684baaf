import { afterEach, expect, test, vi } from 'vitest'
import { shrunk } from './shrink'

afterEach(() => vi.unstubAllGlobals())

/** A browser that reads any picture and makes a JPEG of so many bytes. */
function browserThatReads(bytes: number) {
  vi.stubGlobal('createImageBitmap', async () => ({ width: 4000, height: 3000, close() {} }))
  const canvas = {
    getContext: () => ({ fillRect() {}, drawImage() {} }),
    toBlob: (done: (blob: Blob) => void) => done(new Blob([new Uint8Array(bytes)])),
  }
  vi.stubGlobal('document', { createElement: () => canvas })
}

const heic = new File([new Uint8Array(10)], 'IMG_1.HEIC', { type: '' })
const jpeg = new File([new Uint8Array(10)], 'klein.jpg', { type: 'image/jpeg' })

test('a photo in the format of a phone becomes a JPEG where the browser can read it, however small', async () => {
  browserThatReads(20)
  expect(await shrunk(heic)).toMatchObject({ name: 'IMG_1.jpg', type: 'image/jpeg', size: 20 })
  expect(await shrunk(jpeg)).toBe(jpeg)
})

test('what the browser can not read stays what it is', async () => {
  expect(await shrunk(heic)).toBe(heic)
})
