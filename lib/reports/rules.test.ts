import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineStates } from '@/lib/hours/rules/approval'
import { sum } from '@/lib/money'
import type { InvoiceState, LineApproval } from '@/lib/orders/rules'
import { type BookedFacts, billableAnyway, bookedReasonOf, byReason, fixedReasonOf, unbilledReasons } from './rules'
import { partsOf, reasonOf, type UnbilledFacts } from './rules/orders'

const facts = fc.record<UnbilledFacts>({
  onHold: fc.boolean(),
  visitState: fc.constantFrom('needs_visit', 'planned', 'running', 'done'),
  workLeft: fc.boolean(),
  late: fc.boolean(),
  phoneWaits: fc.boolean(),
  released: fc.boolean(),
  priceMissing: fc.boolean(),
  questionOpen: fc.boolean(),
  poMissing: fc.boolean(),
  onConcept: fc.boolean(),
  periodOpen: fc.boolean(),
  waitsFor: fc.constantFrom(null, 'offered', 'rejected', 'to_offer'),
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
    phoneWaits: false,
    late: false,
    released: false,
    priceMissing: false,
    questionOpen: false,
    poMissing: false,
    onConcept: false,
    periodOpen: false,
    waitsFor: null,
  }
  it.each([
    [{ onHold: true, visitState: 'needs_visit' }, 'on_hold'],
    [{ visitState: 'needs_visit', workLeft: false }, 'not_planned'],
    [{ visitState: 'needs_visit' }, 'follow_up'],
    [{ visitState: 'planned' }, 'visit_planned'],
    [{ visitState: 'planned', late: true }, 'visit_late'],
    [{ visitState: 'running' }, 'visit_running'],
    [{ visitState: 'running', phoneWaits: true }, 'phone_waits'],
    [{}, 'control'],
    [{ questionOpen: true }, 'correction_asked'],
    [{ priceMissing: true, questionOpen: true }, 'price_missing'],
    [{ released: true, onConcept: true }, 'on_concept'],
    [{ released: true, onConcept: true, periodOpen: true }, 'collective'],
    [{ released: true, onConcept: true, poMissing: true }, 'po_missing'],
    [{ released: true }, 'not_on_concept'],
    // With the customer, before and after the release: told before what the office can do meanwhile.
    [{ waitsFor: 'offered', questionOpen: true }, 'order_offered'],
    [{ waitsFor: 'rejected' }, 'order_rejected'],
    [{ waitsFor: 'rejected', released: true, poMissing: true }, 'order_rejected'],
    [{ waitsFor: 'to_offer', released: true }, 'order_to_offer'],
    [{ waitsFor: 'offered', onHold: true }, 'on_hold'],
    [{ waitsFor: 'offered', visitState: 'needs_visit' }, 'follow_up'],
    [{ waitsFor: 'to_offer', released: true, priceMissing: true }, 'price_missing'],
    [{ waitsFor: 'offered', released: true, onConcept: true }, 'on_concept'],
  ] as const)('%j → %s', (some, reason) => expect(reasonOf({ ...done, ...some })).toBe(reason))

  it('splits the lines of an order by what they wait for, each in one part', () => {
    const line = (approval: LineApproval, invoiceState: InvoiceState = 'open', netAmount: string | null = '1.00') => ({
      approval,
      invoiceState,
      netAmount,
    })
    const asked = { onHold: false, released: true, visitState: 'done', isAsked: true } as const
    const lines = [
      ...[line('accepted'), line('offered'), line('rejected'), line('none', 'concept')],
      ...[line('offered', 'open', null), line('offered', 'concept'), line('none'), line('offered')],
    ]
    const counts = (order: Parameters<typeof partsOf>[1], some = lines) =>
      partsOf(some, order).map((part) => [part.onConcept ? 'concept' : part.waitsFor, part.lines.length])
    expect(counts(asked)).toEqual([
      [null, 3],
      ['offered', 2],
      ['rejected', 1],
      ['concept', 2],
    ])
    // Invoiced anyway, or nobody is asked: what was said makes no difference; nor while something else comes first.
    for (const other of [{ isAsked: false }, { onHold: true }, { released: false, visitState: 'planned' as const }])
      expect(counts({ ...asked, ...other })).toEqual([
        [null, 6],
        ['concept', 2],
      ])
    expect(counts(asked, [line('none'), line('none')])).toEqual([['to_offer', 2]])
    expect(counts({ ...asked, released: false }, [line('none')])).toEqual([[null, 1]])
  })

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
