import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import { linesSentBack, waitingSheets, weeksToSubmit } from '@/lib/hours/queries/waiting'
import { addDays, type DayText, dayBounds } from '@/lib/time'
import { openVisitStatuses } from '@/lib/visits/rules'
import type { TodayItem, TodayVisit } from '../rules'

type ItemRow = { kind: TodayItem['kind']; count: number; oldest: string | null }

/** What waits in the company now: for each kind how many and since when, counted no further than 1,000. */
export function companyItems(read: Read, timeZone: string, today: DayText): Promise<TodayItem[]> {
  const own = read.actor.organizationId
  const { start } = dayBounds(timeZone, today)
  const soon = addDays(today, 14)
  return counted(read, [
    part('requests', 'created_at', sql`from requests where organization_id = ${own} and status = 'open' order by id`),
    part(
      'overdue',
      'due_on::timestamptz',
      sql`from orders where organization_id = ${own} and visit_state = 'needs_visit' and cancelled_at is null
              and accepted_at is not null and due_on < ${today} order by due_on`,
    ),
    part(
      'late_visits',
      'start_at',
      sql`from visits where organization_id = ${own} and status = 'planned' and start_at >= ${start} and start_at < now()`,
    ),
    part(
      'missed_visits',
      'start_at',
      sql`from visits where organization_id = ${own} and status = 'planned' and start_at < ${start}
              and start_at >= ${start}::timestamptz - interval '60 days'`,
    ),
    part('control', 'executed_at', sql`from orders where organization_id = ${own} and status = 'executed' order by id`),
    part(
      'customer_answers',
      'customer_answered_at',
      sql`from visits where organization_id = ${own} and customer_answer in ('asked', 'picked', 'cancelled')
              and answer_seen_at is null and (customer_answer <> 'asked' or status = 'planned') order by customer_answered_at`,
    ),
    part('questions', 'created_at', sql`from order_questions where organization_id = ${own} and answered_at is null`),
    part(
      'concepts',
      'created_at',
      sql`from invoices where organization_id = ${own} and number is null and discarded_at is null order by id`,
    ),
    part(
      'overdue_invoices',
      'due_on::timestamptz',
      sql`from invoice_states where organization_id = ${own} and status in ('final', 'sent', 'partly_paid') and due_on < ${today}`,
    ),
    part(
      'maintenance',
      'due_on::timestamptz',
      sql`from maintenance_occurrences where organization_id = ${own} and status = 'due' and due_on <= ${soon} order by due_on`,
    ),
    part(
      'mails',
      'created_at',
      sql`from mails where organization_id = ${own} and status in ('uncertain', 'failed', 'bounced') order by id`,
    ),
    part(
      'leave_requests',
      'created_at',
      sql`from leave_requests where organization_id = ${own} and state = 'pending' order by start_at`,
    ),
  ])
}

/** What waits for this member alone: hours they lead, and their own; counted likewise. */
export function ownItems(read: Read, today: DayText): Promise<TodayItem[]> {
  return counted(read, [
    part('hours_to_approve', 'since', sql`from (${waitingSheets(read)}) sheets`),
    part('hours_to_mend', 'since', sql`from (${linesSentBack(read)}) lines`),
    part('hours_not_submitted', 'since', sql`from (${weeksToSubmit(read, today)}) weeks`),
  ])
}

function part(kind: TodayItem['kind'], since: string, from: SQL): SQL {
  return sql`select ${kind}::text as kind, count(*)::int as count, min(since)::text as oldest
    from (select ${sql.raw(since)} as since ${from} limit 1000) as waiting`
}

async function counted(read: Read, parts: SQL[]): Promise<TodayItem[]> {
  const rows = await read.db.execute<ItemRow>(sql.join(parts, sql` union all `))
  return rows.map(({ kind, count, oldest }) => ({ kind, count, oldestOn: oldest ? oldest.slice(0, 10) : null }))
}

/** Has this company no orders at all yet? */
export async function isJustBegun(read: Read): Promise<boolean> {
  const [row] = await read.db.execute<{ begun: boolean }>(
    sql`select not exists (select from orders where organization_id = ${read.actor.organizationId}) as begun`,
  )
  return row?.begun ?? false
}

/** As many as a dashboard shows; the rest of the day stands on the planboard. */
const mostVisits = 40

/**
 * The visits of a local day that are not over yet, by time and technician, then those that are: at most 40, and how many
 * there are. Names are looked up, not joined, and only of what is shown: six joins cost 4 ms to plan.
 */
export async function visitsToday(
  read: Read,
  timeZone: string,
  today: DayText,
): Promise<{ visits: TodayVisit[]; total: number }> {
  const { start, end } = dayBounds(timeZone, today)
  const own = read.actor.organizationId
  const rows = await read.db.execute<TodayVisit & { total: number }>(sql`
    with today as (
      select id, order_id, status, start_at, end_at, status <> all(${sql.param([...openVisitStatuses])}::text[]) as is_over,
        count(*) over ()::int as total
      from visits
      where organization_id = ${own} and start_at >= ${start} and start_at < ${end} and status <> 'cancelled'
      order by is_over, start_at, id limit ${mostVisits}
    )
    select v.id, v.order_id as "orderId", v.status, v.total,
      to_char(v.start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startAt",
      to_char(v.end_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endAt",
      (select name from members where organization_id = ${own} and id = a.member_id) as technician,
      (select name from customers where organization_id = ${own} and id = o.customer_id) as customer,
      (select city from sites where organization_id = ${own} and id = o.site_id) as city,
      o.title
    from today v
    join orders o on o.organization_id = ${own} and o.id = v.order_id
    join agenda_entries a on a.organization_id = ${own} and a.visit_id = v.id and a.leader
    order by v.is_over, v.start_at, technician`)
  return { visits: rows.map(({ total, ...visit }) => visit), total: rows[0]?.total ?? 0 }
}
