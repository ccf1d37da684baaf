import 'server-only'
import { sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { dayIn, Temporal } from '@/lib/time'
import type { LineState } from '../rules/approval'
import { missingDays, type SheetWarning, warningsOf } from '../rules/sheets'
import { hoursPeriod, type Period, type PeriodKind } from '../rules/week'
import { daysOfMembers, spanOf } from './days'
import { ledBy } from './scope'

export type SheetFilters = { kind: PeriodKind; projectId?: string; memberId?: string }

/** A member's period with something to decide about. */
export type SheetRow = Period & {
  memberId: string
  member: string
  /** Lines that wait for this lead, and how much they are. */
  lines: number
  minutes: number
  expenses: string
  /** When the first of them was handed in. */
  submittedAt: string
  /** States of all lines of the period, whoever decides about them. */
  states: LineState[]
  missing: number
  warnings: SheetWarning[]
}

type Waiting = {
  member_id: string
  member: string
  day: string
  lines: number
  minutes: number
  expenses: string
  submitted_at: string
  without_notes: number
}

/** As many sheets as one list shows; who approves them sees the next ones after. */
const most = 200

/** The periods with lines that wait for this lead, the longest waiting first; administration sees everybody's. */
export async function sheetsToApprove(read: Read, filters: SheetFilters): Promise<SheetRow[]> {
  const organization = await organizationOf(read)
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const own = read.actor.organizationId
  const step = filters.kind === 'week' ? 'week' : 'month'
  const which = (
    table: 't' | 'e',
  ) => sql`${sql.raw(table)}.organization_id = ${own} and ${sql.raw(table)}.state = 'submitted'
    and ${sql.raw(table)}.removed_at is null and ${ledBy(read, { projectId: sql.raw(`${table}.project_id`), orderId: sql.raw(`${table}.order_id`) })}
    ${filters.projectId ? sql`and ${sql.raw(table)}.project_id = ${filters.projectId}` : sql``}
    ${filters.memberId ? sql`and ${sql.raw(table)}.member_id = ${filters.memberId}` : sql``}`
  const rows = await read.db.execute<Waiting>(sql`
    with waiting as (
      select t.member_id, t.day, t.submitted_at, case when t.hour_type = 'break' then 0 else t.minutes end as minutes,
        0::numeric as gross, (t.notes = '' and p.approval = 'yes')::int as without_notes
      from time_entries t left join projects p on p.organization_id = t.organization_id and p.id = t.project_id
      where ${which('t')}
      union all
      select e.member_id, e.day, e.submitted_at, 0, e.gross_amount, 0 from expenses e where ${which('e')}
    )
    select w.member_id, m.name as member, date_trunc(${step}, w.day::timestamp)::date::text as day, count(*)::int as lines,
      sum(w.minutes)::int as minutes, sum(w.gross)::numeric(14,2)::text as expenses,
      to_json(min(w.submitted_at))#>>'{}' as submitted_at, sum(w.without_notes)::int as without_notes
    from waiting w join members m on m.organization_id = ${own} and m.id = w.member_id
    group by 1, 2, 3 order by min(w.submitted_at), 2, 3 limit ${most}`)
  const periods = rows.map((row) => ({ ...row, ...hoursPeriod(filters.kind, row.day) }))
  if (periods.length === 0) return []
  const ids = [...new Set(periods.map((row) => row.member_id))]
  const span = spanOf(periods, today)
  const [daysOf, states] = await Promise.all([
    daysOfMembers(read, organization, ids, span),
    statesOf(read, ids, span, step),
  ])
  return periods.map((row) => {
    const days = daysOf(row.member_id, row)
    return {
      from: row.from,
      to: row.to,
      memberId: row.member_id,
      member: row.member,
      lines: row.lines,
      minutes: row.minutes,
      expenses: row.expenses,
      submittedAt: row.submitted_at,
      states: states.get(`${row.member_id} ${row.day}`) ?? [],
      missing: missingDays(days, today).length,
      warnings: warningsOf(days, row.without_notes, today),
    }
  })
}

async function statesOf(read: Read, memberIds: readonly string[], span: Period, step: 'week' | 'month') {
  const part = (table: 'time_entries' | 'expenses') =>
    sql`select member_id, day, state from ${sql.raw(table)} where organization_id = ${read.actor.organizationId}
        and member_id = any(${sql.param([...memberIds])}::uuid[]) and day between ${span.from} and ${span.to} and removed_at is null`
  const rows = await read.db.execute<{ member_id: string; day: string; states: LineState[] }>(sql`
    select member_id, date_trunc(${step}, day::timestamp)::date::text as day, json_agg(distinct state) as states
    from (${part('time_entries')} union all ${part('expenses')}) lines group by 1, 2`)
  return new Map(rows.map((row) => [`${row.member_id} ${row.day}`, row.states]))
}
