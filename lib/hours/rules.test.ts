import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayIn, Temporal } from '@/lib/time'
import { clockOf } from './rules/clock'
import {
  billedMinutes,
  clockTypes,
  cutAtMidnight,
  entryMinutes,
  entryRefusal,
  expenseNet,
  hoursText,
  type Tap,
} from './rules/entries'

const zone = 'Europe/Brussels'
const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[${zone}]`).toInstant().toString()

const clock = (taps: readonly Tap[]) => clockOf(taps.map((tap) => ({ ...tap, subject: 'visit', isOwn: true })))
const spansOf = (taps: readonly Tap[], timeZone: string) =>
  clock(taps).stretches.flatMap((stretch) => cutAtMidnight(stretch, timeZone))

describe('hours from taps', () => {
  test('each tap ends what ran: travel, work, break, work', () => {
    const taps: Tap[] = [
      { starts: 'travel', at: '2026-11-20T07:00:00Z' },
      { starts: 'work', at: '2026-11-20T07:25:30Z' },
      { starts: 'break', at: '2026-11-20T11:00:00Z' },
      { starts: 'work', at: '2026-11-20T11:30:00Z' },
      { starts: null, at: '2026-11-20T12:00:10Z' },
    ]
    expect(spansOf(taps, zone).map((span) => [span.hourType, entryMinutes(span.startAt, span.endAt)])).toEqual([
      ['travel', 25],
      ['work', 215],
      ['break', 30],
      ['work', 30],
    ])
    expect(clock(taps).running).toBeNull()
    expect(clock(taps.slice(0, 3)).running).toMatchObject({ hourType: 'break', startAt: '2026-11-20T11:00:00Z' })
  })

  test('work over midnight is two entries, one on each day', () => {
    const spans = spansOf(
      [
        { starts: 'work', at: at('2026-11-20T22:30') },
        { starts: null, at: at('2026-11-21T01:15') },
      ],
      zone,
    )
    expect(spans.map((span) => dayIn(zone, span.startAt))).toEqual(['2026-11-20', '2026-11-21'])
    expect(spans.map((span) => entryMinutes(span.startAt, span.endAt))).toEqual([90, 75])
  })

  test('a night in which the clock changes has the hours that passed', () => {
    const night = (from: string, to: string) =>
      spansOf(
        [
          { starts: 'work', at: at(from) },
          { starts: null, at: at(to) },
        ],
        zone,
      ).reduce((sum, span) => sum + entryMinutes(span.startAt, span.endAt), 0)
    expect(night('2026-10-24T23:00', '2026-10-25T04:00')).toBe(6 * 60)
    expect(night('2026-03-28T23:00', '2026-03-29T04:00')).toBe(4 * 60)
  })

  const taps = fc.array(
    fc.record({
      starts: fc.constantFrom(...clockTypes, null),
      // A month around the change to winter time, to the second.
      at: fc
        .integer({ min: Date.UTC(2026, 9, 10) / 1000, max: Date.UTC(2026, 10, 10) / 1000 })
        .map((second) => Temporal.Instant.fromEpochMilliseconds(second * 1000).toString()),
    }),
    { maxLength: 14 },
  )

  test('nothing is lost or counted twice, whatever was tapped in whatever order', () => {
    fc.assert(
      fc.property(
        taps,
        fc.constantFrom('Europe/Brussels', 'Europe/Amsterdam', 'Asia/Kathmandu', 'America/New_York'),
        (given, timeZone) => {
          const spans = spansOf(given, timeZone)
          const times = given.map((tap) => Temporal.Instant.from(tap.at).epochMilliseconds)
          for (const [index, span] of spans.entries()) {
            expect(span.startAt < span.endAt || Temporal.Instant.compare(span.startAt, span.endAt) < 0).toBe(true)
            expect(entryMinutes(span.startAt, span.endAt)).toBeGreaterThanOrEqual(0)
            const next = spans[index + 1]
            if (next) expect(Temporal.Instant.compare(span.endAt, next.startAt)).toBeLessThanOrEqual(0)
            const last = Temporal.Instant.from(span.endAt).subtract({ milliseconds: 1 })
            expect(dayIn(timeZone, span.startAt)).toBe(dayIn(timeZone, last))
          }
          // With a tap that starts something first and one that stops at the end, every second is somebody's.
          if (given.length === 0) return
          const first = Math.min(...times) - 60_000
          const end = Math.max(...times) + 60_000
          const whole = spansOf(
            [
              { starts: 'travel', at: Temporal.Instant.fromEpochMilliseconds(first).toString() },
              ...given.map((tap) => ({ ...tap, starts: tap.starts ?? ('work' as const) })),
              { starts: null, at: Temporal.Instant.fromEpochMilliseconds(end).toString() },
            ],
            timeZone,
          )
          const sum = whole.reduce((minutes, span) => minutes + entryMinutes(span.startAt, span.endAt), 0)
          expect(sum).toBe(Math.floor(end / 60_000) - Math.floor(first / 60_000))
        },
      ),
    )
  })
})

test('hours are refused when they end before they start, last over a day, lie ahead or overlap; touching is fine', () => {
  const now = '2026-11-20T12:00:00Z'
  const entry = { startAt: '2026-11-20T08:00:00Z', endAt: '2026-11-20T09:00:00Z' }
  expect(entryRefusal(entry, [], now)).toBeNull()
  expect(entryRefusal({ startAt: entry.endAt, endAt: entry.startAt }, [], now)).toBe('hours.window')
  expect(entryRefusal({ ...entry, startAt: '2026-11-18T08:00:00Z' }, [], now)).toBe('hours.too_long')
  expect(entryRefusal({ ...entry, endAt: '2026-11-20T13:00:00Z' }, [], now)).toBe('hours.future')
  expect(entryRefusal(entry, [{ startAt: '2026-11-20T08:59:00Z', endAt: '2026-11-20T10:00:00Z' }], now)).toBe(
    'hours.overlap',
  )
  expect(entryRefusal(entry, [{ startAt: entry.endAt, endAt: '2026-11-20T10:00:00Z' }], now)).toBeNull()
})

test('minutes become hours, expenses lose their VAT', () => {
  expect(hoursText(105)).toBe('1.750')
  expect(hoursText(20)).toBe('0.333')
  expect(expenseNet('12.10', '21')).toBe('10.00')
  expect(expenseNet('7.50', '0')).toBe('7.50')
})

test('extra work is billed apart and goes off the last hours', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 6 }),
      fc.integer({ min: 0, max: 2000 }),
      (minutes, extra) => {
        const entries = minutes.map((one, index) => ({ id: String(index), minutes: one }))
        const billed = [...billedMinutes(entries, extra).values()]
        const worked = minutes.reduce((sum, one) => sum + one, 0)
        expect(billed.reduce((sum, one) => sum + one, 0)).toBe(Math.max(0, worked - extra))
        expect(billed.every((one) => one >= 0)).toBe(true)
      },
    ),
  )
})
