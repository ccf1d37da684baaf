import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { asSystem } from '@/db/client'
import { organizations } from '@/db/schema/auth'
import { reading, systemActor } from '@/lib/auth/actor'
import { orderStatuses } from '@/lib/orders/rules'
import { violations } from '@/proofs/invariants'
import { seedDemo } from './demo'

it('tells a whole month: every status, signed reports, final invoices', { timeout: 240_000 }, async () => {
  await seedDemo()
  const found = await asSystem((tx) =>
    tx.select({ id: organizations.id, slug: organizations.slug }).from(organizations),
  )
  const id = found.find(({ slug }) => slug === 'warmtebrigade')?.id ?? ''
  for (const { id: one, slug } of found.filter(({ slug }) => ['warmtebrigade', 'voorbeeldinstallatie'].includes(slug)))
    expect(await reading(systemActor(one, 'test'), violations), slug).toEqual([])
  const counts = await reading(systemActor(id, 'test'), async ({ db }) => ({
    orders: await db.execute<{ status: string; count: number }>(
      sql`select status, count(*)::int as count from orders group by 1`,
    ),
    customers: await db.execute<{ count: number }>(sql`select count(*)::int as count from customers`),
    reports: await db.execute<{ count: number }>(sql`select count(*)::int as count from work_reports`),
    finals: await db.execute<{ count: number }>(
      sql`select count(*)::int as count from invoices where number is not null`,
    ),
    answered: await db.execute<{ count: number }>(
      sql`select count(*)::int as count from requests r where r.answers <> '{}'
          and exists (select from documents d where d.organization_id = r.organization_id and d.request_id = r.id)`,
    ),
    agreed: await db.execute<{ basis: string; above: number; below: number }>(
      sql`select agreed_basis as basis, (count(*) filter (where billable_amount > agreed_amount))::int as above,
          (count(*) filter (where billable_amount <= agreed_amount))::int as below
          from orders where agreed_basis is not null and executed_at is not null group by 1 order by 1`,
    ),
    projects: await db.execute<{ pricing: string; closed: boolean; phases: number }>(
      sql`select pricing, closed_at is not null as closed, (select count(*)::int from project_phases f
          where f.organization_id = p.organization_id and f.project_id = p.id) as phases from projects p order by number`,
    ),
    queued: await db.execute<{ count: number }>(sql`select count(*)::int as count from mails where status <> 'kept'`),
  }))
  const statuses = new Set(counts.orders.map(({ status }) => status))
  const expected = orderStatuses.filter((status) => status !== 'requested' && status !== 'declined')
  expect([...statuses]).toEqual(expect.arrayContaining(expected))
  const total = counts.orders.reduce((sum, { count }) => sum + count, 0)
  expect(total).toBeGreaterThan(200)
  expect(counts.customers[0]?.count).toBe(60)
  expect(counts.reports[0]?.count).toBeGreaterThan(100)
  expect(counts.finals[0]?.count).toBeGreaterThan(40)
  expect(counts.answered[0]?.count).toBeGreaterThan(3)
  expect(counts.agreed.map(({ basis }) => basis)).toEqual(['contract', 'quote'])
  for (const { above, below } of counts.agreed) {
    expect(above).toBeGreaterThan(0)
    expect(below).toBeGreaterThan(0)
  }
  expect([...counts.projects]).toEqual([
    { pricing: 'hourly', closed: false, phases: 0 },
    { pricing: 'mixed', closed: false, phases: 3 },
    { pricing: 'fixed', closed: false, phases: 0 },
    { pricing: 'hourly', closed: true, phases: 0 },
  ])
  expect(counts.queued[0]?.count).toBe(0)
})
