import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, negate, sum } from '@/lib/money'
import {
  type InvoiceState,
  invoiceStates,
  type LineBilling,
  lineBillings,
  lineKinds,
  orderSums,
} from '@/lib/orders/rules'
import {
  agreementOf,
  type ControlFacts,
  type ControlLine,
  comparisonOf,
  controlFlags,
  flagsOf,
  lineDiffers,
  releaseRefusal,
  timeOnSite,
} from './rules'

const line: ControlLine = {
  kind: 'material',
  billing: 'included',
  quantity: '2',
  plannedQuantity: '2',
  doneQuantity: '2.000',
  netAmount: '50.00',
}
const clean: ControlFacts = {
  onHold: false,
  lines: [line],
  openQuestions: 0,
  closedVisits: 1,
  reports: 1,
  signed: 1,
  failed: 0,
  billableAmount: '50.00',
  agreedAmount: null,
  poRequired: false,
  poNumber: '',
  approval: null,
}

describe('flagsOf', () => {
  it('says nothing about an order that went as planned', () => expect(flagsOf(clean)).toEqual([]))
  it('marks a missing price, and that blocks', () => {
    const flags = flagsOf({ ...clean, lines: [{ ...line, netAmount: null }] })
    expect(flags).toEqual(['price_missing'])
    expect(releaseRefusal(flags)).toBe('control.price_missing')
  })
  it('does not ask a price for warranty', () =>
    expect(flagsOf({ ...clean, lines: [line, { ...line, billing: 'warranty', netAmount: null }] })).toEqual([]))
  it('marks more than was planned, and a correction of what was done', () => {
    expect(lineDiffers({ ...line, doneQuantity: '3', quantity: '3' })).toBe(true)
    expect(lineDiffers({ ...line, quantity: '1' })).toBe(true)
    expect(lineDiffers(line)).toBe(false)
  })
  it('marks an amount above what was agreed, a missing PO number, an open question and an unsigned report', () => {
    const facts = { ...clean, agreedAmount: '49.99', poRequired: true, openQuestions: 1, signed: 0, reports: 0 }
    expect(flagsOf(facts)).toEqual(['question_open', 'po_missing', 'no_report', 'not_signed', 'above_agreed'])
  })
  it('marks an order on hold first', () => expect(flagsOf({ ...clean, onHold: true })).toEqual(['on_hold']))
  it('waits for a customer who is asked and approved nothing yet, and says so when not all was approved', () => {
    const asked = (accepted: number, others: number) => flagsOf({ ...clean, approval: { accepted, others } })
    expect(asked(0, 2)).toEqual(['approval_open'])
    expect(releaseRefusal(asked(0, 2))).toBe('control.approval_open')
    expect(asked(1, 1)).toEqual(['approval_partly'])
    expect(releaseRefusal(asked(1, 1))).toBeNull()
    expect(asked(2, 0)).toEqual([])
  })
  it('only a missing price, an open question or the customer blocks, whatever else is marked', () => {
    fc.assert(
      fc.property(fc.subarray([...controlFlags]), (flags) => {
        const blocked = (['price_missing', 'question_open', 'approval_open'] as const).some((one) =>
          flags.includes(one),
        )
        expect(releaseRefusal(flags) !== null).toBe(blocked)
      }),
    )
  })
})

