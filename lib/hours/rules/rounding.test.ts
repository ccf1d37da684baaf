import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockSteps, clockWays, roundedMinutes, roundedParts } from './rounding'

const rounding = fc.record({ step: fc.constantFrom(...clockSteps), way: fc.constantFrom(...clockWays) })
const minutes = fc.integer({ min: 0, max: 1500 })
const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)

test('minutes go up to the next step, or to the nearest; half a step goes up', () => {
  const of = (way: 'up' | 'nearest', step: number) =>
    [0, 1, 7, 8, 15, 52].map((one) => roundedMinutes(one, { step, way }))
  expect(of('up', 15)).toEqual([0, 15, 15, 15, 15, 60])
  expect(of('nearest', 15)).toEqual([0, 0, 0, 15, 15, 45])
  expect(of('up', 1)).toEqual([0, 1, 7, 8, 15, 52])
  expect(roundedMinutes(30, { step: 60, way: 'nearest' })).toBe(60)
})

test('rounding is a whole number of steps, never below none, near what it was, and twice is once', () => {
  fc.assert(
    fc.property(minutes, rounding, (given, how) => {
      const rounded = roundedMinutes(given, how)
      expect(rounded % how.step).toBe(0)
      expect(rounded).toBeGreaterThanOrEqual(0)
      expect(Math.abs(rounded - given)).toBeLessThanOrEqual(how.way === 'up' ? how.step - 1 : how.step / 2)
      if (how.way === 'up') expect(rounded).toBeGreaterThanOrEqual(given)
      expect(roundedMinutes(rounded, how)).toBe(rounded)
    }),
  )
})

test('parts of one stretch add up to the stretch, rounded once; none falls below none, and what was nothing stays nothing', () => {
  fc.assert(
    fc.property(fc.array(minutes, { maxLength: 6 }), rounding, (parts, how) => {
      const rounded = roundedParts(parts, how)
      expect(sum(rounded)).toBe(roundedMinutes(sum(parts), how))
      for (const [index, part] of parts.entries()) {
        expect(rounded[index]).toBeGreaterThanOrEqual(0)
        if (part === 0) expect(rounded[index]).toBe(0)
      }
      expect(roundedParts(rounded, how)).toEqual(rounded)
    }),
  )
})
