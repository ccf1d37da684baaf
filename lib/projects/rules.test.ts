import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, decimal, round2, sum } from '@/lib/money'
import {
  budgetUse,
  fixedParts,
  fixedToBill,
  hoursOfMinutes,
  minutesOfHours,
  priceRefusal,
  projectNextStep,
  projectRefusal,
} from './rules'

const open = { closedAt: null, startsOn: '2026-11-02', endsOn: '2026-11-27' }
const closed = { ...open, closedAt: '2026-11-20T10:00:00Z' }

describe('what can be done to a project', () => {
  it('is booked on from its first day up to its last', () => {
    expect(projectRefusal(open, 'book', '2026-11-01')).toBe('projects.not_begun')
    expect(projectRefusal(open, 'book', '2026-11-02')).toBeNull()
    expect(projectRefusal(open, 'book', '2026-11-27')).toBeNull()
    expect(projectRefusal(open, 'book', '2026-11-28')).toBe('projects.ended')
    expect(projectRefusal({ ...open, startsOn: null, endsOn: null }, 'book', '1999-01-01')).toBeNull()
  })

  it('is only reopened once it is closed', () => {
    for (const step of ['edit', 'book', 'close'] as const) {
      expect(projectRefusal(closed, step, '2026-11-10')).toBe('projects.closed')
      expect(projectRefusal(open, step, '2026-11-10')).toBeNull()
    }
    expect(projectRefusal(open, 'reopen')).toBe('projects.open')
    expect(projectRefusal(closed, 'reopen')).toBeNull()
  })

  it('has one next step: finish what runs, close what is done, else give it work', () => {
    const project = { closedAt: null, endsOn: null, usedMinutes: 0 }
    const phase = (id: string, usedMinutes: number, isDone = false) => ({
      id,
      usedMinutes,
      doneAt: isDone ? '2026-11-20T10:00:00Z' : null,
    })
    const next = (phases: ReturnType<typeof phase>[], more: Partial<typeof project> | { endsOn: string } = {}) =>
      projectNextStep({ ...project, ...more }, phases, '2026-11-22')
    expect(next([])).toEqual({ step: 'order' })
    expect(next([phase('a', 0), phase('b', 0)])).toEqual({ step: 'order' })
    expect(next([phase('a', 60, true), phase('b', 30)])).toEqual({ step: 'finish', phaseId: 'b' })
    expect(next([phase('a', 60, true)])).toEqual({ step: 'close' })
    expect(next([], { endsOn: '2026-11-21' })).toEqual({ step: 'close' })
    expect(next([], { endsOn: '2026-11-22' })).toEqual({ step: 'order' })
    expect(projectNextStep({ ...project, closedAt: '2026-11-20T10:00:00Z' }, [], '2026-11-22')).toBeNull()
  })
})

describe('the prices of a project', () => {
  it('fit together, or say beside which field they do not', () => {
    const refused = (
      pricing: 'hourly' | 'fixed' | 'mixed',
      fixedPrice: string | null,
      phases: (string | null)[] = [],
    ) => priceRefusal({ pricing, fixedPrice }, phases)
    expect(refused('fixed', null)).toEqual({ field: 'fixedPrice', code: 'projects.fixed_price' })
    expect(refused('fixed', '100', ['60', '40'])).toBeNull()
    expect(refused('fixed', '100', ['60', '40.01'])).toEqual({ field: 'fixedPrice', code: 'projects.phases_above' })
    expect(refused('hourly', null, [null])).toBeNull()
    expect(refused('hourly', null, [null, '5'])).toEqual({ field: 'pricing', code: 'projects.phases_priced' })
    expect(refused('mixed', null, ['5', null])).toBeNull()
  })
})

describe('a budget', () => {
  it('warns at exactly 80 % and is over only beyond 100 %', () => {
    expect(budgetUse(479, 600)).toEqual({ percent: 79, state: 'fine' })
    expect(budgetUse(480, 600)).toEqual({ percent: 80, state: 'warning' })
    expect(budgetUse(600, 600)).toEqual({ percent: 100, state: 'warning' })
    expect(budgetUse(601, 600)).toEqual({ percent: 100, state: 'over' })
    expect(budgetUse('79.99', '100')).toEqual({ percent: 79, state: 'fine' })
    expect(budgetUse('100.01', '100')).toEqual({ percent: 100, state: 'over' })
    expect(budgetUse(10, null)).toEqual({ percent: null, state: 'fine' })
    expect(budgetUse(10, 0)).toEqual({ percent: null, state: 'fine' })
  })

  it('only gets worse by more work, and says the same in minutes as in their hundredfold', () => {
    const amount = fc.integer({ min: 0, max: 10_000_000 })
    const worse = ['fine', 'warning', 'over']
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 10_000_000 }), (some, more, budget) => {
        const [now, later] = [budgetUse(some, budget), budgetUse(some + more, budget)]
        expect(later.percent ?? 0).toBeGreaterThanOrEqual(now.percent ?? 0)
        expect(worse.indexOf(later.state)).toBeGreaterThanOrEqual(worse.indexOf(now.state))
        expect(now.state === 'over').toBe(some > budget)
        expect(now.state === 'fine').toBe(some * 100 < budget * 80)
        expect(budgetUse(round2(decimal(some).times(100)), round2(decimal(budget).times(100)))).toEqual(now)
      }),
    )
  })

  it('comes back as the hours that were typed, to the minute', () => {
    expect(minutesOfHours('12.5')).toBe(750)
    expect(hoursOfMinutes(750)).toBe('12.5')
    expect([minutesOfHours(null), hoursOfMinutes(null)]).toEqual([null, null])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000_000 }), (minutes) => {
        expect(minutesOfHours(hoursOfMinutes(minutes))).toBe(minutes)
      }),
    )
  })
})

