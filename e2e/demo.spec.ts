import { orderStatuses } from '@/lib/orders/rules'
import { demoFacts } from './steps'
import { expect, test } from './test'

test('the demo tells a whole month: every status, signed reports, final invoices, and breaks no promise', () => {
  const { broken, orders, customers, reports, finals, answered, queued, agreed, hours, projects } = demoFacts()
  expect(broken).toEqual([])
  const statuses = orders.map(({ status }) => status)
  const expected = orderStatuses.filter((status) => status !== 'requested' && status !== 'declined')
  expect(statuses).toEqual(expect.arrayContaining(expected))
  expect(orders.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(200)
  expect(customers[0]?.count).toBe(60)
  expect(reports[0]?.count).toBeGreaterThan(100)
  expect(finals[0]?.count).toBeGreaterThan(40)
  expect(answered[0]?.count).toBeGreaterThan(3)
  expect(agreed.map(({ basis }) => basis)).toEqual(['contract', 'quote'])
  for (const { above, below } of agreed) {
    expect(above).toBeGreaterThan(0)
    expect(below).toBeGreaterThan(0)
  }
  // Its mails went out long ago, to nobody.
  expect(queued[0]?.count).toBe(0)
  expect(hours.map(({ state }) => state)).toEqual(expect.arrayContaining(['open', 'submitted', 'approved', 'returned']))
  expect(projects).toEqual(
    expect.arrayContaining([
      { pricing: 'hourly', closed: false, phases: 0 },
      { pricing: 'mixed', closed: false, phases: 3 },
      { pricing: 'fixed', closed: false, phases: 0 },
      { pricing: 'hourly', closed: true, phases: 0 },
    ]),
  )
})
