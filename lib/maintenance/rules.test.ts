import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/time'
import { dueDay, fillReminder, intervalUnits, mustRemind, nextDueDay } from './rules'

const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n))
const interval = fc.record({
  intervalCount: fc.integer({ min: 1, max: 24 }),
  intervalUnit: fc.constantFrom(...intervalUnits),
})

describe('dueDay', () => {
  it('keeps the last day of the month as its anchor', () => {
    const monthly = { intervalCount: 1, intervalUnit: 'month' } as const
    expect([0, 1, 2].map((n) => dueDay('2026-01-31', monthly, n))).toEqual(['2026-01-31', '2026-02-28', '2026-03-31'])
  })
  it('keeps 29 February', () => {
    const yearly = { intervalCount: 1, intervalUnit: 'year' } as const
    expect([1, 4].map((n) => dueDay('2028-02-29', yearly, n))).toEqual(['2029-02-28', '2032-02-29'])
  })
  it('always moves forward', () => {
    fc.assert(
      fc.property(day, interval, fc.integer({ min: 0, max: 200 }), (anchor, every, n) => {
        expect(dueDay(anchor, every, n + 1) > dueDay(anchor, every, n)).toBe(true)
      }),
    )
  })
})

describe('nextDueDay', () => {
  it('is a due day of the plan, after the day, and the first such', () => {
    fc.assert(
      fc.property(day, interval, day, (anchor, every, after) => {
        const next = nextDueDay(anchor, every, after)
        expect(next > after).toBe(true)
        let n = 0
        while (dueDay(anchor, every, n) < next) n++
        expect(dueDay(anchor, every, n)).toBe(next)
        if (n > 0) expect(dueDay(anchor, every, n - 1) <= after).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('mustRemind', () => {
  const due = { dueOn: '2026-12-22', status: 'due', remindedAt: null } as const
  it('waits until the set number of days before', () => {
    expect(mustRemind(due, '2026-11-21', 30)).toBe(false)
    expect(mustRemind(due, '2026-11-22', 30)).toBe(true)
  })
  it('still does so when the server was down on that day, until the due day', () => {
    expect(mustRemind(due, '2026-12-01', 30)).toBe(true)
    expect(mustRemind(due, '2026-12-22', 30)).toBe(true)
    expect(mustRemind(due, '2026-12-23', 30)).toBe(false)
  })
  it('tells once, and nothing about what is planned or cancelled', () => {
    expect(mustRemind({ ...due, remindedAt: '2026-11-22T01:00:00Z' }, '2026-11-23', 30)).toBe(false)
    expect(mustRemind({ ...due, status: 'planned' }, '2026-11-23', 30)).toBe(false)
  })
})

it('fills in what it knows and leaves the rest', () => {
  const facts = { customer: 'An', name: 'Ketel', asset: '', address: 'Kerkstraat 1', date: '22 december' }
  expect(fillReminder('Dag {customer}, {name} op {date}. {iets}', facts)).toBe('Dag An, Ketel op 22 december. {iets}')
})
