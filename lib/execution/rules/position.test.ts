import { expect, test } from 'vitest'
import { Temporal } from '@/lib/time'
import { keptSince, readableMetres, roundedDegrees } from './position'

const brussels = 'Europe/Brussels'
const since = (now: string, days: number) => keptSince(Temporal.Instant.from(now), days, brussels).toString()

test('so many days back is the same time of day, also over a change of the clock', () => {
  expect(since('2026-11-23T08:00:00Z', 7)).toBe('2026-11-16T08:00:00Z')
  // On 29 March 2026 an hour is skipped, on 25 October one comes twice.
  expect(since('2026-03-29T10:00:00Z', 1)).toBe('2026-03-28T11:00:00Z')
  expect(since('2026-10-25T11:00:00Z', 1)).toBe('2026-10-24T10:00:00Z')
  expect(since('2026-10-26T23:30:00Z', 365)).toBe('2025-10-26T23:30:00Z')
})

test('nobody keeps a place more precisely than a metre, or reads one more precisely than is known', () => {
  expect(roundedDegrees(50.879_594_9)).toBe(50.87959)
  expect(roundedDegrees(-4.700_936)).toBe(-4.70094)
  expect(Object.is(roundedDegrees(-0.000_001), 0)).toBe(true)
  expect([3, 118, 994, 1049, 12_380].map(readableMetres)).toEqual([0, 120, 990, 1000, 12_400])
})
