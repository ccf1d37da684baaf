import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayIn, instantAt, minutesBetween, Temporal } from '@/lib/time'
import { bookableSpan, cutAtMidnight, type EntryWindow, entryMinutes } from './entries'
import { dayLength, daysOf, hoursPeriod, type PeriodKind, periodKinds } from './week'

const zone = 'Europe/Brussels'
/** The nights from Saturday to Sunday in which a clock in Brussels goes forward, and back. */
const nights = [
  { saturday: '2026-03-28', sunday: '2026-03-29', minutes: 23 * 60 },
  { saturday: '2026-10-24', sunday: '2026-10-25', minutes: 25 * 60 },
]
const night = fc.constantFrom(...nights)
const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString()

/** Work after work, with pauses in between, to the second, from some days before the change on. */
const workAround = fc
  .tuple(
    night,
    fc.integer({ min: 0, max: 6 * 86_400 }),
    fc.array(fc.tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 1, max: 80_000 })), {
      minLength: 1,
      maxLength: 12,
    }),
  )
  .map(([{ sunday }, before, parts]) => {
    let time = Date.parse(instantAt(zone, sunday)) - before * 1000
    return parts.map(([pause, length]): EntryWindow => {
      const startAt = at(time + pause * 1000)
      time += (pause + length) * 1000
      return { startAt, endAt: at(time) }
    })
  })

const booked = (work: readonly EntryWindow[]) =>
  work
    .flatMap((window) => cutAtMidnight(window, zone))
    .map((part) => ({ day: dayIn(zone, part.startAt), minutes: entryMinutes(part.startAt, part.endAt) }))

function totals(lines: readonly { day: string; minutes: number }[], key: (day: string) => string) {
  const sums = new Map<string, number>()
  for (const { day, minutes } of lines) sums.set(key(day), (sums.get(key(day)) ?? 0) + minutes)
  return sums
}
const all = (sums: ReadonlyMap<string, number>) => [...sums.values()].reduce((sum, minutes) => sum + minutes, 0)

describe('over the nights in which the clock changes', () => {
  test('a night shift is as long as it lasted', () => {
    const shift = ({ saturday, sunday }: (typeof nights)[number]) =>
      booked([{ startAt: instantAt(zone, saturday, '22:00'), endAt: instantAt(zone, sunday, '06:00') }])
    expect(nights.map(shift)).toEqual([
      [
        { day: '2026-03-28', minutes: 120 },
        { day: '2026-03-29', minutes: 300 },
      ],
      [
        { day: '2026-10-24', minutes: 120 },
        { day: '2026-10-25', minutes: 420 },
      ],
    ])
  })

  test('days, weeks and months add up to the same, and that is what passed', () => {
    fc.assert(
      fc.property(workAround, (work) => {
        const lines = booked(work)
        const passed = work.reduce((sum, { startAt, endAt }) => sum + entryMinutes(startAt, endAt), 0)
        const byDay = totals(lines, (day) => day)
        expect(all(byDay)).toBe(passed)
        for (const kind of periodKinds) expect(all(totals(lines, (day) => hoursPeriod(kind, day).from))).toBe(passed)
        for (const [day, minutes] of byDay) expect(minutes).toBeLessThanOrEqual(dayLength(zone, day))
      }),
    )
  })

  test('a week and a month hold as many minutes as they last, an hour less or more than usual', () => {
    fc.assert(
      fc.property(night, fc.constantFrom<PeriodKind>(...periodKinds), ({ sunday, minutes }, kind) => {
        const days = daysOf(hoursPeriod(kind, sunday))
        const length = days.reduce((sum, day) => sum + dayLength(zone, day), 0)
        expect(length - days.length * 1440).toBe(minutes - 1440)
        const [first = sunday, last = sunday] = [days[0], days.at(-1)]
        expect(length).toBe(minutesBetween(instantAt(zone, first), instantAt(zone, addDays(last, 1))))
      }),
    )
  })

  test('rounding loses nothing: hours that touch add up to the minutes from the first to the last', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 40 * 3600 }), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(night, cuts, ({ saturday }, seconds) => {
        const times = [...seconds]
          .sort((a, b) => a - b)
          .map((second) => Date.parse(instantAt(zone, saturday)) + second * 1000)
        const touching = times.slice(1).map((end, index) => ({ startAt: at(times[index] ?? end), endAt: at(end) }))
        const [first, last] = [touching[0], touching.at(-1)]
        expect(booked(touching).reduce((sum, { minutes }) => sum + minutes, 0)).toBe(
          entryMinutes(first?.startAt ?? '', last?.endAt ?? ''),
        )
      }),
    )
  })
})

describe('what of the clock is booked', () => {
  const minute = (value: number) => at(Date.UTC(2026, 9, 25) + value * 60_000)
  const window = fc
    .tuple(fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 1, max: 200 }))
    .map(([start, length]): EntryWindow => ({ startAt: minute(start), endAt: minute(start + length) }))

  test('lies within what was clocked, over nothing else, and is no more than the day has left', () => {
    fc.assert(
      fc.property(
        window,
        fc.array(window, { maxLength: 8 }),
        fc.integer({ min: -60, max: 300 }),
        (span, others, left) => {
          const { startAt, endAt } = bookableSpan(span, others, left)
          const [start, end] = [Date.parse(startAt), Date.parse(endAt)]
          expect(start).toBeGreaterThanOrEqual(Date.parse(span.startAt))
          expect(end).toBeLessThanOrEqual(Date.parse(span.endAt))
          expect(end).toBeGreaterThanOrEqual(start)
          expect(entryMinutes(startAt, endAt)).toBeLessThanOrEqual(Math.max(0, left))
          const over = others.filter((other) => start < Date.parse(other.endAt) && Date.parse(other.startAt) < end)
          if (end > start) expect(over).toEqual([])
        },
      ),
    )
  })

  test('is all of it when nothing is in its way', () => {
    fc.assert(
      fc.property(window, (span) => {
        expect(bookableSpan(span, [], 1500)).toEqual(span)
      }),
    )
  })

  test('is the longest free part, and nothing when there is none', () => {
    const span = { startAt: minute(0), endAt: minute(120) }
    const typed = { startAt: minute(20), endAt: minute(40) }
    expect(bookableSpan(span, [typed], 1500)).toEqual({ startAt: minute(40), endAt: minute(120) })
    expect(bookableSpan(span, [typed], 30)).toEqual({ startAt: minute(40), endAt: minute(70) })
    expect(bookableSpan(span, [span], 1500)).toEqual({ startAt: minute(0), endAt: minute(0) })
    expect(bookableSpan(span, [], 0)).toEqual({ startAt: minute(0), endAt: minute(0) })
  })
})
