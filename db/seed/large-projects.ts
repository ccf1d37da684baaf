import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { customerId, idAt, uuids, whole } from './large-sql'

/** Lines per project; five members work on each. */
const perProject = 250

const projectId = (n: string) => idAt(`timestamptz '2025-01-01' + ${n} * interval '1 second'`, `'p' || ${n}`)

/**
 * Projects with so many hours and expenses of the last 90 days that are not invoiced, in every state: the newest are open,
 * older ones handed in, agreed to, with the customer, or ready. One in ten is an expense.
 */
export async function fillProjects(
  tx: Transaction,
  {
    organizationId,
    team,
    customers,
    lines,
  }: { organizationId: string; team: readonly string[]; customers: number; lines: number },
): Promise<void> {
  const projects = Math.max(1, Math.ceil(lines / perProject))
  await tx.execute(sql`
    insert into projects (organization_id, id, created_at, number, name, customer_id, lead_id, pricing, invoicing, approval, search_text)
    select ${organizationId}, ${projectId('n')}, now() - interval '120 days', 'PR-' || lpad(n::text, 6, '0'), 'Verbouwing ' || n,
      ${customerId(`(1 + n % ${customers})`)}, (${uuids(team)})[1 + n % ${whole(team.length)}], 'hourly',
      (array['weekly', 'monthly', 'weekly', 'completion'])[1 + n % 4], (array['yes', 'no'])[1 + n % 2],
      lower('pr-' || lpad(n::text, 6, '0') || ' verbouwing ' || n)
    from generate_series(1, ${whole(projects)}) n`)
  // On which project and day line i is, by whom, and how far it came in that time.
  const booked = (which: string) => sql`
    from (select i, 1 + i % ${whole(projects)} as n, (i * 7919::bigint) % 90 as age from generate_series(1, ${whole(lines)}) i where ${sql.raw(which)}) made
    cross join lateral (select case when age < 7 then 'open' when age < 14 then 'submitted' when age % 29 = 0 then 'returned'
        when age < 30 then 'approved' when n % 2 = 1 then 'approved' when age < 50 then 'offered' when age % 31 = 0 then 'rejected'
        else 'accepted' end as state, current_date - age::int as day,
      (${uuids(team)})[1 + ((n * 7 + (i / ${whole(projects)}) % 5) % ${whole(team.length)})::int] as member_id) told`
  await tx.execute(sql`
    insert into time_entries (organization_id, id, created_at, member_id, project_id, day, hour_type, state, origin, minutes, price, net_amount)
    select ${organizationId}, ${idAt('(current_date - age::int)::timestamptz', "'t' || i")}, day, member_id, ${projectId('n')}, day, 'work', state,
      'manual', 60 * (1 + i % 8), 62.5, 62.5 * (1 + i % 8)
    ${booked('i % 10 <> 0')}`)
  await tx.execute(sql`
    insert into expenses (organization_id, id, created_at, member_id, project_id, day, spent_at, kind, description, state, gross_amount, vat_rate, net_amount)
    select ${organizationId}, ${idAt('(current_date - age::int)::timestamptz', "'e' || i")}, day, member_id, ${projectId('n')}, day, day, 'parking',
      'Parking', state, 12.10, 21, 10
    ${booked('i % 10 = 0')}`)
}
