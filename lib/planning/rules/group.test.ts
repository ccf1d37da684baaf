import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockOf, dayOfWall, isWeekend, wallOf } from '../rules'
import { isLongerThanDay, partsOf, shifted } from './group'

const rows = ['jan', 'bram', 'els']
const workDay = { dayStart: '08:00', dayEnd: '16:30' }
const monday = wallOf('2026-11-23')

test('a group moves by the same minutes and rows, and back again', () => {
  const visit = fc.record({
    memberIds: fc.uniqueArray(fc.constantFrom(...rows), { minLength: 1, maxLength: 2 }),
    start: fc.option(fc.integer({ min: 0, max: 10_000 })),
    minutes: fc.integer({ min: 15, max: 600 }),
  })
  const by = fc.record({ minutes: fc.integer({ min: -2000, max: 2000 }), rows: fc.integer({ min: -2, max: 2 }) })
  fc.assert(
    fc.property(fc.array(visit, { maxLength: 5 }), by, (visits, shift) => {
      const there = shifted(visits, shift, rows)
      if (!there) return
      const back = shifted(
        there.map(({ to }) => to),
        { minutes: -shift.minutes, rows: -shift.rows },
        rows,
      )
      expect(back?.map(({ to }) => to)).toEqual(visits)
    }),
  )
})

test('who would fall off the board stops the group', () => {
  const visit = { memberIds: ['bram', 'els'], start: 600, minutes: 60 }
  expect(shifted([visit], { minutes: 0, rows: 1 }, rows)).toBeNull()
  expect(shifted([{ ...visit, memberIds: ['gone'] }], { minutes: 0, rows: 1 }, rows)).toBeNull()
  expect(shifted([{ ...visit, memberIds: ['gone'] }], { minutes: 15, rows: 0 }, rows)?.[0]?.to.memberIds).toEqual([
    'gone',
  ])
})

test('twelve hours become what is left of the first day and a part of the next', () => {
  const parts = partsOf(720, monday + 600, workDay, () => 456)
  expect(parts.map(({ start, minutes }) => [dayOfWall(start), clockOf(start), minutes])).toEqual([
    ['2026-11-23', '10:00', 390],
    ['2026-11-24', '08:00', 330],
  ])
  const long = partsOf(1200, monday + 480, workDay, () => 456)
  expect(long.map(({ minutes }) => minutes)).toEqual([456, 456, 288])
  expect(isLongerThanDay({ minutes: 720 }, workDay)).toBe(true)
  expect(isLongerThanDay({ minutes: 510 }, workDay)).toBe(false)
})

test('parts keep every minute, lie within hours, and skip weekends and holidays', () => {
  const holidays = new Set(['2026-11-25', '2026-12-01'])
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 8_000 }),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 1439 }),
      (minutes, day, minute) => {
        const start = monday + day * 1440 + minute
        const isFree = (one: string) => holidays.has(one) || isWeekend(wallOf(one))
        const parts = partsOf(minutes, start, workDay, (one) => (isFree(one) ? 0 : 480))
        expect(parts.reduce((sum, part) => sum + part.minutes, 0)).toBe(minutes)
        for (const part of parts) {
          expect(part.start).toBeGreaterThanOrEqual(start)
          expect(clockOf(part.start) >= '08:00').toBe(true)
          expect(clockOf(part.start + part.minutes) <= '16:30').toBe(true)
          if (dayOfWall(part.start) !== dayOfWall(start)) {
            expect(isFree(dayOfWall(part.start))).toBe(false)
            expect(part.minutes).toBeLessThanOrEqual(480)
          }
        }
      },
    ),
  )
  expect(partsOf(900, monday, workDay, () => 0)).toEqual([])
  expect(partsOf(60, monday, { dayStart: '08:00', dayEnd: '08:00' }, () => 480)).toEqual([])
})
