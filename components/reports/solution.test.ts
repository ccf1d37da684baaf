import { expect, test } from 'vitest'
import { mayOpen } from '@/lib/auth/authorization'
import type { Role } from '@/lib/auth/rules'
import { type UnbilledReason, unbilledReasons } from '@/lib/reports/rules'
import { solution, solvingPages } from './solution'

const hrefs = (role: Role) => {
  const opens = solvingPages.filter((href) => mayOpen(href, [role]))
  return (reason: UnbilledReason) => solution({ orderId: 'o', conceptId: 'i', reason }, opens).href
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
