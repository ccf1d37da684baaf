import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { cursorOf, differenceOf, marksIn, marksOf } from './queries/cursor'
import { byOurClock, correctedInput, isOlder, keptReason, saidIn } from './rules'

test('versions are compared number by number', () => {
  expect([isOlder('1.9', '1.10'), isOlder('1.10', '1.9'), isOlder('2', '2.0.0'), isOlder('1.2.3', '1.2.4')]).toEqual([
    true,
    false,
    false,
    true,
  ])
})

test('the clock of a phone is corrected in what was tapped, and in nothing that was typed', () => {
  expect(byOurClock('2026-11-23T10:00:00+01:00', -1500)).toBe('2026-11-23T08:59:58.5Z')
  expect(byOurClock('no time', 1)).toBe('no time')
  const input = {
    at: '2026-11-23T09:00:00Z',
    startAt: '2026-11-23T08:00:00Z',
    signatures: [{ signedAt: '2026-11-23T09:00:00Z' }],
  }
  expect(correctedInput(input, 60_000)).toEqual({
    ...{ at: '2026-11-23T09:01:00Z', startAt: '2026-11-23T08:00:00Z' },
    signatures: [{ signedAt: '2026-11-23T09:01:00Z' }],
  })
  expect(correctedInput('words', 60_000)).toBe('words')
})

test('what is only too late or beside something else is kept, what is wrong is not', () => {
  expect(keptReason('common.stale', null)).toBe('stale')
  expect(keptReason('hours.closed', null)).toBe('closed')
  expect(keptReason('execution.no_product', 'cancelled')).toBe('cancelled')
  expect(keptReason('execution.no_product', null)).toBeNull()
  expect([saidIn({ value: '12.5' }), saidIn({ quantity: '2', unit: 'st', description: 'Buis' }), saidIn(null)]).toEqual(
    ['12.5', '2 st Buis', ''],
  )
})

test('a cursor tells what changed, came and left, whatever is carried', () => {
  const others = { settings: {}, member: {}, day: {} }
  const carried = fc.dictionary(fc.constantFrom(...Array.from({ length: 6 }, () => newId())), fc.nat(3))
  const visitsOf = (one: Record<string, number>) => Object.entries(one).map(([id, version]) => ({ id, version }))
  fc.assert(
    fc.property(carried, carried, fc.boolean(), (before, now, isNewList) => {
      const was = marksIn(cursorOf(marksOf(visitsOf(before), { ...others, products: [1] })))
      const marks = marksOf(visitsOf(now), { ...others, products: isNewList ? [2] : [1] })
      const { changed, left, lists } = differenceOf(was, marks)
      expect([...changed].sort()).toEqual(
        Object.keys(now)
          .filter((id) => now[id] !== before[id])
          .sort(),
      )
      expect(left.sort()).toEqual(
        Object.keys(before)
          .filter((id) => !(id in now))
          .sort(),
      )
      expect([...lists]).toEqual(isNewList ? ['products'] : [])
    }),
  )
})
