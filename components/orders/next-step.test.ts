import { expect, test } from 'vitest'
import { mayOpen } from '@/lib/auth/authorization'
import type { Role } from '@/lib/auth/rules'
import { nextStep, stepPages } from './next-step'

const opens = (...roles: Role[]) => stepPages.filter((href) => mayOpen(href, roles))
const order = (status: Parameters<typeof nextStep>[0]['status']) => ({ id: 'o', customerId: 'c', status })

test('the next step of an order leads only to pages that open', () => {
  const [planner, back] = [opens('planner'), opens('administration')]
  expect(nextStep(order('accepted'), planner)?.href).toBe('/planboard?order=o')
  expect(nextStep(order('accepted'), back)).toBeNull()
  expect(nextStep(order('in_progress'), back)).toBeNull()
  expect(nextStep(order('executed'), back)?.href).toBe('/control?order=o')
  for (const status of ['executed', 'ready_to_invoice', 'invoiced'] as const)
    expect(nextStep(order(status), planner)).toBeNull()
  expect(nextStep(order('invoiced'), back)?.href).toBe('/invoices?customer=c')
  expect(nextStep(order('cancelled'), opens('admin'))).toBeNull()
})
