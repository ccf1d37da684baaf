import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Reply } from '@/lib/reply'
import { outboxNow, syncOf } from './outbox-state'
import { sendChange } from './versioned'

type Input = { quantity: number; version: number | undefined }
type Standing = { quantity: number; version: number }

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('window', { addEventListener: () => undefined, removeEventListener: () => undefined })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A server with one row that answers as saveMaterial does, and remembers what it was asked. */
function server(stands: Standing) {
  const asked: { input: Input; key: string | undefined }[] = []
  const state = { stands, isAway: false, isLost: false, asked }
  const kept = new Map<string | undefined, Reply<{ version: number }>>()
  const save = async (input: Input, key?: string): Promise<Reply<{ version: number }>> => {
    asked.push({ input, key })
    if (state.isAway) throw new TypeError('Failed to fetch')
    const known = kept.get(key)
    if (known) return known
    if (input.version !== state.stands.version) return { ok: false, code: 'common.stale', current: state.stands }
    state.stands = { quantity: input.quantity, version: state.stands.version + 1 }
    const reply: Reply<{ version: number }> = { ok: true, value: { version: state.stands.version } }
    kept.set(key, reply)
    if (state.isLost) {
      state.isLost = false
      throw new TypeError('Failed to fetch')
    }
    return reply
  }
  return { state, save }
}

let rows = 0
function phone(save: ReturnType<typeof server>['save'], isOwn?: (current: Standing) => boolean) {
  const row = `row:${++rows}`
  const chosen: string[] = []
  const change = (quantity: number, seen: number) =>
    sendChange(save, {
      row,
      seen,
      input: (version) => ({ quantity, version }),
      words: (current: Standing) => ({
        what: 'Dichting',
        mine: `${quantity}`,
        theirs: `${current.quantity}`,
        by: null,
      }),
      isOwn,
      onChosen: (choice) => chosen.push(choice),
    })
  const conflict = () => outboxNow().conflicts.find((one) => one.row === row)
  return { row, change, conflict, chosen }
}

test('two own changes in a row, the second before the first was answered, are not stale', async () => {
  const { state, save } = server({ quantity: 5, version: 3 })
  const { change, conflict } = phone(save)
  const replies = await Promise.all([change(6, 3), change(7, 3), change(8, 3)])
  expect(replies.map((reply) => reply.ok)).toEqual([true, true, true])
  expect(state.stands).toEqual({ quantity: 8, version: 6 })
  expect((await change(9, 3)).ok).toBe(true)
  expect(conflict()).toBeUndefined()
})

test('an answer that got lost is asked for again with the same key and the same words', async () => {
  const { state, save } = server({ quantity: 5, version: 1 })
  const { change } = phone(save)
  state.isLost = true
  const [first, second] = [change(6, 1), change(7, 1)]
  await vi.advanceTimersByTimeAsync(60_000)
  expect([(await first).ok, (await second).ok]).toEqual([true, true])
  expect(state.asked[1]).toEqual(state.asked[0])
  expect(state.stands).toEqual({ quantity: 7, version: 3 })
})

test('another’s change shows both, also when it is told long after the tap, and mine goes over theirs when chosen', async () => {
  const { state, save } = server({ quantity: 5, version: 1 })
  const { change, conflict, chosen } = phone(save)
  state.isAway = true
  const late = change(6, 1)
  await vi.advanceTimersByTimeAsync(60_000)
  state.stands = { quantity: 9, version: 2 }
  state.isAway = false
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await late).toMatchObject({ ok: false, code: 'common.stale' })
  expect(conflict()).toMatchObject({ what: 'Dichting', mine: '6', theirs: '9', isSending: false })
  expect(syncOf(outboxNow())).toEqual({ status: 'refused', waiting: 1 })
  expect(state.stands.quantity).toBe(9)
  const choosing = conflict()?.keepMine()
  expect(conflict()).toMatchObject({ isSending: true })
  expect((await choosing)?.ok).toBe(true)
  expect(state.stands).toEqual({ quantity: 6, version: 3 })
  expect(conflict()).toBeUndefined()
  expect(chosen).toEqual(['mine'])
})

test('theirs stays when chosen, and counts as seen for what is done next', async () => {
  const { state, save } = server({ quantity: 9, version: 2 })
  const { change, conflict, chosen } = phone(save)
  await change(6, 1)
  conflict()?.keepTheirs()
  expect(conflict()).toBeUndefined()
  expect(chosen).toEqual(['theirs'])
  expect(state.stands.quantity).toBe(9)
  expect((await change(10, 1)).ok).toBe(true)
})

test('who changes once more while two versions wait is asked about the newest, and the older choice does not hide it', async () => {
  const { state, save } = server({ quantity: 9, version: 2 })
  const { change, conflict } = phone(save)
  const older = change(6, 1).then(() => conflict())
  const newer = change(7, 1)
  const first = await older
  await newer
  expect(conflict()).toMatchObject({ mine: '7' })
  await first?.keepMine()
  expect(state.stands.quantity).toBe(6)
  expect(conflict()).toMatchObject({ mine: '7' })
  await conflict()?.keepMine()
  expect(state.stands.quantity).toBe(7)
  expect(conflict()).toBeUndefined()
})

test('mine that meets yet another change is asked about again', async () => {
  const { state, save } = server({ quantity: 9, version: 2 })
  const { change, conflict } = phone(save)
  await change(6, 1)
  state.stands = { quantity: 12, version: 3 }
  expect(await conflict()?.keepMine()).toMatchObject({ code: 'common.stale' })
  expect(conflict()).toMatchObject({ mine: '6', theirs: '12', isSending: false })
  conflict()?.keepTheirs()
})

test('what stands from this phone itself is no question', async () => {
  const { state, save } = server({ quantity: 6, version: 2 })
  const { change, conflict } = phone(save, (current) => current.quantity === 6)
  expect((await change(7, 1)).ok).toBe(true)
  expect(state.stands).toEqual({ quantity: 7, version: 3 })
  expect(conflict()).toBeUndefined()
})
