import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Reply } from '@/lib/reply'
import { dropWrite, retryWrite, sendWrite } from './outbox'
import { type OutboxState, outboxNow, syncOf } from './outbox-state'
import { filesRefusal, sendFile } from './uploads'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('window', { addEventListener: () => undefined, removeEventListener: () => undefined })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const fault = { ok: false, code: 'common.unexpected', errorId: 'x' } as const
const minute = () => vi.advanceTimersByTimeAsync(60_000)
const kept = (): Pick<OutboxState, 'writes' | 'failed'> => outboxNow()

test('a write on which the server failed goes again with its key, before those after it', async () => {
  const seen: (string | undefined)[] = []
  const replies: Reply<string>[] = [fault, fault, { ok: true, value: 'there' }]
  const flaky = async (_: null, key?: string) => {
    seen.push(key)
    return replies.shift() ?? fault
  }
  const first = sendWrite(flaky, null)
  const second = sendWrite(async () => {
    seen.push('second')
    return { ok: true, value: 2 } as const
  }, null)
  await minute()
  expect(await first).toEqual({ ok: true, value: 'there' })
  expect(await second).toEqual({ ok: true, value: 2 })
  expect(seen).toEqual([seen[0], seen[0], seen[0], 'second'])
  expect(kept()).toMatchObject({ writes: 0, failed: [] })
})

test('after some failures it is kept in sight, the next ones go on, and it can be sent again or dropped', async () => {
  let isDown = true
  let tries = 0
  const away = async (): Promise<Reply<string>> => {
    tries += 1
    return isDown ? fault : { ok: true, value: 'there' }
  }
  const [one, other] = [sendWrite(away, null), sendWrite(away, null)]
  await minute()
  await minute()
  expect(tries).toBe(10)
  expect(syncOf(outboxNow())).toEqual({ status: 'refused', waiting: 2 })
  const [first, second] = kept().failed
  isDown = false
  retryWrite(first?.id ?? '')
  expect(await one).toEqual({ ok: true, value: 'there' })
  dropWrite(second?.id ?? '')
  expect(await other).toEqual(fault)
  await minute()
  expect(kept()).toMatchObject({ writes: 0, failed: [] })
})

test('without reception it is tried for ever', async () => {
  let tries = 0
  const reply = sendWrite(async (): Promise<Reply<number>> => {
    tries += 1
    if (tries < 30) throw new TypeError('Failed to fetch')
    return { ok: true, value: tries }
  }, null)
  for (let i = 0; i < 3; i++) await minute()
  expect(await reply).toEqual({ ok: true, value: 30 })
})

test('what is refused after it waited for reception stays in sight with why; what is refused at once does not', async () => {
  const refused = { ok: false, code: 'hours.week_submitted', params: { week: 47 } } as const
  const replies: (Reply<string> | null)[] = [null, refused, refused, { ok: true, value: 'there' }]
  const late = async (): Promise<Reply<string>> => {
    const reply = replies.shift()
    if (!reply) throw new TypeError('Failed to fetch')
    return reply
  }
  const first = sendWrite(late, null)
  await minute()
  expect(kept()).toMatchObject({ writes: 1, failed: [{ refusal: refused }] })
  retryWrite(kept().failed[0]?.id ?? '')
  await minute()
  expect(kept()).toMatchObject({ writes: 1, failed: [{ refusal: refused }] })
  retryWrite(kept().failed[0]?.id ?? '')
  expect(await first).toEqual({ ok: true, value: 'there' })
  expect(await sendWrite(async () => refused, null)).toEqual(refused)
  const stale = { ok: false, code: 'common.stale' } as const
  const answers: (Reply<string> | null)[] = [null, stale]
  const changed = sendWrite(async () => {
    const reply = answers.shift()
    if (!reply) throw new TypeError('Failed to fetch')
    return reply
  }, null)
  await minute()
  expect(await changed).toEqual(stale)
  expect(kept()).toMatchObject({ writes: 0, failed: [] })
})

test('a photo on which the server failed goes again, and what it was refused for is told', async () => {
  const answers = [
    Response.json(fault, { status: 500 }),
    Response.json({ ok: true, value: null }),
    Response.json({ ok: false, code: 'forms.photos' }, { status: 422 }),
  ]
  vi.stubGlobal('fetch', async () => answers.shift())
  const photo = {
    visitId: 'v',
    kind: 'photo',
    fieldId: '',
    takenAt: null,
    name: 'a.jpg',
    blob: new Blob(['x']),
  } as const
  const sent = sendFile(photo)
  const refused = sendFile(photo)
  await minute()
  expect(await filesRefusal([sent])).toBeNull()
  expect(await filesRefusal([refused])).toBe('forms.photos')
})
