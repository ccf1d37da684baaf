import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimal, sum } from '@/lib/money'
import {
  agreementRefusal,
  billingFor,
  invoiceStates,
  isBillable,
  isOpenLine,
  type LineFacts,
  lineAmount,
  lineBillings,
  lineKinds,
  type OrderFacts,
  orderRefusal,
  orderStatus,
  orderStatuses,
  orderSteps,
  orderSums,
} from './rules'

const at = fc.constantFrom<string | null>(null, '2026-11-22T09:00:00Z')
const facts: fc.Arbitrary<OrderFacts> = fc.record({
  acceptedAt: at,
  cancelledAt: at,
  releasedAt: at,
  visitState: fc.constantFrom('needs_visit', 'planned', 'running', 'done'),
  visitCount: fc.nat(5),
  openLines: fc.nat(4),
  billedLines: fc.nat(4),
})
const money = fc.integer({ min: -99_999, max: 999_999 }).map((cents) => decimal(cents).dividedBy(100).toFixed(2))
const line: fc.Arbitrary<LineFacts> = fc
  .record({
    kind: fc.constantFrom(...lineKinds),
    billing: fc.constantFrom(...lineBillings),
    invoiceState: fc.constantFrom(...invoiceStates),
    netAmount: fc.option(money),
  })
  .map((one) => (isBillable(one) ? one : { ...one, netAmount: '0.00' }))

test('cancelled dominates every other fact', () => {
  fc.assert(
    fc.property(facts, (one) => {
      expect(orderStatus({ ...one, cancelledAt: '2026-11-22T09:00:00Z' })).toBe('cancelled')
    }),
  )
})

test('an order is invoiced exactly when it is accepted, released and nothing is left open', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const isInvoiced =
        one.cancelledAt === null && one.acceptedAt !== null && one.releasedAt !== null && one.openLines === 0
      expect(orderStatus(one) === 'invoiced').toBe(isInvoiced)
    }),
  )
})

test('an order that goes forward on site never goes back in status', () => {
  const steps = ['needs_visit', 'planned', 'running', 'done'] as const
  fc.assert(
    fc.property(facts, (one) => {
      const places = steps.map((visitState) => orderStatuses.indexOf(orderStatus({ ...one, visitState })))
      expect(places).toEqual([...places].sort((a, b) => a - b))
    }),
  )
})

test('billable is unbilled plus billed, to the cent, and a cancelled order has nothing left to bill', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.boolean(), (lines, cancelled) => {
      const sums = orderSums(lines, cancelled)
      const billed = sum(
        lines.filter((one) => isBillable(one) && one.invoiceState === 'billed').map((one) => one.netAmount),
      )
      expect(decimal(sums.billableAmount).minus(billed).toFixed(2)).toBe(decimal(sums.unbilledAmount).toFixed(2))
      if (cancelled) expect(sums.unbilledAmount).toBe('0.00')
      else expect(sums.unbilledAmount).toBe(sum(lines.filter(isOpenLine).map((one) => one.netAmount)))
    }),
  )
})

test('billing one open line makes what is unbilled less by that line, and what is billable stays', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
      const open = lines.find(isOpenLine)
      if (!open) return
      const before = orderSums(lines, false)
      const after = orderSums(
        lines.map((one) => (one === open ? { ...one, invoiceState: 'billed' as const } : one)),
        false,
      )
      expect(after.openLines).toBe(before.openLines - 1)
      expect(after.billableAmount).toBe(before.billableAmount)
      expect(decimal(before.unbilledAmount).minus(after.unbilledAmount).toFixed(2)).toBe(
        decimal(open.netAmount ?? '0').toFixed(2),
      )
    }),
  )
})

test('warranty, covered and text cost the customer nothing; a missing price is missing, not nothing', () => {
  const base = { kind: 'material', quantity: '2', unitPrice: '10', discountPercent: '0' } as const
  expect(lineAmount({ ...base, billing: 'included' })).toBe('20.00')
  expect(lineAmount({ ...base, billing: 'extra', discountPercent: '25' })).toBe('15.00')
  expect(lineAmount({ ...base, billing: 'warranty' })).toBe('0.00')
  expect(lineAmount({ ...base, billing: 'covered', unitPrice: null })).toBe('0.00')
  expect(lineAmount({ ...base, kind: 'text', billing: 'included' })).toBe('0.00')
  expect(lineAmount({ ...base, billing: 'included', unitPrice: null })).toBeNull()
})

test('at a fixed price only the price and what was asked extra are billed; without billing only the extra', () => {
  expect(billingFor('fixed', { kind: 'fixed', billing: 'included' })).toBe('included')
  expect(billingFor('fixed', { kind: 'labour', billing: 'included' })).toBe('covered')
  expect(billingFor('fixed', { kind: 'material', billing: 'extra' })).toBe('extra')
  expect(billingFor('none', { kind: 'fixed', billing: 'included' })).toBe('covered')
  expect(billingFor('hourly', { kind: 'labour', billing: 'included' })).toBe('included')
})

test('a step is refused from a status that is not its own, and to who may not', () => {
  const admin = { kind: 'member', roles: ['admin'] as const }
  const technician = { kind: 'member', roles: ['technician'] as const }
  for (const step of Object.keys(orderSteps) as (keyof typeof orderSteps)[])
    for (const status of orderStatuses) {
      const order = { status, visitState: 'needs_visit' as const, onHold: step === 'resume' }
      const from: readonly string[] = orderSteps[step].from
      expect(orderRefusal(order, step, admin) === null, `${step} from ${status}`).toBe(from.includes(status))
      expect(orderRefusal(order, step, technician)).toBe('common.forbidden')
    }
})

test('an agreement: a quote has a price, a contract a number or a price, a number belongs to one of both', () => {
  const of = (agreedBasis: 'quote' | 'contract' | null, agreedReference: string, agreedAmount: string | null) =>
    agreementRefusal({ agreedBasis, agreedReference, agreedAmount })?.code ?? 'fine'
  expect([of('quote', 'OFF-1', '10.00'), of('quote', '', '0.00'), of('quote', 'OFF-1', null)]).toEqual([
    'fine',
    'fine',
    'orders.quote_amount',
  ])
  expect([of('contract', 'C-12', null), of('contract', '', '10.00'), of('contract', '', null)]).toEqual([
    'fine',
    'fine',
    'orders.contract_number',
  ])
  expect([of(null, '', null), of(null, '', '10.00'), of(null, 'C-12', '10.00')]).toEqual([
    'fine',
    'fine',
    'orders.agreement_basis',
  ])
})
