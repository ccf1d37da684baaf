import { expect, test } from 'vitest'
import { isFromOurPage, readForm } from './multipart'

const address = 'https://werk.example/request/x/send'
const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request(address, { method: 'POST', body, headers, duplex: 'half' } as RequestInit)

/** A form as it comes over the line: bytes and their boundary. */
async function sent(fileBytes: number): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string }> {
  const data = new FormData()
  data.set('name', 'Jan')
  data.set('file', new File([new Uint8Array(fileBytes)], 'a.bin'))
  const whole = new Response(data)
  return { bytes: new Uint8Array(await whole.arrayBuffer()), type: whole.headers.get('content-type') ?? '' }
}

function stream(bytes: Uint8Array<ArrayBuffer>): ReadableStream {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, at + 1000))
      at += 1000
    },
  })
}

test('reads fields and files', async () => {
  const { bytes, type } = await sent(1000)
  const read = await readForm(post(bytes, { 'content-type': type }), { bytes: 10_000 })
  expect(read.get('name')).toBe('Jan')
  expect((read.get('file') as File).size).toBe(1000)
})

test('more bytes than allowed are refused, announced or not', async () => {
  const { bytes, type } = await sent(20_000)
  const refused = { code: 'files.too_large_together' }
  const announced = { 'content-type': type, 'content-length': String(bytes.length) }
  await expect(readForm(post(bytes, announced), { bytes: 10_000 })).rejects.toMatchObject(refused)
  await expect(readForm(post(stream(bytes), { 'content-type': type }), { bytes: 10_000 })).rejects.toMatchObject(
    refused,
  )
})

test('what is no form is refused', async () => {
  await expect(readForm(post('{}', { 'content-type': 'application/json' }), { bytes: 100 })).rejects.toMatchObject({
    code: 'common.invalid',
  })
  const broken = post('--x\r\nnonsense', { 'content-type': 'multipart/form-data; boundary=x' })
  await expect(readForm(broken, { bytes: 100 })).rejects.toMatchObject({ code: 'common.invalid' })
})

test.each([
  [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, true],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://werk.example' }, false],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ origin: 'https://werk.example', host: 'werk.example' }, true],
  [{ origin: 'https://evil.example', host: 'werk.example' }, false],
  [{ origin: 'null', host: 'werk.example' }, false],
  [{}, true],
])('a post with %o comes from our own page: %s', (given, expected) => {
  const headers = new Headers(Object.entries(given))
  expect(isFromOurPage({ headers } as Request)).toBe(expected)
})