describe('comparisonOf', () => {
  const worth = (billing: LineBilling, netAmount: string | null, invoiceState: InvoiceState = 'open') => ({
    kind: 'material' as const,
    billing,
    invoiceState,
    netAmount,
  })
  const quote = { agreedBasis: 'quote' as const, agreedAmount: '400.00' }
  it('says nothing when nothing was agreed beforehand', () =>
    expect(comparisonOf({ agreedBasis: null, agreedAmount: null, billableAmount: '450.00' }, [])).toBeNull())
  it('shows how much more than the quote it became, and that extra work explains all but a part of it', () => {
    const lines = [
      worth('included', '410.00'),
      worth('extra', '30.00'),
      worth('extra', '10.00', 'billed'),
      worth('extra', '99.00', 'written_off'),
      worth('extra', null),
      worth('covered', '0.00'),
    ]
    expect(comparisonOf({ ...quote, billableAmount: '450.00' }, lines)).toEqual({
      agreed: '400.00',
      actual: '450.00',
      difference: '50.00',
      percent: '12.5',
      extra: '40.00',
      rest: '10.00',
    })
  })
  it('shows what stayed below it, and what a price agreed by word of mouth became', () => {
    expect(comparisonOf({ ...quote, billableAmount: '333.33' }, [])).toMatchObject({
      difference: '-66.67',
      percent: '-16.7',
      rest: '-66.67',
    })
    expect(comparisonOf({ agreedBasis: null, agreedAmount: '10', billableAmount: '10.00' }, [])).toMatchObject({
      difference: '0.00',
      percent: '0.0',
    })
  })
  it('has no difference beside a contract without an amount, and no percentage of nothing', () => {
    const contract = { agreedBasis: 'contract' as const, agreedAmount: null, billableAmount: '30.00' }
    expect(comparisonOf(contract, [worth('extra', '30.00')])).toEqual({
      agreed: null,
      actual: '30.00',
      difference: null,
      percent: null,
      extra: '30.00',
      rest: null,
    })
    expect(comparisonOf({ ...contract, agreedAmount: '0.00' }, [])).toMatchObject({
      difference: '30.00',
      percent: null,
    })
  })
  it('names the contract that the order is done under, unless it has a quote or a number of its own', () => {
    const contract = { number: 'C-2026-0001' }
    const order = { agreedBasis: null, agreedReference: '', agreedAmount: null, billableAmount: '30.00' }
    expect(agreementOf(order, null)).toBe(order)
    const named = agreementOf<Parameters<typeof agreementOf>[0] & typeof order>(order, contract)
    expect(named).toMatchObject({ agreedBasis: 'contract', agreedReference: 'C-2026-0001' })
    expect(comparisonOf(order, [])).toBeNull()
    expect(comparisonOf(named, [])).toMatchObject({ agreed: null, actual: '30.00' })
    expect(agreementOf({ agreedBasis: 'contract', agreedReference: 'C-12' }, contract).agreedReference).toBe('C-12')
    const quoted = { agreedBasis: 'quote' as const, agreedReference: 'O-7' }
    expect(agreementOf(quoted, contract)).toBe(quoted)
  })
  it('adds up to the cent whatever was agreed and billed, and is above exactly when the flag says so', () => {
    const cents = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((value) => (value / 100).toFixed(2))
    const line = fc.record({
      kind: fc.constantFrom(...lineKinds),
      billing: fc.constantFrom(...lineBillings),
      invoiceState: fc.constantFrom(...invoiceStates),
      netAmount: fc.option(cents),
    })
    fc.assert(
      fc.property(cents, fc.array(line, { maxLength: 12 }), (agreedAmount, lines) => {
        const { billableAmount } = orderSums(lines, false)
        const found = comparisonOf({ agreedBasis: 'quote', agreedAmount, billableAmount }, lines)
        if (!found?.difference || !found.rest) throw new Error('not compared')
        expect(sum([found.agreed, found.difference])).toBe(found.actual)
        expect(sum([found.extra, found.rest])).toBe(found.difference)
        // Without the extra lines the same order differs by the rest.
        const plain = lines.filter(({ billing }) => billing !== 'extra')
        expect(sum([orderSums(plain, false).billableAmount, negate(agreedAmount)])).toBe(found.rest)
        const flags = flagsOf({ ...clean, agreedAmount, billableAmount })
        expect(compare(found.difference, '0') > 0).toBe(flags.includes('above_agreed'))
      }),
    )
  })
})

it('time on site is planned by visit and technician, and booked as work', () => {
  const visit = {
    status: 'completed',
    startAt: '2026-03-02T08:00:00Z',
    endAt: '2026-03-02T09:30:00Z',
    durationMinutes: 60,
    team: ['a', 'b'],
  }
  const untimed = { ...visit, status: 'partly_completed', startAt: null, endAt: null, team: ['a'] }
  const refused = { ...visit, status: 'no_access' }
  const hours = [
    { hourType: 'work', minutes: 95 },
    { hourType: 'travel', minutes: 20 },
    { hourType: 'work', minutes: null },
  ]
  expect(timeOnSite([visit, untimed, refused], [{ hours }, { hours: [{ hourType: 'work', minutes: 10 }] }])).toEqual({
    planned: 240,
    booked: 105,
  })
})