describe('what of a fixed price can be billed', () => {
  const at = '2026-11-20T10:00:00Z'
  const whole = { invoicing: 'phase', fixedPrice: '1000', billedAmount: '0', closedAt: null } as const
  const phase = (fixedPrice: string | null, doneAt: string | null = null, billedAmount = '0') => ({
    fixedPrice,
    doneAt,
    billedAmount,
  })

  it('is the phases that are done, and the rest at the end; on completion all at once', () => {
    expect(fixedToBill(whole, [phase('400'), phase('300')])).toBe('0.00')
    expect(fixedToBill(whole, [phase('400', at), phase('300')])).toBe('400.00')
    expect(fixedToBill({ ...whole, closedAt: at }, [phase('400', at, '400'), phase('300', at)])).toBe('600.00')
    expect(fixedToBill({ ...whole, invoicing: 'completion' }, [phase('400', at)])).toBe('0.00')
    expect(fixedToBill({ ...whole, invoicing: 'completion', closedAt: at }, [phase('400', at)])).toBe('1000.00')
    const mixed = { ...whole, fixedPrice: null }
    expect(fixedToBill(mixed, [phase('400', at), phase('300'), phase(null, at)])).toBe('400.00')
    expect(fixedToBill({ ...mixed, closedAt: at }, [phase('400', at, '400'), phase('300')])).toBe('0.00')
  })

  const cents = fc.integer({ min: 0, max: 100_000_00 }).map((value) => decimal(value).dividedBy(100).toFixed(2))
  const phases = fc.array(
    fc
      .record({ price: fc.option(cents), isDone: fc.boolean(), part: fc.integer({ min: 0, max: 100 }) })
      .map(({ price, isDone, part }) =>
        phase(
          price,
          isDone ? at : null,
          round2(
            decimal(price ?? '0')
              .times(part)
              .dividedBy(100),
          ),
        ),
      ),
    { maxLength: 6 },
  )

  it('is never below nothing and never beyond what is agreed; a project that is closed is billed to the cent', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('weekly', 'monthly', 'phase', 'completion'),
        fc.option(cents),
        cents,
        fc.boolean(),
        phases,
        (invoicing, extra, billed, isClosed, parts) => {
          const ofPhases = sum(parts.map((one) => one.fixedPrice))
          // The price of the whole is at least that of its phases: priceRefusal.
          const fixedPrice = extra === null ? null : sum([ofPhases, extra])
          const billedAmount = fixedPrice === null ? '0' : compare(billed, extra ?? '0') > 0 ? (extra ?? '0') : billed
          const project = { invoicing, fixedPrice, billedAmount, closedAt: isClosed ? at : null } as const
          const now = fixedToBill(project, parts)
          const already = sum([billedAmount, ...parts.map((one) => one.billedAmount)])
          expect(compare(now, '0')).toBeGreaterThanOrEqual(0)
          expect(compare(sum([now, already]), fixedPrice ?? ofPhases)).toBeLessThanOrEqual(0)
          if (isClosed && fixedPrice !== null) expect(sum([now, already])).toBe(fixedPrice)
          // Piece by piece it is the same, and what is not ready makes up the rest of what was agreed.
          const pieces = fixedParts(
            { ...project, billedAmount: already },
            parts.map((one, index) => ({ ...one, id: String(index) })),
          )
          expect(sum(pieces.flatMap(({ amount, readyAt }) => (readyAt ? amount : [])))).toBe(now)
          expect(sum([already, ...pieces.map(({ amount }) => amount)])).toBe(round2(fixedPrice ?? ofPhases))
          // One more phase that is done never takes anything away.
          const further = parts.map((one) => ({ ...one, doneAt: one.doneAt ?? at }))
          expect(compare(fixedToBill(project, further), now)).toBeGreaterThanOrEqual(0)
          // Once that is billed, nothing is left to bill now.
          if (isClosed && fixedPrice !== null)
            expect(fixedToBill({ ...project, billedAmount: sum([billedAmount, now]) }, parts)).toBe('0.00')
        },
      ),
    )
  })
})
