import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { weekStart } from '@/lib/time'
import {
  type Axis,
  clockOf,
  dayOfWall,
  dropProblem,
  instantOfWall,
  periodOf,
  wallAt,
  wallOf,
  wallOfInstant,
  weekOfWall,
  windowAt,
  xOf,
} from './rules'
import { capacityOn, daysShown, hoursShown, lanesOf } from './rules/rows'

const zone = 'Europe/Brussels'
const workDay = { dayStart: '07:00', dayEnd: '18:00' }
const monday = wallOf('2026-11-23')
const axis: Axis = {
  days: [0, 1, 2, 3, 4].map((day) => monday + day * 1440),
  fromMinute: 420,
  toMinute: 1080,
  dayWidth: 132,
}

describe('places on the board', () => {
  it('come back as the quarter they were drawn at', () => {
    const quarter = fc.integer({ min: 0, max: 43 })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4 }),
        quarter,
        fc.integer({ min: 100, max: 2000 }),
        (day, part, dayWidth) => {
          const wide = { ...axis, dayWidth }
          const wall = monday + day * 1440 + 420 + part * 15
          expect(wallAt(wide, xOf(wide, wall))).toBe(wall)
        },
      ),
    )
  })

  it('stay on the board, whatever the pointer does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), (x) => {
        const wall = wallAt(axis, x)
        expect(wall % 15).toBe(0)
        expect(wall).toBeGreaterThanOrEqual(monday)
        expect(wall).toBeLessThan(monday + 5 * 1440)
      }),
    )
  })

  it('draw a visit over a hidden weekend up to the next day shown', () => {
    const friday = { ...axis, days: [monday, monday + 7 * 1440] }
    expect(xOf(friday, monday + 5 * 1440)).toBe(132)
    expect(xOf(friday, monday + 7 * 1440 + 420)).toBe(132)
  })
})

describe('wall minutes', () => {
  it('are the clock of the organization, over both changes of clocks', () => {
    expect(clockOf(wallOfInstant(zone, '2026-03-29T01:30:00Z'))).toBe('03:30')
    expect(instantOfWall(zone, wallOf('2026-10-25') + 8 * 60)).toBe('2026-10-25T07:00:00Z')
    fc.assert(
      fc.property(fc.integer({ min: wallOf('2026-01-01') / 15, max: wallOf('2027-01-01') / 15 }), (quarter) => {
        const wall = quarter * 15
        const back = wallOfInstant(zone, instantOfWall(zone, wall))
        // The hour that spring takes away is the one after it; every other wall time comes back.
        expect(back === wall || (dayOfWall(wall) === '2026-03-29' && back === wall + 60)).toBe(true)
      }),
    )
  })

  it('keep the real length of a visit over the night when autumn comes', () => {
    expect(windowAt(zone, wallOf('2026-10-24') + 23 * 60, 240)).toEqual({
      startAt: '2026-10-24T21:00:00Z',
      endAt: '2026-10-25T01:00:00Z',
    })
  })
})

it('packs blocks in as few lanes as overlap at once, none over another', () => {
  const block = fc
    .tuple(fc.nat(600), fc.integer({ min: 1, max: 200 }))
    .map(([start, length]) => ({ start, end: start + length }))
  fc.assert(
    fc.property(fc.array(block, { maxLength: 30 }), (found) => {
      const blocks = [...found].sort((a, b) => a.start - b.start)
      const { lanes, count } = lanesOf(blocks)
      blocks.forEach((one, i) => {
        blocks.forEach((two, j) => {
          if (i < j && lanes[i] === lanes[j]) expect(one.end <= two.start || two.end <= one.start).toBe(true)
        })
      })
      const most = Math.max(
        1,
        ...blocks.map(({ start }) => blocks.filter((two) => two.start <= start && start < two.end).length),
      )
      expect(count).toBe(most)
    }),
  )
})

it('says what is in the way: a visit, a leave, or only the clock', () => {
  const busy = [{ start: monday + 600, end: monday + 660, kind: 'visit' as const, what: 'Maes' }]
  const at = (start: number, end: number) => dropProblem({ start: monday + start, end: monday + end }, busy, workDay)
  expect(at(540, 600)).toBeNull()
  expect(at(660, 720)).toBeNull()
  expect(at(645, 700)).toEqual({ kind: 'visit', what: 'Maes' })
  expect(at(1050, 1110)).toEqual({ kind: 'outside', what: '' })
})

it('counts a day: leave takes from what is available, a day off has nothing', () => {
  const visit = { start: monday + 480, minutes: 90 }
  expect(capacityOn(monday, 456, workDay, [visit], [])).toEqual({ planned: 90, available: 456 })
  const half = { start: monday + 420, end: monday + 420 + 330 }
  expect(capacityOn(monday, 456, workDay, [], [half]).available).toBe(228)
  expect(capacityOn(monday + 5 * 1440, 0, workDay, [], [half]).available).toBe(0)
})

it('shows working days, a weekend day when something stands there, and hours that hide nothing', () => {
  expect(daysShown('2026-11-23', 'week', false, [])).toHaveLength(5)
  expect(daysShown('2026-11-23', 'week', false, [{ start: monday + 5 * 1440 + 600 }])).toHaveLength(6)
  expect(daysShown('2026-11-23', 'twoweeks', true, [])).toHaveLength(14)
  expect(hoursShown(workDay, [{ start: monday + 300, minutes: 30 }])).toEqual({ fromMinute: 300, toMinute: 1080 })
  expect(periodOf('2026-11-25', 'week')).toEqual({ from: '2026-11-23', to: '2026-11-29' })
  expect(periodOf('2026-11-25', 'day')).toEqual({ from: '2026-11-25', to: '2026-11-25' })
})

it('numbers weeks as the calendar has them, from Monday', () => {
  const wall = fc.integer({ min: wallOf('1969-06-01'), max: wallOf('2100-01-01') })
  fc.assert(
    fc.property(wall, fc.integer({ min: -20_160, max: 20_160 }), (one, apart) => {
      const [week, other] = [one, one + apart].map((at) => weekStart(dayOfWall(at)))
      expect(weekOfWall(one) === weekOfWall(one + apart)).toBe(week === other)
    }),
  )
  expect(weekOfWall(monday + 10_080) - weekOfWall(monday + 10_079)).toBe(1)
  expect(weekOfWall(monday + 10_079) - weekOfWall(monday)).toBe(0)
})
