import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockOf, dayOfWall, wallOf } from '../rules'
import { type FreeRow, freePlace } from './free'

const [monday, tuesday] = [wallOf('2026-11-23'), wallOf('2026-11-24')]
const hours = { dayStart: '08:00', dayEnd: '12:00' }
const row = (memberId: string, ...taken: [number, number][]): FreeRow => ({
  memberId,
  taken: taken.map(([from, to]) => ({ start: monday + from * 60, end: monday + to * 60 })),
  hours,
  worksOn: () => true,
})
const found = (rows: FreeRow[], memberId: string, hour: number, minutes = 60) => {
  const place = freePlace(rows, [monday, tuesday], { memberId, start: monday + hour * 60 }, minutes)
  return place && `${place.memberId} ${dayOfWall(place.start).slice(8)} ${clockOf(place.start)}`
}

test('the next place is after what stands there, then in the row below, then on the next day', () => {
  const rows = [row('jan', [8, 9], [10, 11]), row('els', [8, 12])]
  expect(found(rows, 'jan', 8)).toBe('jan 23 09:00')
  expect(found(rows, 'jan', 9, 90)).toBe('jan 24 08:00')
  expect(found(rows, 'jan', 10.25)).toBe('jan 23 11:00')
  expect(found([row('els', [8, 12]), ...rows], 'els', 8)).toBe('jan 23 09:00')
  expect(found(rows, 'els', 0)).toBe('jan 24 08:00')
  expect(found([{ ...row('jan'), worksOn: (day) => day !== monday }], 'jan', 8)).toBe('jan 24 08:00')
  expect(found(rows, 'jan', 8, 300)).toBeNull()
})

test('any place that is found is free, on a quarter, within hours, and none earlier in that row was', () => {
  const taken = fc.array(fc.tuple(fc.integer({ min: 30, max: 50 }), fc.integer({ min: 1, max: 6 })), { maxLength: 6 })
  fc.assert(
    fc.property(taken, fc.integer({ min: 30, max: 48 }), fc.integer({ min: 1, max: 8 }), (visits, from, length) => {
      const busy = visits.map(([start, quarters]) => [start / 4, (start + quarters) / 4] as [number, number])
      const minutes = length * 15
      const place = freePlace([row('jan', ...busy)], [monday], { memberId: 'jan', start: monday + from * 15 }, minutes)
      const isFree = (start: number) =>
        start >= monday + 480 &&
        start + minutes <= monday + 720 &&
        busy.every(([a, b]) => monday + b * 60 <= start || monday + a * 60 >= start + minutes)
      const all = Array.from({ length: 48 }, (_, quarter) => monday + quarter * 15)
      expect(place?.start ?? null).toBe(all.find((start) => start >= monday + from * 15 && isFree(start)) ?? null)
    }),
  )
})
