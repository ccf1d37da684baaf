import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { organizations } from '@/db/schema/auth'
import { reading, systemActor } from '@/lib/auth/actor'
import { runningVisitStatuses } from '@/lib/visits/rules'
import { violations } from '@/proofs/invariants'

/** What the demo holds, and what it breaks of the promises of the database; as JSON, for the journeys. */
async function demoFacts(): Promise<void> {
  const found = await asSystem((tx) =>
    tx.select({ id: organizations.id, slug: organizations.slug }).from(organizations),
  )
  const id = found.find(({ slug }) => slug === 'warmtebrigade')?.id ?? ''
  const broken: string[] = []
  for (const { id: one, slug } of found.filter(({ slug }) => ['warmtebrigade', 'voorbeeldinstallatie'].includes(slug)))
    broken.push(...(await reading(systemActor(one, 'test'), violations)).map((violation) => `${slug}: ${violation}`))
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
    // Whose clock stands still at this hour, and who is there tomorrow at five.
    free: await db.execute<{ name: string; email: string }>(
      sql`select m.name, m.email from members m where m.active and 'technician' = any(m.roles)
          and not exists (select from agenda_entries e join visits v on v.organization_id = e.organization_id and v.id = e.visit_id
            where e.organization_id = m.organization_id and e.member_id = m.id and v.status = any(${sql.param([...runningVisitStatuses])}::text[]))
          and not exists (select from agenda_entries e where e.organization_id = m.organization_id and e.member_id = m.id
            and e.start_at < (date_trunc('day', now() at time zone 'Europe/Brussels') + interval '1 day 20 hours') at time zone 'Europe/Brussels'
            and e.end_at > (date_trunc('day', now() at time zone 'Europe/Brussels') + interval '1 day 17 hours') at time zone 'Europe/Brussels')
          order by m.name`,
    ),
    queued: await db.execute<{ count: number }>(sql`select count(*)::int as count from mails where status <> 'kept'`),
    hours: await db.execute<{ state: string; count: number }>(
      sql`select state, count(*)::int as count from time_entries where removed_at is null group by 1`,
    ),
    projects: await db.execute<{ pricing: string; closed: boolean; phases: number }>(
      sql`select pricing, closed_at is not null as closed, (select count(*)::int from project_phases f
          where f.organization_id = p.organization_id and f.project_id = p.id) as phases from projects p order by number`,
    ),
  }))
  process.stdout.write(`${JSON.stringify({ broken, ...counts })}\n`)
  process.exit(0)
}

void demoFacts()
