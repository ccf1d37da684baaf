import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Answered } from '@/lib/sync/rules'
import { afterAnswers, nextBatch, setAside, waitingOf } from './answers'
import type { Operation } from './db'
import { isUnseen, seenUpTo } from './seen'
import { correctionOf, measured, outcomeOf, pauseMs } from './wire'

const operation = (seq: number, values: Partial<Operation> = {}): Operation => ({
  ...{
    id: `op-${seq}`,
    seq,
    visitId: null,
    name: 'execution.saveNote',
    input: {},
    at: '2026-11-23T08:00:00Z',
    offsetMs: 0,
    seenSeq: 0,
  },
  ...{ state: 'waiting', isCarried: false, refusal: null, reason: null },
  ...values,
})
const row = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => operation(from + at))
const applied = ({ id }: Operation): Answered => ({ id, status: 'applied', value: null })
const gap = ({ id }: Operation, expected: number): Answered => ({ id, status: 'gap', expected })
const taken = ({ id }: Operation, expected: number): Answered => ({
  ...{ id, status: 'refused', code: 'sync.seq_taken', params: { expected }, fields: {}, current: null },
})
/** The list after an answer. */
const after = (list: Operation[], sent: Operation[], answers: Answered[]) => {
  const changed = new Map(afterAnswers(list, sent, answers).map((one) => [one.id, one]))
  return list.map((one) => changed.get(one.id) ?? one)
}
const numbers = (list: readonly Operation[]) => waitingOf(list).map(({ id, seq }) => [id, seq])

test('a request takes what waits in its order, as much as fits, and never nothing', () => {
  const list = row(1, 250).reverse()
  expect(nextBatch(list, { operations: 100, bytes: 1_000_000 }).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 100 }, (_, at) => at + 1),
  )
  expect(nextBatch(list, { operations: 100, bytes: 1300 })).toHaveLength(2)
  expect(nextBatch(list, { operations: 100, bytes: 1 })).toHaveLength(1)
  expect(nextBatch([operation(1, { state: 'refused' })], { operations: 100, bytes: 1 })).toEqual([])
})

test('an expense waits for the photo of its receipt, and what was done after it waits behind it', () => {
  const list = [operation(1), operation(2, { input: { receiptFileId: 'photo' } }), operation(3)]
  const sent = (unsent: string[]) =>
    nextBatch(list, { operations: 100, bytes: 1_000_000 }, new Set(unsent)).map(({ seq }) => seq)
  expect(sent(['photo'])).toEqual([1])
  expect(sent(['other'])).toEqual([1, 2, 3])
})

test('a position that the server does not want leaves the list as one that it took', () => {
  const list = [operation(1, { name: 'execution.savePosition' }), operation(2)]
  const answers = list.map(
    ({ id }): Answered => ({ id, status: 'refused', code: 'common.not_found', params: {}, fields: {}, current: null }),
  )
  expect(after(list, list, answers).map(({ state }) => state)).toEqual(['answered', 'refused'])
})

test('what is named in an answer stands as it says, and what is not named waits on', () => {
  const list = row(1, 4)
  const [first, second, third] = list as [Operation, Operation, Operation]
  const refused: Answered = {
    id: second.id,
    status: 'refused',
    code: 'hours.overlap',
    params: {},
    fields: {},
    current: 1,
  }
  const merged: Answered = {
    id: third.id,
    status: 'merged',
    reason: 'stale',
    value: null,
    kept: { mine: 1, theirs: 2 },
  }
  const next = after(list, list, [applied(first), refused, merged])
  expect(next.map(({ state }) => state)).toEqual(['answered', 'refused', 'merged', 'waiting'])
  expect(next[1]!.refusal).toMatchObject({ code: 'hours.overlap', current: 1 })
  expect(next[2]!.reason).toBe('stale')
  // The same once more, and an answer about what was never sent, change nothing.
  expect(afterAnswers(next, list, [applied(first), refused, merged])).toEqual([])
  expect(afterAnswers(list, [], [applied(first)])).toEqual([])
})

test('a later one and those after it are simply sent again', () => {
  const list = row(5, 7)
  const next = after(list, list, [applied(list[0]!), { id: 'op-6', status: 'later' }, gap(list[2]!, 6)])
  expect(numbers(next)).toEqual([
    ['op-6', 6],
    ['op-7', 7],
  ])
})

test('a hole that the phone can’t fill is closed by counting on', () => {
  const list = [operation(4, { state: 'refused' }), ...row(5, 6)]
  const next = after(list, list.slice(1), [gap(list[1]!, 4), gap(list[2]!, 4)])
  expect(numbers(next)).toEqual([
    ['op-5', 4],
    ['op-6', 5],
  ])
})

test('a list that was restored from an old copy is numbered on, except for what was done in the same request', () => {
  const list = row(44, 49)
  const sent = list.slice(0, 4)
  // 46 is just the number that is expected.
  const next = after(list, sent, [taken(list[0]!, 46), taken(list[1]!, 46), applied(list[2]!), applied(list[3]!)])
  expect(numbers(next)).toEqual([
    ['op-44', 48],
    ['op-45', 49],
    ['op-48', 50],
    ['op-49', 51],
  ])
})

test('what a server that was restored no longer has is sent again', () => {
  const list = [operation(2, { state: 'answered' }), operation(3, { state: 'answered' }), operation(4)]
  expect(numbers(after(list, [list[2]!], [gap(list[2]!, 2)]))).toEqual([
    ['op-2', 2],
    ['op-3', 3],
    ['op-4', 4],
  ])
})

