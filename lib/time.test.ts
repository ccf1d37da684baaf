import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayIn, daysSince, instantAt, instantOf, notAfter } from './time'

const zone = 'Europe/Brussels'
/** To the second, in the fortnights around both changes of the clock. */
const moment = fc
  .tuple(
    fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'),
    fc.integer({ min: -14 * 86_400, max: 14 * 86_400 }),
  )
  .map(([change, seconds]) => instantOf(change).add({ seconds }))

test('days since are midnights that passed where the company is, also of 23 and of 25 hours', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 40 * 86_400 }), (at, seconds) => {
      const now = at.add({ seconds })
      let midnights = 0
      for (let day = addDays(dayIn(zone, at), 1); Date.parse(instantAt(zone, day)) <= now.epochMilliseconds; )
        [midnights, day] = [midnights + 1, addDays(day, 1)]
      expect(daysSince(zone, at, now)).toBe(midnights)
      expect(daysSince(zone, at.toString(), now)).toBe(midnights)
    }),
  )
})

test('the same time of day a week later is seven days, over a change of the clock too', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 3, max: 23 }), (later, hour) => {
      const [day, time] = [addDays('2026-01-01', later), `${String(hour).padStart(2, '0')}:00`]
      const now = instantOf(instantAt(zone, addDays(day, 7), time))
      expect(daysSince(zone, instantAt(zone, day, time), now)).toBe(7)
    }),
  )
})

test('what a clock that is ahead says was now; what it says of before stays', () => {
  expect(notAfter('2026-11-02T10:00:01Z', '2026-11-02T10:00:00Z')).toBe('2026-11-02T10:00:00Z')
  expect(notAfter('2026-11-02 09:00:00+01', '2026-11-02T10:00:00Z')).toBe('2026-11-02T08:00:00Z')
})
