import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scheduledMinutes, weekdayOf } from '@/lib/auth/rules/schedule'
import { addDays, dayBounds, dayIn, daysBetween, instantAt, minutesBetween, Temporal } from '@/lib/time'
import {
  awayMinutes,
  dayLength,
  dayState,
  daysOf,
  expectedMinutes,
  hoursPeriod,
  minutesFromText,
  minutesText,
  nextPeriod,
  type PeriodKind,
  periodKinds,
  weekNumber,
} from './week'

const zone = 'Europe/Brussels'
const kinds = fc.constantFrom<PeriodKind>(...periodKinds)
const anyDay = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2024-01-01', days))
/** To the second, in the fortnights around both changes of the clock. */
const aroundChanges = fc
  .tuple(
    fc.constantFrom(Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)),
    fc.integer({ min: -14 * 86_400, max: 14 * 86_400 }),
  )
  .map(([change, seconds]) => Temporal.Instant.fromEpochMilliseconds(change + seconds * 1000).toString())

describe('periods', () => {
  const isIn = (kind: PeriodKind, day: string, at: string) => {
    const { from, to } = hoursPeriod(kind, day)
    const [start, end] = [dayBounds(zone, from).start, dayBounds(zone, to).end]
    return Date.parse(start) <= Date.parse(at) && Date.parse(at) < Date.parse(end)
  }

  test('every moment lies in exactly one week and one month, also when the clock changes', () => {
    fc.assert(
      fc.property(aroundChanges, kinds, (at, kind) => {
        const day = dayIn(zone, at)
        const near = Array.from({ length: 81 }, (_, index) => addDays(day, index - 40))
        const froms = new Set(near.map((one) => hoursPeriod(kind, one).from))
        expect([...froms].filter((from) => isIn(kind, from, at))).toEqual([hoursPeriod(kind, day).from])
      }),
    )
  })

  test('what periods hold together is all there is', () => {
    const work = fc.array(fc.record({ at: aroundChanges, minutes: fc.integer({ min: 1, max: 600 }) }), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(work, kinds, (entries, kind) => {
        const total = entries.reduce((sum, { minutes }) => sum + minutes, 0)
        const byPeriod = new Map<string, number>()
        for (const { at, minutes } of entries) {
          const { from } = hoursPeriod(kind, dayIn(zone, at))
          byPeriod.set(from, (byPeriod.get(from) ?? 0) + minutes)
        }
        expect([...byPeriod.values()].reduce((sum, minutes) => sum + minutes, 0)).toBe(total)
        // From the first to the last period, one after the other: no time between them, and none twice.
        let period = hoursPeriod(kind, '2026-03-01')
        let seen = 0
        while (period.from <= '2026-11-30') {
          seen += byPeriod.get(period.from) ?? 0
          period = nextPeriod(kind, period, 1)
        }
        expect(seen).toBe(total)
      }),
    )
  })

  test('a period follows the one before it, and its days are its days', () => {
    fc.assert(
      fc.property(anyDay, kinds, (day, kind) => {
        const period = hoursPeriod(kind, day)
        const next = nextPeriod(kind, period, 1)
        expect(next.from).toBe(addDays(period.to, 1))
        expect(nextPeriod(kind, next, -1)).toEqual(period)
        const days = daysOf(period)
        expect(days).toContain(day)
        expect(days).toHaveLength(daysBetween(period.from, period.to) + 1)
        for (const one of days) expect(hoursPeriod(kind, one)).toEqual(period)
        const [start, end] = [dayBounds(zone, period.from).start, dayBounds(zone, period.to).end]
        expect(days.reduce((sum, one) => sum + dayLength(zone, one), 0)).toBe(minutesBetween(start, end))
      }),
    )
  })

  test('weeks of the turn of the year have the year of their Thursday', () => {
    expect(weekNumber('2026-11-22')).toEqual({ year: 2026, week: 47 })
    expect(weekNumber('2027-01-01')).toEqual({ year: 2026, week: 53 })
    expect(weekNumber('2024-12-30')).toEqual({ year: 2025, week: 1 })
  })

  test('a day lasts 23, 24 or 25 hours', () => {
    expect(['2026-03-28', '2026-03-29', '2026-10-25', '2026-10-26'].map((day) => dayLength(zone, day) / 60)).toEqual([
      24, 23, 25, 24,
    ])
    fc.assert(fc.property(anyDay, (day) => [23, 24, 25].includes(dayLength(zone, day) / 60)))
  })
})

