import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BoardVisit, clockOf, dayOfWall, wallOf, wallOfInstant, windowAt } from '../rules'
import { clockShift, endOf, onTheClock } from './clock'
import { capacityOn } from './rows'
import { legsOf } from './travel'

const zone = 'Europe/Brussels'
const [spring, autumn] = ['2026-03-29', '2026-10-25']
const visit = (day: string, clock: number, minutes: number) =>
  onTheClock(zone, {
    ...{ id: `${day}${clock}`, version: 1, status: 'planned', memberIds: ['jan'], told: 'untold', overlap: false },
    ...{ type: 'Storing', number: '1', customer: 'Maes', city: 'Gent', start: wallOf(day) + clock, minutes },
  } as BoardVisit) as BoardVisit & { start: number }

test('work over the hour that spring takes away ends an hour later on the clock, over the one of autumn an hour earlier', () => {
  const shown = (one: ReturnType<typeof visit>) => `${dayOfWall(endOf(one))} ${clockOf(endOf(one))}`
  expect(shown(visit('2026-03-28', 23 * 60, 240))).toBe('2026-03-29 04:00')
  expect(shown(visit('2026-10-24', 23 * 60, 300))).toBe('2026-10-25 03:00')
  // The whole of a day of 23 hours, and of one of 25.
  expect(shown(visit(spring, 0, 23 * 60))).toBe('2026-03-30 00:00')
  expect(shown(visit(autumn, 0, 25 * 60))).toBe('2026-10-26 00:00')
  expect(visit('2026-11-25', 600, 60).shift).toBeUndefined()
})

test('wherever work is put, it is drawn to the end that the clock shows, and lasts as long as it lasts', () => {
  const days = ['2026-03-27', '2026-03-28', spring, '2026-03-30', '2026-10-23', '2026-10-24', autumn, '2026-10-26']
  fc.assert(
    fc.property(
      fc.constantFrom(...days),
      fc.integer({ min: 0, max: 95 }),
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom(zone, 'America/New_York', 'Asia/Kathmandu'),
      (day, quarter, quarters, timeZone) => {
        const [start, minutes] = [wallOf(day) + quarter * 15, quarters * 15]
        const { startAt, endAt } = windowAt(timeZone, start, minutes)
        expect((Date.parse(endAt) - Date.parse(startAt)) / 60_000).toBe(minutes)
        const begins = wallOfInstant(timeZone, startAt)
        const end = endOf({ start: begins, minutes, shift: clockShift(timeZone, begins, minutes) })
        expect(end).toBe(wallOfInstant(timeZone, endAt))
      },
    ),
  )
})

test('hours and gaps of those nights are real minutes of work, on the day they are worked', () => {
  const hours = { dayStart: '07:00', dayEnd: '18:00' }
  const over = [visit('2026-03-28', 23 * 60, 240), visit('2026-10-24', 23 * 60, 300)]
  const on = (day: string) => capacityOn(wallOf(day), 480, hours, over, []).planned
  expect([on('2026-03-28'), on(spring), on('2026-10-24'), on(autumn)]).toEqual([60, 180, 60, 240])
  const [first, next] = [visit(spring, 60, 120), visit(spring, 300, 60)]
  const placed = [first, next].map((one, at) => ({ ...one, place: [4.7 + at / 10, 50.9] as [number, number] }))
  // From 01:00 two hours over the change end at 04:00: an hour before what begins at 05:00.
  expect(legsOf(placed)[0]?.gap).toBe(60)
})
