import 'server-only'
import { sql } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import type { Read } from '@/lib/auth/actor'
import type { DayText } from '@/lib/time'
import type { WaitingThing } from '../rules'

/** What waits on these members before it can be invoiced, without amounts: not everybody may see prices. */
export async function waitingOn(read: Read, memberIds: readonly string[]): Promise<Map<string, WaitingThing[]>> {
  const { organizationId } = read.actor
  const lines = (table: 'time_entries' | 'expenses') => sql`
    select b.member_id, p.lead_id, b.state, b.day from ${sql.raw(table)} b
    join projects p on p.organization_id = ${organizationId} and p.id = b.project_id
    where b.organization_id = ${organizationId} and b.removed_at is null and b.invoice_state = 'open'
      and b.net_amount is distinct from 0 and b.state in ('open', 'submitted', 'returned', 'rejected')
      ${table === 'expenses' ? sql`and b.billable = 'yes'` : sql``}`
  const rows = await read.db.execute<{ id: string; kind: WaitingThing['kind']; count: number; since: DayText }>(sql`
    select id, kind, count(*)::int as count, min(day)::text as since from (
      select case when state = 'submitted' then lead_id else member_id end as id,
        case state when 'submitted' then 'check' else state end as kind, day
      from (${lines('time_entries')} union all ${lines('expenses')}) booked
      union all
      select asked_to_id, 'question', created_at::date from order_questions
      where organization_id = ${organizationId} and answered_at is null
    ) waiting where ${isOneOf(sql`id`, memberIds)} group by id, kind order by id, kind`)
  return Map.groupBy(
    rows.map((row) => ({ ...row })),
    (row) => row.id,
  )
}
