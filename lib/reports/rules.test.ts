import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineStates } from '@/lib/hours/rules/approval'
import { sum } from '@/lib/money'
import { lineApprovals } from '@/lib/orders/rules'
import {
  type BookedFacts,
  billableAnyway,
  bookedReasonOf,
  byReason,
  fixedReasonOf,
  reasonOf,
  type UnbilledFacts,
  unbilledReasons,
} from './rules'

const facts = fc.record<UnbilledFacts>({
  onHold: fc.boolean(),
  visitState: fc.constantFrom('needs_visit', 'planned', 'running', 'done'),
  workLeft: fc.boolean(),
  late: fc.boolean(),
  released: fc.boolean(),
  priceMissing: fc.boolean(),
  questionOpen: fc.boolean(),
  poMissing: fc.boolean(),
  onConcept: fc.boolean(),
  periodOpen: fc.boolean(),
  approval: fc.constantFrom(...lineApprovals),
})
const cents = fc.integer({ min: -1_000_000, max: 10_000_000 }).map((n) => (n / 100).toFixed(2))

describe('why this is not invoiced yet', () => {
  it('gives every unbilled amount exactly one reason, and the reasons add up to the cent', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(facts, cents), { maxLength: 60 }), (parts) => {
        const groups = byReason(
          parts.map(([one, amount]) => ({ reason: reasonOf(one), amount, count: 1, oldestOn: '2026-01-01' })),
        )
        expect(sum(groups.map((group) => group.amount))).toBe(sum(parts.map(([, amount]) => amount)))
        expect(groups.reduce((count, group) => count + group.count, 0)).toBe(parts.length)
        expect(new Set(groups.map((group) => group.reason)).size).toBe(groups.length)
      }),
    )
  })

  it('knows every reason it names', () => {
    fc.assert(
      fc.property(facts, (one) => {
        expect(unbilledReasons).toContain(reasonOf(one))
      }),
    )
  })

  const done: UnbilledFacts = {
    onHold: false,
    visitState: 'done',
    workLeft: true,
    late: false,
    released: false,
    priceMissing: false,
    questionOpen: false,
    poMissing: false,
    onConcept: false,
    periodOpen: false,
    approval: 'accepted',
  }
  it.each([
    [{ approval: 'none' }, 'hours_to_offer'],
    [{ approval: 'offered' }, 'hours_offered'],
    [{ approval: 'rejected', released: true, poMissing: true }, 'hours_rejected'],
    [{ approval: 'offered', visitState: 'running' }, 'visit_running'],
    [{ approval: 'rejected', onConcept: true }, 'on_concept'],
    [{ onHold: true, visitState: 'needs_visit' }, 'on_hold'],
    [{ visitState: 'needs_visit', workLeft: false }, 'not_planned'],
    [{ visitState: 'needs_visit' }, 'follow_up'],
    [{ visitState: 'planned' }, 'visit_planned'],
    [{ visitState: 'planned', late: true }, 'visit_late'],
    [{ visitState: 'running' }, 'visit_running'],
    [{}, 'control'],
    [{ questionOpen: true }, 'correction_asked'],
    [{ priceMissing: true, questionOpen: true }, 'price_missing'],
    [{ released: true, onConcept: true }, 'on_concept'],
    [{ released: true, onConcept: true, periodOpen: true }, 'collective'],
    [{ released: true, onConcept: true, poMissing: true }, 'po_missing'],
    [{ released: true }, 'not_on_concept'],
  ] as const)('%j → %s', (some, reason) => expect(reasonOf({ ...done, ...some })).toBe(reason))

  const agreed: BookedFacts = {
    state: 'approved',
    isAsked: false,
    priceMissing: false,
    poMissing: false,
    isDue: true,
    waitsForPhase: false,
    periodOpen: false,
    onConcept: false,
  }
  it.each([
    [{}, 'not_on_concept'],
    [{ state: 'open' }, 'hours_open'],
    [{ state: 'open', priceMissing: true }, 'price_missing'],
    [{ state: 'submitted', poMissing: true }, 'hours_check'],
    [{ state: 'returned' }, 'hours_returned'],
    [{ isAsked: true }, 'hours_to_offer'],
    [{ state: 'offered', isAsked: true }, 'hours_offered'],
    [{ state: 'rejected', isAsked: true }, 'hours_rejected'],
    [{ state: 'accepted', isAsked: true, isDue: false }, 'project_open'],
    [{ isDue: false, waitsForPhase: true, poMissing: true }, 'phase_open'],
    [{ poMissing: true, periodOpen: true }, 'po_missing'],
    [{ periodOpen: true }, 'period_open'],
    [{ onConcept: true, state: 'open' }, 'on_concept'],
    [{ onConcept: true, periodOpen: true }, 'collective'],
  ] as const)('hours on a project: %j → %s', (some, reason) =>
    expect(bookedReasonOf({ ...agreed, ...some })).toBe(reason),
  )

  it('lets only be billed anyway what has an amount and is not ready of itself', () => {
    for (const state of lineStates)
      for (const isDue of [true, false]) {
        const reason = bookedReasonOf({ ...agreed, state, isDue, isAsked: true })
        expect(billableAnyway.includes(reason)).toBe(state !== 'accepted' || !isDue)
      }
  })

  it('names what is left of a fixed price', () => {
    const ready = { isReady: true, ofPhase: true, poMissing: false, periodOpen: false, onConcept: false }
    expect(fixedReasonOf(ready)).toBe('not_on_concept')
    expect(fixedReasonOf({ ...ready, isReady: false })).toBe('phase_open')
    expect(fixedReasonOf({ ...ready, isReady: false, ofPhase: false })).toBe('project_open')
    expect(fixedReasonOf({ ...ready, poMissing: true })).toBe('po_missing')
    expect(fixedReasonOf({ ...ready, onConcept: true, periodOpen: true })).toBe('collective')
  })
})
