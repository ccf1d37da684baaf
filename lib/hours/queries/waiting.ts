import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import { type DayText, weekStart } from '@/lib/time'
import { ledBy } from './scope'

/** The weeks of members with lines that wait for this lead, one row each with when they came; no more than 1,000. */
export function waitingSheets(read: Read): SQL {
  const part = (table: 'time_entries' | 'expenses') =>
    sql`select member_id, day, submitted_at from ${sql.raw(table)} where organization_id = ${read.actor.organizationId}
        and state = 'submitted' and removed_at is null and ${ledBy(read, { projectId: sql.raw('project_id'), orderId: sql.raw('order_id') })}`
  return sql`select min(submitted_at) as since from (${part('time_entries')} union all ${part('expenses')}) lines
    group by member_id, date_trunc('week', day::timestamp) limit 1000`
}

/** How many weeks of members wait for this lead. */
export function sheetsWaiting(read: Read): SQL<number> {
  return sql<number>`(select count(*)::int from (${waitingSheets(read)}) as waiting)`
}

/** One's own weeks that are over and not handed in, each with its Monday; those of half a year. */
export function weeksToSubmit(read: Read, today: DayText): SQL {
  const part = (table: 'time_entries' | 'expenses') =>
    sql`select day from ${sql.raw(table)} where organization_id = ${read.actor.organizationId} and member_id = ${read.actor.id}
        and state = 'open' and removed_at is null and day < ${weekStart(today)} and day >= ${today}::date - 182`
  return sql`select date_trunc('week', day::timestamp) as since from (${part('time_entries')} union all ${part('expenses')}) lines group by 1`
}

/** One's own lines that were sent back, each with its day. */
export function linesSentBack(read: Read): SQL {
  const part = (table: 'time_entries' | 'expenses') =>
    sql`select day::timestamptz as since from ${sql.raw(table)} where organization_id = ${read.actor.organizationId}
        and member_id = ${read.actor.id} and state in ('returned', 'rejected') and removed_at is null`
  return sql`${part('time_entries')} union all ${part('expenses')} limit 1000`
}

/** What one's own hours ask for: lines sent back, weeks not handed in and the Monday of the oldest. */
export async function myHoursWaiting(
  read: Read,
  today: DayText,
): Promise<{ sentBack: number; weeks: number; oldestWeek: DayText | null }> {
  const [row] = await read.db.execute<{ sent_back: number; weeks: number; oldest: string | null }>(sql`
    select (select count(*)::int from (${linesSentBack(read)}) a) as sent_back,
      (select count(*)::int from (${weeksToSubmit(read, today)}) b) as weeks,
      (select min(since)::date::text from (${weeksToSubmit(read, today)}) c) as oldest`)
  return { sentBack: row?.sent_back ?? 0, weeks: row?.weeks ?? 0, oldestWeek: row?.oldest ?? null }
}
