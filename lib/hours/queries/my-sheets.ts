import 'server-only'
import { sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import { type LineState, type SheetState, sheetState } from '../rules/approval'
import { hoursPeriod, type Period, type PeriodKind } from '../rules/week'
import { linesToMend, type SheetLine } from './sheet'

/** Where one's own week or month stands. */
export type MySheet = Period & {
  kind: PeriodKind
  state: SheetState
  /** Booked, breaks left out. */
  minutes: number
  /** Lines that can be handed in, and that can still be taken back. */
  toSubmit: number
  toTakeBack: number
  /** When it was last handed in; who approved it last, and when. */
  submittedAt: string | null
  approvedAt: string | null
  approvedBy: string | null
  toMend: SheetLine[]
}

type Row = {
  day: string
  states: LineState[]
  minutes: number
  to_submit: number
  to_take_back: number
  submitted_at: string | null
  approved_at: string | null
  approved_by: string | null
}

/** One's own periods from … to that have lines, the latest first. */
export async function mySheets(read: Read, kind: PeriodKind, span: Period): Promise<MySheet[]> {
  const own = read.actor.organizationId
  const part = (table: 'time_entries' | 'expenses', minutes: string) =>
    sql`select day, state, ${sql.raw(minutes)} as minutes, submitted_at, approved_at, approved_by_id from ${sql.raw(table)}
        where organization_id = ${own} and member_id = ${read.actor.id} and day between ${span.from} and ${span.to} and removed_at is null`
  const step = kind === 'week' ? 'week' : 'month'
  const [rows, toMend] = await Promise.all([
    read.db.execute<Row>(sql`
      select date_trunc(${step}, day::timestamp)::date::text as day, json_agg(distinct state) as states, sum(minutes)::int as minutes,
        (count(*) filter (where state in ('open', 'returned', 'rejected')))::int as to_submit,
        (count(*) filter (where state = 'submitted'))::int as to_take_back,
        to_json(max(submitted_at))#>>'{}' as submitted_at, to_json(max(approved_at))#>>'{}' as approved_at,
        (select name from members where organization_id = ${own} and id = (array_agg(approved_by_id order by approved_at desc nulls last))[1]) as approved_by
      from (${part('time_entries', `case when hour_type = 'break' then 0 else minutes end`)}
        union all ${part('expenses', '0')}) lines
      group by 1 order by 1 desc limit 60`),
    linesToMend(read, span),
  ])
  const mend = Map.groupBy(toMend, (line) => hoursPeriod(kind, line.day).from)
  return rows.map((row) => ({
    ...hoursPeriod(kind, row.day),
    kind,
    state: sheetState(row.states),
    minutes: row.minutes,
    toSubmit: row.to_submit,
    toTakeBack: row.to_take_back,
    submittedAt: row.submitted_at,
    approvedAt: row.approved_at,
    approvedBy: row.approved_by,
    toMend: mend.get(row.day) ?? [],
  }))
}
