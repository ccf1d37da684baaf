import { expect, test } from 'vitest'
import { sameInstant, sameNumber } from './stale-dialog'

test('the same number or moment in other words is no difference to choose between', () => {
  expect(sameNumber('2', '2.000')).toBe(true)
  expect(sameNumber('12.50', '12.5000')).toBe(true)
  expect(sameNumber('2', '3')).toBe(false)
  expect(sameNumber(null, '0.00')).toBe(false)
  expect(sameNumber(null, null)).toBe(true)
  expect(sameInstant('2026-11-22T08:00:00Z', '2026-11-22T08:00:00.000Z')).toBe(true)
  expect(sameInstant('2026-11-22T08:00:00Z', '2026-11-22T09:00:00Z')).toBe(false)
})