describe('the schedule', () => {
  test('a week without days of its own is spread over Monday to Friday, to the minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4800 }), (weekMinutes) => {
        const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => scheduledMinutes({ weekMinutes, schedule: [] }, weekday))
        expect(days.reduce((sum, minutes) => sum + minutes, 0)).toBe(weekMinutes)
        expect(Math.max(...days.slice(0, 5)) - Math.min(...days.slice(0, 5))).toBeLessThanOrEqual(1)
        expect(days.slice(5)).toEqual([0, 0])
      }),
    )
    const own = { weekMinutes: 2280, schedule: [480, 480, 0, 480, 480, 240, 0] }
    expect([1, 3, 6].map((weekday) => scheduledMinutes(own, weekday))).toEqual([480, 0, 240])
    expect(weekdayOf('2026-11-22')).toBe(7)
  })

  test('leave takes the share of the working day that it covers; a whole working day is all that is scheduled', () => {
    const workDay = { timeZone: zone, dayStart: '08:00', dayEnd: '17:00' }
    const day = '2026-11-24'
    const leave = (from: string, to: string) => ({
      startAt: instantAt(zone, day, from),
      endAt: instantAt(zone, day, to),
    })
    const away = (scheduled: number, ...leaves: ReturnType<typeof leave>[]) =>
      awayMinutes(day, scheduled, workDay, leaves)
    expect(away(456)).toBe(0)
    expect(away(450, leave('12:30', '17:00'))).toBe(225)
    expect(away(450, leave('06:00', '09:00'))).toBe(50)
    expect(away(450, leave('08:00', '17:00'))).toBe(450)
    expect(away(600, leave('00:00', '23:59'))).toBe(600)
    expect(away(0, leave('00:00', '23:59'))).toBe(0)
    // Twice the same time is once, in whatever order they come.
    expect(away(456, leave('09:30', '10:30'), leave('09:00', '10:00'), leave('18:00', '20:00'))).toBe(76)
    const weeks = { startAt: instantAt(zone, '2026-11-20'), endAt: instantAt(zone, '2026-12-05') }
    expect(awayMinutes(day, 456, workDay, [weeks])).toBe(456)
  })

  test('leave never counts below zero or above the schedule, whenever the clock changes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(aroundChanges, fc.integer({ min: 1, max: 4000 })), { maxLength: 6 }),
        fc.constantFrom('2026-03-29', '2026-03-30', '2026-10-25', '2026-10-26'),
        fc.integer({ min: 0, max: 720 }),
        (given, day, scheduled) => {
          const leaves = given.map(([startAt, minutes]) => ({
            startAt,
            endAt: Temporal.Instant.from(startAt).add({ minutes }).toString(),
          }))
          const away = awayMinutes(day, scheduled, { timeZone: zone, dayStart: '01:00', dayEnd: '18:00' }, leaves)
          expect(away).toBeGreaterThanOrEqual(0)
          expect(away).toBeLessThanOrEqual(scheduled)
        },
      ),
    )
  })

  test('how a day stands against what is expected of it', () => {
    const today = '2026-11-24'
    const day = (facts: Partial<Parameters<typeof dayState>[0]>) =>
      dayState({ day: '2026-11-23', scheduled: 456, booked: 0, away: 0, isHoliday: false, ...facts }, today)
    expect(day({})).toBe('missing')
    expect(day({ day: today })).toBe('ahead')
    expect(day({ isHoliday: true })).toBe('free')
    expect(day({ away: 456 })).toBe('free')
    expect(day({ booked: 400 })).toBe('short')
    expect(day({ booked: 400, day: today })).toBe('ahead')
    expect(day({ booked: 228, away: 228 })).toBe('full')
    expect(day({ booked: 60, isHoliday: true })).toBe('over')
    expect(expectedMinutes({ scheduled: 100, away: 456, isHoliday: false })).toBe(0)
  })
})

describe('hours as they are typed', () => {
  test('in every way that people write them', () => {
    for (const [typed, minutes] of [
      ['7,5', 450],
      ['7.5', 450],
      ['7:30', 450],
      ['7u30', 450],
      ['7h30', 450],
      ['7 u', 420],
      ['450m', 450],
      ['450 min', 450],
      ['0,25', 15],
      ['', 0],
      ['25', 1500],
    ] as const)
      expect(minutesFromText(typed)).toBe(minutes)
    for (const typed of ['7:60', '-1', 'veel', '26', '1501m', '7,5,5', '7:3:0'])
      expect(minutesFromText(typed)).toBeNull()
  })

  test('what is written is read as the same', () => {
    expect([450, 0, 5, -90].map(minutesText)).toEqual(['7:30', '0:00', '0:05', '-1:30'])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1500 }), (minutes) => minutesFromText(minutesText(minutes)) === minutes),
    )
  })

  test('nothing that is typed is more than the longest day', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), (typed) => {
        const minutes = minutesFromText(typed)
        expect(minutes === null || (Number.isInteger(minutes) && minutes >= 0 && minutes <= 1500)).toBe(true)
      }),
    )
  })
})
