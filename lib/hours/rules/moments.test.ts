import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { switchedMoments } from '@/lib/auth/rules'
import { dayIn, instantAt, Temporal } from '@/lib/time'
import { entryMinutes } from './entries'
import { cutByMoment, type MomentRules, momentOfDay, momentOfHours } from './moments'

const zone = 'Europe/Brussels'
const rules: MomentRules = {
  timeZone: zone,
  moments: switchedMoments,
  eveningFrom: '18:00',
  eveningTo: '06:00',
  holidays: { country: 'BE', extra: [] },
}
const local = (text: string) => instantAt(zone, text.slice(0, 10), text.slice(11))
const wall = (at: string) =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
const cut = (from: string, to: string, more: Partial<MomentRules> = {}) =>
  cutByMoment({ startAt: local(from), endAt: local(to) }, { ...rules, ...more }).map((part) => [
    part.moment,
    wall(part.startAt).slice(5),
    wall(part.endAt).slice(5),
    entryMinutes(part.startAt, part.endAt),
  ])

describe('hours switch by themselves', () => {
  test('on a Friday night at six, at midnight and again on Sunday', () => {
    expect(cut('2026-11-20T16:30', '2026-11-22T00:15')).toEqual([
      ['normal', '11-20T16:30', '11-20T18:00', 90],
      ['evening', '11-20T18:00', '11-21T00:00', 360],
      ['saturday', '11-21T00:00', '11-22T00:00', 1440],
      ['sunday', '11-22T00:00', '11-22T00:15', 15],
    ])
  })

  test('an evening lasts into the morning, or ends before midnight', () => {
    expect(cut('2026-11-19T05:00', '2026-11-19T07:00')).toEqual([
      ['evening', '11-19T05:00', '11-19T06:00', 60],
      ['normal', '11-19T06:00', '11-19T07:00', 60],
    ])
    expect(cut('2026-11-19T19:00', '2026-11-19T23:00', { eveningTo: '22:00' })).toEqual([
      ['evening', '11-19T19:00', '11-19T22:00', 180],
      ['normal', '11-19T22:00', '11-19T23:00', 60],
    ])
  })

  test('a holiday outweighs a Sunday, by country and by what the company gives besides', () => {
    expect(momentOfDay('2026-11-01', rules)).toBe('holiday')
    expect(momentOfDay('2026-11-01', { ...rules, holidays: { country: 'NL', extra: [] } })).toBe('sunday')
    expect(momentOfDay('2026-07-11', rules)).toBe('saturday')
    expect(momentOfDay('2026-07-11', { ...rules, holidays: { country: 'BE', extra: ['flemish_day'] } })).toBe('holiday')
    expect(momentOfDay('2026-11-01', { ...rules, moments: ['sunday'] })).toBe('sunday')
  })

  test('nothing switches while the company wants none', () => {
    expect(cut('2026-11-20T16:30', '2026-11-22T00:15', { moments: [] }).map(([moment]) => moment)).toEqual([
      'normal',
      'normal',
      'normal',
    ])
  })

  test('in the nights in which the clock changes, an evening is as long as it lasted', () => {
    const night = (from: string, to: string) =>
      cut(from, to, { moments: ['evening'] }).map(([moment, , , minutes]) => [moment, minutes])
    expect(night('2026-10-24T17:00', '2026-10-25T07:00')).toEqual([
      ['normal', 60],
      ['evening', 360],
      ['evening', 420],
      ['normal', 60],
    ])
    expect(night('2026-03-28T17:00', '2026-03-29T07:00')).toEqual([
      ['normal', 60],
      ['evening', 360],
      ['evening', 300],
      ['normal', 60],
    ])
  })

  test('what somebody typed is of the moment of its longest part; without a time of its day; a break is always normal', () => {
    const typed = (from: string | null, to: string | null, hourType: 'work' | 'break' = 'work') =>
      momentOfHours({ day: '2026-11-20', hourType, startAt: from && local(from), endAt: to && local(to) }, rules)
    expect(typed('2026-11-20T16:00', '2026-11-20T19:00')).toBe('normal')
    expect(typed('2026-11-20T17:30', '2026-11-20T19:00')).toBe('evening')
    expect(typed('2026-11-20T19:00', '2026-11-20T20:00', 'break')).toBe('normal')
    expect(typed(null, null)).toBe('normal')
    expect(momentOfHours({ day: '2026-11-21', hourType: 'work', startAt: null, endAt: null }, rules)).toBe('saturday')
  })

  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '59'))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
  const anyRules = fc.record({
    timeZone: fc.constantFrom(zone, 'Europe/Amsterdam', 'America/New_York', 'Asia/Kathmandu'),
    moments: fc.subarray([...switchedMoments]),
    eveningFrom: time,
    eveningTo: time,
    holidays: fc.record({ country: fc.constantFrom('BE', 'NL'), extra: fc.constantFrom([], ['good_friday']) }),
  })
  // Around both changes of the clock of 2026, to the second.
  const window = fc
    .tuple(
      fc.constantFrom(Date.UTC(2026, 2, 28), Date.UTC(2026, 9, 24), Date.UTC(2026, 10, 1)),
      fc.integer({ min: -100_000, max: 200_000 }),
      fc.integer({ min: 1, max: 200_000 }),
    )
    .map(([around, from, length]) => {
      const iso = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString()
      return { startAt: iso(around + from * 1000), endAt: iso(around + (from + length) * 1000) }
    })

  test('the parts touch, add up to the whole to the minute, and each lies on one day in one moment', () => {
    fc.assert(
      fc.property(window, anyRules, (given, how) => {
        const parts = cutByMoment(given, how)
        expect(parts[0]?.startAt).toBe(given.startAt)
        expect(parts.at(-1)?.endAt).toBe(given.endAt)
        let minutes = 0
        for (const [index, part] of parts.entries()) {
          expect(Date.parse(part.startAt)).toBeLessThan(Date.parse(part.endAt))
          const next = parts[index + 1]
          if (next) expect(next.startAt).toBe(part.endAt)
          const last = Temporal.Instant.from(part.endAt).subtract({ milliseconds: 1 })
          const day = dayIn(how.timeZone, part.startAt)
          expect(dayIn(how.timeZone, last)).toBe(day)
          const ofDay = momentOfDay(day, how)
          if (part.moment === 'evening') expect(how.moments).toContain('evening')
          if (ofDay !== 'normal') expect(part.moment).toBe(ofDay)
          minutes += entryMinutes(part.startAt, part.endAt)
        }
        expect(minutes).toBe(entryMinutes(given.startAt, given.endAt))
      }),
    )
  })
})
