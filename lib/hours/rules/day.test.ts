import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DayEntry, dayProblems, forgottenStops, gapMinutes, type StopSigns, travelKindsOf } from './day'

const zone = 'Europe/Brussels'
const at = (time: string, day = '24') => `2026-11-${day}T${time}:00Z`
const entry = (id: string, hourType: DayEntry['hourType'], from: string, to: string): DayEntry => ({
  ...{ id, hourType, orderId: `order of ${id}`, visitId: null, startAt: at(from), endAt: at(to) },
  minutes: (Date.parse(at(to)) - Date.parse(at(from))) / 60_000,
})
const facts = (entries: DayEntry[], country = 'BE') => ({ country, entries, open: [], running: null })

test('a journey goes to the first work, between two, or home after the last; one of a visit goes there', () => {
  const day = [
    entry('home', 'travel', '16:00', '16:30'),
    entry('first', 'travel', '07:00', '07:30'),
    entry('a', 'work', '07:30', '10:00'),
    entry('second', 'travel', '10:00', '10:20'),
    entry('b', 'work', '10:20', '16:00'),
  ]
  expect(Object.fromEntries(travelKindsOf(day))).toEqual({ first: 'to_site', second: 'between', home: 'home' })
  const onTheWay = [...day.slice(1, 3), { ...entry('next', 'travel', '10:00', '10:05'), visitId: 'b' }]
  expect(travelKindsOf(onTheWay).get('next')).toBe('between')
})

test('a hole, a long day without a pause, a visit that is not closed and a clock that runs are missing', () => {
  const morning = entry('a', 'work', '07:00', '11:00')
  const noon = entry('b', 'work', '11:30', '14:00')
  expect(dayProblems(facts([noon, morning]))).toEqual([
    { kind: 'gap', startAt: at('11:00'), endAt: at('11:30'), minutes: 30, orderId: 'order of b' },
    { kind: 'pause', worked: 390, least: 15 },
  ])
  expect(dayProblems(facts([morning, entry('pause', 'break', '11:00', '11:30'), noon]))).toEqual([])
  expect(dayProblems(facts([morning, entry('c', 'work', '11:00', '12:40')], 'NL'))).toEqual([
    { kind: 'pause', worked: 340, least: 30 },
  ])
  const running = { subject: 'visit', hourType: 'work' as const, startAt: at('15:00') }
  const open = [{ visitId: 'visit', customer: 'Maes' }]
  expect(dayProblems({ ...facts([]), running, open }).map(({ kind }) => kind)).toEqual(['running', 'open'])
})

test('filling every hole leaves none, and holes never overlap hours', () => {
  const hours = fc
    .uniqueArray(fc.integer({ min: 0, max: 1400 }), { minLength: 2, maxLength: 12 })
    .map((times) => [...times].sort((a, b) => a - b))
  const iso = (minute: number) => new Date(Date.UTC(2026, 10, 24, 0, minute)).toISOString()
  fc.assert(
    fc.property(hours, (times) => {
      const entries = times.flatMap((from, index): DayEntry[] => {
        const to = times[index + 1]
        if (to === undefined || index % 2 === 1) return []
        const more = { orderId: null, visitId: null, hourType: 'work' as const, minutes: to - from }
        return [{ id: String(index), startAt: iso(from), endAt: iso(to), ...more }]
      })
      const gaps = dayProblems(facts(entries)).filter((one) => one.kind === 'gap')
      for (const gap of gaps) {
        expect(gap.minutes).toBeGreaterThanOrEqual(gapMinutes)
        const over = entries.filter((one) => (one.startAt ?? '') < gap.endAt && gap.startAt < (one.endAt ?? ''))
        expect(over).toEqual([])
      }
      const filled = gaps.map(
        (gap, index): DayEntry => ({ ...gap, id: `gap ${index}`, visitId: null, hourType: 'break' }),
      )
      expect(dayProblems(facts([...entries, ...filled])).filter((one) => one.kind === 'gap')).toEqual([])
    }),
  )
})

test('a stop was forgotten when the clock ran over midnight or too long, not when the next visit began in time', () => {
  const stretch = (startAt: string, endAt: string, endedBy: string | null) => ({
    ...{ subject: 'visit', hourType: 'work' as const, startAt, endAt, endedBy },
  })
  const moment = (now: string, isDayOver = false) => ({ now, timeZone: zone, isDayOver })
  const signs: StopSigns[] = [{ visitId: 'visit', plannedEndAt: at('16:00'), lastAt: at('15:10'), durationMinutes: 60 }]
  const asked = (one: ReturnType<typeof stretch>, more = signs) =>
    forgottenStops({ stretches: [one], running: null }, more, moment(at('08:00', '25')))
  expect(asked(stretch(at('14:00'), at('07:00', '25'), 'next'))).toEqual([
    { visitId: 'visit', hourType: 'work', startAt: at('14:00'), endAt: at('07:00', '25'), suggestedAt: at('16:00') },
  ])
  expect(asked(stretch(at('14:00'), at('15:30'), 'next'))).toEqual([])
  expect(asked(stretch(at('14:00'), at('07:00', '25'), null))).toEqual([])
  const bare = [{ visitId: 'visit', plannedEndAt: null, lastAt: null, durationMinutes: 90 }]
  expect(asked(stretch(at('14:00'), at('07:00', '25'), 'next'), bare)[0]?.suggestedAt).toBe(at('15:30'))
  const running = { subject: 'visit', hourType: 'work' as const, startAt: at('14:00') }
  const still = forgottenStops({ stretches: [], running }, signs, moment(at('08:00', '25')))
  expect(still).toEqual([expect.objectContaining({ endAt: null, suggestedAt: at('16:00') })])
  const evening = (time: string, isDayOver: boolean) =>
    forgottenStops({ stretches: [], running }, signs, moment(at(time), isDayOver)).map(({ suggestedAt }) => suggestedAt)
  expect(evening('17:00', false)).toEqual([])
  expect(evening('16:59', true)).toEqual([])
  expect(evening('17:00', true)).toEqual([at('16:00')])
})