test('one that the server can’t read is set aside, and the next goes on under its number', () => {
  const list = row(1, 3)
  const [aside] = setAside(list, 'op-2', { ok: false, code: 'common.invalid' })
  expect(aside).toMatchObject({ state: 'refused', refusal: { code: 'common.invalid' } })
})

test('whatever is answered, what waits keeps its order and follows on without a gap once the server said where it is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.constantFrom('applied', 'gap', 'taken', 'later'), { maxLength: 12 }),
      (from, count, expected, kinds) => {
        const list = row(from, from + count - 1)
        const answers = kinds.slice(0, count).map((kind, at): Answered => {
          const one = list[at]!
          if (kind === 'applied') return applied(one)
          if (kind === 'later') return { id: one.id, status: 'later' }
          return kind === 'gap' ? gap(one, expected) : taken(one, expected)
        })
        const next = waitingOf(after(list, list, answers))
        const order = next.map(({ id }) => Number(id.slice(3)))
        expect(order).toEqual([...order].sort((one, other) => one - other))
        if (kinds.slice(0, count).some((kind) => kind === 'gap' || kind === 'taken'))
          expect(next.every(({ seq }, at) => seq === next[0]!.seq + at)).toBe(true)
      },
    ),
  )
})

test('only the server itself makes the phone forget, and who answers no JSON of ours did not answer', () => {
  const ours = new Headers({ 'x-sync-protocol': '1' })
  const theirs = new Headers()
  const kind = (status: number, headers: Headers, text: string) => {
    const outcome = outcomeOf(status, headers, text)
    return outcome.kind === 'trouble' ? outcome.trouble : outcome.kind
  }
  expect(kind(200, ours, '{"answers":[]}')).toBe('answered')
  expect(kind(200, ours, '{"answers":[{"id"')).toBe('offline')
  expect(kind(200, theirs, '<html>Welcome to the hotel</html>')).toBe('offline')
  expect(kind(200, theirs, '{}')).toBe('offline')
  expect(kind(401, ours, '{"ok":false,"code":"sync.device_revoked"}')).toBe('revoked')
  expect(kind(401, theirs, '{"ok":false,"code":"sync.device_revoked"}')).toBe('failing')
  expect(kind(401, theirs, '{"code":"common.signed_out"}')).toBe('signed_out')
  expect(kind(404, theirs, '{"code":"common.not_found"}')).toBe('gone')
  expect(kind(404, theirs, '<html>')).toBe('failing')
  expect(kind(422, ours, '{"ok":false,"code":"common.invalid"}')).toBe('refused')
  expect(kind(409, ours, '{"ok":false,"code":"sync.offset","params":{"offset":3}}')).toBe('from')
  expect(kind(426, ours, '{"ok":false,"code":"sync.app_too_old"}')).toBe('too_old')
  expect(kind(502, theirs, 'Bad gateway')).toBe('failing')
  expect(kind(0, theirs, '')).toBe('failing')
  expect(outcomeOf(429, new Headers({ 'retry-after': '30' }), '{}')).toMatchObject({ trouble: 'busy', waitMs: 30_000 })
})

test('the pause grows with each failure, up to ten minutes, and is never the same for all', () => {
  expect(pauseMs(1, 0)).toBe(1000)
  expect(pauseMs(1, 1)).toBe(2000)
  expect(pauseMs(5, 1)).toBe(32_000)
  expect(pauseMs(1000, 1)).toBe(600_000)
  fc.assert(
    fc.property(fc.nat(40), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
      expect(pauseMs(failures + 1, chance)).toBeGreaterThanOrEqual(pauseMs(failures, chance))
      expect(pauseMs(failures, chance)).toBeGreaterThanOrEqual(1000)
    }),
  )
})

test('the screens show what became of all before what waits, or was kept beside another answer and was not pulled since', () => {
  const upTo = (...list: Operation[]) => seenUpTo(list.find(isUnseen), 9)
  expect(upTo()).toBe(9)
  expect(upTo(operation(7, { state: 'answered' }), operation(8, { state: 'refused' }))).toBe(9)
  expect(upTo(operation(7, { state: 'merged' }), operation(9))).toBe(6)
  expect(upTo(operation(7, { state: 'merged', isCarried: true }), operation(9))).toBe(8)
})

test('a clock that may well be right is not set right, so that a tap on the minute stays there', () => {
  expect(correctionOf({ ms: -150, errorMs: 200 })).toBe(0)
  expect(correctionOf({ ms: 200, errorMs: 200 })).toBe(0)
  expect(correctionOf({ ms: 201, errorMs: 200 })).toBe(201)
  expect(correctionOf({ ms: -10_800_000, errorMs: 40 })).toBe(-10_800_000)
})

test('the clocks are measured by half the round trip; a worse measurement only counts when a clock was set', () => {
  const first = measured(undefined, { askedAt: 1000, answeredAt: 1200, serverAt: 4_101_100 })
  expect(first).toEqual({ ms: 4_100_000, errorMs: 100 })
  expect(measured(first, { askedAt: 0, answeredAt: 10_000, serverAt: 4_101_000 })).toBe(first)
  expect(measured(first, { askedAt: 0, answeredAt: 10, serverAt: 4_100_004 })).toEqual({ ms: 4_099_999, errorMs: 5 })
  expect(measured(first, { askedAt: 0, answeredAt: 10_000, serverAt: 5_000 })).toEqual({ ms: 0, errorMs: 5000 })
})
