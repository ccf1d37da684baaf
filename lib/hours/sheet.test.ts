import { expect, test } from 'vitest'
import { cellOf, minutesWithin, rowKey, rowsOf, type WeekEntry, weekTotals } from './rules/sheet'

const entry = (values: Partial<WeekEntry>): WeekEntry => ({
  id: 'a',
  version: 1,
  orderId: null,
  projectId: 'p',
  phaseId: null,
  visitId: null,
  number: 'P-1',
  title: 'Renovatie',
  customer: 'Bakkerij',
  phase: null,
  hourType: 'work',
  day: '2026-11-16',
  minutes: 60,
  startAt: null,
  endAt: null,
  notes: '',
  state: 'open',
  remark: '',
  clocked: 0,
  ...values,
})

test('a row is one order or project, phase and kind of hours; own time comes last', () => {
  const own = entry({ projectId: null, number: null, hourType: 'training' })
  const rows = rowsOf([own, entry({}), entry({ id: 'b', day: '2026-11-17' }), entry({ hourType: 'travel' })])
  expect(rows.map((row) => [row.number, row.hourType])).toEqual([
    ['P-1', 'travel'],
    ['P-1', 'work'],
    [null, 'training'],
  ])
})

test('a cell is typed in while it holds at most one line that may change', () => {
  const key = rowKey(entry({}))
  const cell = (entries: WeekEntry[]) => cellOf(entries, key, '2026-11-16')
  expect(cell([])).toEqual({ entries: [], minutes: 0, isTyped: true })
  expect(cell([entry({})])).toMatchObject({ minutes: 60, isTyped: true })
  expect(cell([entry({ state: 'rejected' })]).isTyped).toBe(true)
  expect(cell([entry({ state: 'submitted' })]).isTyped).toBe(false)
  expect(cell([entry({ visitId: 'v' })]).isTyped).toBe(false)
  expect(cell([entry({}), entry({ id: 'b', minutes: 15 })])).toMatchObject({ minutes: 75, isTyped: false })
})

test('days against the schedule: missing, too few, full, more; a holiday and leave ask less', () => {
  const day = (at: string, values: object = {}) => ({
    day: at,
    scheduled: 456,
    away: 0,
    holiday: null,
    planned: 0,
    clocked: 0,
    ...values,
  })
  const totals = weekTotals({
    today: '2026-11-20',
    days: [
      day('2026-11-16'),
      day('2026-11-17'),
      day('2026-11-18', { away: 228 }),
      day('2026-11-19', { holiday: 'armistice' }),
      day('2026-11-20'),
      day('2026-11-21', { scheduled: 0 }),
    ],
    entries: [
      entry({ day: '2026-11-17', minutes: 400 }),
      entry({ day: '2026-11-17', minutes: 30, hourType: 'break' }),
      entry({ day: '2026-11-18', minutes: 228 }),
      entry({ day: '2026-11-21', minutes: 10 }),
    ],
  })
  expect(totals.days.map(({ state }) => state)).toEqual(['missing', 'short', 'full', 'free', 'ahead', 'over'])
  expect(totals.missing).toEqual(['2026-11-16'])
  expect(totals.booked).toBe(638)
  expect(totals.expected).toBe(3 * 456 + 228)
})

test('minutes of windows count as far as they lie within the day', () => {
  const day = { startAt: '2026-11-16T23:00:00Z', endAt: '2026-11-17T23:00:00Z' }
  const visit = { startAt: '2026-11-17T22:00:30Z', endAt: '2026-11-18T01:00:00Z' }
  expect(minutesWithin([visit, { startAt: '2026-11-17T08:00:00Z', endAt: '2026-11-17T09:30:00Z' }], day)).toBe(150)
  expect(minutesWithin([visit], { startAt: '2026-11-16T00:00:00Z', endAt: '2026-11-16T10:00:00Z' })).toBe(0)
})
