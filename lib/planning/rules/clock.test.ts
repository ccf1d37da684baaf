import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BoardVisit, clockOf, dayOfWall, instantOfWall, wallOf, wallOfInstant, windowAt } from '../rules'
import { changesClock, clockShift, endOf, minutesUntil, onTheClock } from './clock'
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

test('work in the second hour at two of autumn is drawn there, and pulled longer or shorter it begins where it began', () => {
  const at = (clock: number) => wallOf(autumn) + clock
  const second = onTheClock(zone, { ...visit(autumn, 120, 60), later: true }) as BoardVisit & { start: number }
  expect(clockOf(endOf(second))).toBe('03:00')
  const pulled = (one: typeof second, clock: number) => {
    const minutes = minutesUntil(zone, one, at(clock))
    return { minutes, ...windowAt(zone, one.start, minutes, one.later) }
  }
  // The clock is put back at 01:00 UTC: then it is two o'clock again.
  const startAt = '2026-10-25T01:00:00Z'
  expect(pulled(second, 180)).toEqual({ minutes: 60, startAt, endAt: '2026-10-25T02:00:00Z' })
  expect(pulled(second, 165)).toEqual({ minutes: 45, startAt, endAt: '2026-10-25T01:45:00Z' })
  expect(pulled(second, 240)).toEqual({ minutes: 120, startAt, endAt: '2026-10-25T03:00:00Z' })
  // In the first of both hours: what ended in it stays in it, what ended in the second too.
  expect(pulled(visit(autumn, 120, 30), 165).minutes).toBe(45)
  expect(pulled(visit(autumn, 120, 90), 165).minutes).toBe(105)
  expect(pulled(visit(autumn, 120, 90), 180).minutes).toBe(120)
})

test('pulled into the hour that spring takes away, work ends where that hour goes; past it each quarter is one', () => {
  const one = visit(spring, 60, 60)
  const pulled = (clock: number) => minutesUntil(zone, one, wallOf(spring) + clock)
  expect([90, 120, 135, 165, 180, 195, 240].map(pulled)).toEqual([30, 60, 60, 60, 60, 75, 120])
  expect(minutesUntil(zone, visit('2026-03-28', 23 * 60, 60), wallOf(spring) + 240)).toBe(240)
})

test('wherever the end of work is drawn, pulling it there changes nothing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('2026-03-28', spring, '2026-10-24', autumn, '2026-11-25'),
      fc.integer({ min: 0, max: 95 }),
      fc.integer({ min: 1, max: 100 }),
      fc.boolean(),
      (day, quarter, quarters, isLater) => {
        const wall = wallOf(day) + quarter * 15
        // As a board knows it: by the clock, and whether it is the second time that the clock shows that.
        const { startAt } = windowAt(zone, wall, 0, isLater)
        const start = wallOfInstant(zone, startAt)
        const later = isLater && startAt === instantOfWall(zone, start, true) ? true : undefined
        const one = onTheClock(zone, { ...visit(day, 0, quarters * 15), start, later })
        expect(minutesUntil(zone, { ...one, start }, endOf({ ...one, start }))).toBe(one.minutes)
      },
    ),
  )
})

test('a board knows whether any of its days, or of the two weeks before them, is longer or shorter', () => {
  expect(changesClock(zone, autumn, autumn)).toBe(true)
  expect(changesClock(zone, '2026-11-02', '2026-11-08')).toBe(true)
  expect(changesClock(zone, '2026-11-09', '2026-11-22')).toBe(false)
  expect(changesClock('Asia/Kathmandu', '2026-10-01', '2026-11-01')).toBe(false)
})
