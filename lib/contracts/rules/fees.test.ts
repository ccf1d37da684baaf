import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare, sum } from '@/lib/money'
import { addDays, daysBetween } from '@/lib/time'
import {
  type FeeFacts,
  feePeriods,
  feeTimings,
  instalment,
  instalmentFrom,
  instalmentsDue,
  nextInstalment,
} from './fees'

const fee: FeeFacts = { amount: '100.00', period: 'month', timing: 'advance', startsOn: '2027-01-31', endsOn: null }
const starts = (one: FeeFacts, count: number) => Array.from({ length: count }, (_, n) => instalment(one, n)?.startsOn)

const someFee = fc.record({
  amount: fc.integer({ min: 1, max: 10_000_000 }).map((cents) => (cents / 100).toFixed(2)),
  period: fc.constantFrom(...feePeriods),
  timing: fc.constantFrom(...feeTimings),
  startsOn: fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2023-12-15', days)),
})
const someEnd = fc.option(fc.integer({ min: 0, max: 1200 }))
const ending = (one: Omit<FeeFacts, 'endsOn'>, days: number | null): FeeFacts => ({
  ...one,
  endsOn: days === null ? null : addDays(one.startsOn, days),
})

test('periods are reckoned from the first day of all: the 31st comes back after February', () => {
  expect(starts(fee, 4)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'])
  expect(starts({ ...fee, startsOn: '2028-01-31' }, 3)).toEqual(['2028-01-31', '2028-02-29', '2028-03-31'])
  expect(starts({ ...fee, startsOn: '2028-02-29', period: 'year' }, 5)).toEqual([
    ...['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'],
  ])
  expect(starts({ ...fee, startsOn: '2026-08-31', period: 'half_year' }, 3)).toEqual([
    ...['2026-08-31', '2027-02-28', '2027-08-31'],
  ])
  expect(starts({ ...fee, startsOn: '2026-11-30', period: 'quarter' }, 2)).toEqual(['2026-11-30', '2027-02-28'])
})

test('in advance it is due on its first day, in arrears on the day after its last', () => {
  expect(instalment(fee, 0)).toMatchObject({ endsOn: '2027-02-27', dueOn: '2027-01-31' })
  expect(instalment({ ...fee, timing: 'arrears' }, 0)).toMatchObject({ endsOn: '2027-02-27', dueOn: '2027-02-28' })
})

test('what the end cuts short costs its share of days, rounded half up once', () => {
  const short = { ...fee, startsOn: '2026-11-01', endsOn: '2026-11-10' }
  expect(instalment(short, 0)).toEqual({
    ...{ startsOn: '2026-11-01', endsOn: '2026-11-10' },
    dueOn: '2026-11-01',
    amount: '33.33',
  })
  expect(instalment({ ...short, timing: 'arrears' }, 0)?.dueOn).toBe('2026-11-11')
  expect(instalment({ ...short, endsOn: '2026-11-30' }, 0)?.amount).toBe('100.00')
  expect(instalment(short, 1)).toBeNull()
  // A day of 31: 0.5 of a cent goes up.
  expect(instalment({ ...short, startsOn: '2026-12-01', endsOn: '2026-12-01', amount: '0.16' }, 0)?.amount).toBe('0.01')
})

test('whole periods follow each other without a gap or an overlap, on either side of every clock change', () => {
  fc.assert(
    fc.property(someFee, fc.nat({ max: 60 }), (one, n) => {
      const [own, next] = [instalment(ending(one, null), n), instalment(ending(one, null), n + 1)]
      expect(next?.startsOn).toBe(addDays(own?.endsOn ?? '', 1))
      expect(own?.amount).toBe(one.amount)
      expect(instalmentFrom(ending(one, null), own?.startsOn ?? '')).toEqual(own)
      const days = daysBetween(own?.startsOn ?? '', next?.startsOn ?? '')
      const [least, most] =
        { month: [28, 31], quarter: [89, 92], half_year: [181, 184], year: [365, 366] }[one.period] ?? []
      expect(days).toBeGreaterThanOrEqual(least ?? 0)
      expect(days).toBeLessThanOrEqual(most ?? 0)
    }),
  )
})

test('however often it is asked and after whatever pause, each period is due once, and none after the end', () => {
  fc.assert(
    fc.property(
      someFee,
      someEnd,
      fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 8 }),
      (one, end, pauses) => {
        const facts = ending(one, end)
        let today = one.startsOn
        let from: string | null = null
        const made: string[] = []
        for (const pause of pauses) {
          today = addDays(today, pause)
          const { due, nextDueOn } = instalmentsDue(facts, today, from)
          made.push(...due.map(({ startsOn }) => startsOn))
          expect(nextInstalment(facts, nextDueOn)?.dueOn ?? null).toBe(nextDueOn)
          expect(nextDueOn === null || nextDueOn > today).toBe(true)
          if (nextDueOn === null) break
          from = nextDueOn
        }
        const all = instalmentsDue(facts, today).due
        expect(made).toEqual(all.map(({ startsOn }) => startsOn))
        for (const { startsOn, endsOn, amount } of all) {
          expect(facts.endsOn === null || endsOn <= facts.endsOn).toBe(true)
          expect(startsOn <= endsOn).toBe(true)
          expect(compare(amount, one.amount)).toBeLessThanOrEqual(0)
        }
        // The day it ends is in the last one.
        if (from === null && facts.endsOn && all.length > 0) expect(all.at(-1)?.endsOn).toBe(facts.endsOn)
        expect(compare(sum(all.slice(0, -1).map(({ amount }) => amount)), '0')).toBeGreaterThanOrEqual(0)
      },
    ),
  )
})
