import { expect, test } from 'vitest'
import { mayOpen } from '@/lib/auth/authorization'
import type { Role } from '@/lib/auth/rules'
import { type UnbilledReason, unbilledReasons } from '@/lib/reports/rules'
import { billing, deed, placeOf, solution, solvingPages } from './solution'

const order = {
  ...{ orderId: 'o', projectId: null, booked: null, conceptId: null, remindId: null, requestIds: [] },
  isReleased: false,
}

const hrefs = (role: Role) => {
  const opens = solvingPages.filter((href) => mayOpen(href, [role]))
  return (reason: UnbilledReason) => solution({ ...order, conceptId: 'i', reason }, opens).href
}

test('an unbilled amount is solved where the person may come, and else at the order', () => {
  const [planner, back] = [hrefs('planner'), hrefs('administration')]
  expect([planner('not_planned'), back('not_planned')]).toEqual(['/planboard?order=o', '/orders/o'])
  expect([planner('control'), back('control')]).toEqual(['/orders/o', '/control?order=o'])
  expect([planner('on_concept'), back('on_concept')]).toEqual(['/orders/o', '/invoices/i'])
  for (const reason of unbilledReasons) {
    expect(planner(reason)).not.toMatch(/control|invoices/)
    expect(back(reason)).not.toMatch(/planboard/)
  }
})

test('work on a project is put on a concept from here: what is ready at once, the rest only with a reason and the right', () => {
  const row = { ...order, orderId: null, projectId: 'p', booked: { memberId: 'm', upTo: '2026-11-22' } }
  expect(billing({ ...row, reason: 'not_on_concept' }, true)).toBe('put')
  expect(billing({ ...row, reason: 'hours_offered' }, true)).toBe('anyway')
  expect(billing({ ...row, reason: 'hours_offered' }, false)).toBeNull()
  // Of an order what its customer is asked about; until then it is checked and not billed from here.
  expect(billing({ ...order, reason: 'order_rejected' }, true)).toBe('anyway')
  expect(billing({ ...order, reason: 'control' }, true)).toBeNull()
  expect(billing({ ...row, booked: null, reason: 'phase_open' }, true)).toBeNull()
  expect(billing({ ...row, reason: 'price_missing' }, true)).toBeNull()
  expect(billing({ ...row, conceptId: 'i', reason: 'on_concept' }, true)).toBeNull()
  expect(solution({ ...row, reason: 'phase_open' }, []).href).toBe('/projects/p')
  expect(solution({ ...row, reason: 'hours_open' }, ['/hours']).href).toBe('/hours?member=m&week=2026-11-22')
})

test('every reason with a deed of its own has its button here, for who may press it', () => {
  const row = { ...order, remindId: 'm', requestIds: ['r'] }
  const deeds = (mayBill: boolean) =>
    Object.fromEntries(
      unbilledReasons.map((reason) => [reason, deed({ ...row, reason }, mayBill)]).filter(([, one]) => one),
    )
  const anybody = {
    correction_asked: 'remind',
    po_missing: 'po',
    hours_open: 'remind',
    hours_returned: 'remind',
    order_offered: 'remindCustomer',
    order_to_offer: 'offer',
    hours_to_offer: 'offer',
    hours_offered: 'remindCustomer',
  }
  expect(deeds(false)).toEqual(anybody)
  expect(deeds(true)).toEqual({ ...anybody, not_on_concept: 'put', period_open: 'put' })
  expect(deed({ ...order, reason: 'hours_open' }, true)).toBeNull()
  // Whose button does something leads by itself to where it is looked at; the others to what they are.
  expect(placeOf({ ...row, conceptId: 'i', reason: 'po_missing' }, ['/invoices/[id]'], true)).toBe('/invoices/i')
  expect(placeOf({ ...row, reason: 'control' }, ['/control'], true)).toBe('/orders/o')
  expect(deed({ ...order, reason: 'hours_offered' }, true)).toBeNull()
})

test('what a customer said of an order is solved at the control, or once it was released at the order itself', () => {
  const row = { ...order, reason: 'order_rejected' as const }
  expect(solution(row, ['/control'])).toEqual({ href: '/control?order=o', key: 'rejected' })
  expect(solution({ ...row, isReleased: true }, ['/control'])).toEqual({ href: '/orders/o', key: 'open' })
  expect([deed(row, true), billing(row, true), billing(row, false)]).toEqual([null, 'anyway', null])
  for (const reason of ['order_offered', 'order_to_offer'] as const)
    expect(billing({ ...row, reason }, true)).toBe('anyway')
  expect(deed({ ...row, reason: 'order_offered' }, true)).toBeNull()
})
