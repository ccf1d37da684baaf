import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { invoices } from '@/db/schema/invoices'
import type { Read } from '@/lib/auth/actor'
import type { WorkedLine } from '../rules/timesheet'

type Db = Pick<Read, 'actor' | 'db'>

/**
 * Sealed timesheets that hold hours, expenses or lines of orders of this invoice to which the customer agreed: file and title. Not one that
 * somebody took off it (the history knows).
 */
export function sealedTimesheets(read: Pick<Read, 'actor'>, invoiceId: string): SQL {
  const { organizationId } = read.actor
  return sql`
    with billed as (
      select s.time_entry_id, s.expense_id from invoice_lines l
      join invoice_line_sources s on s.organization_id = ${organizationId} and s.invoice_line_id = l.id
      where l.organization_id = ${organizationId} and l.invoice_id = ${invoiceId}
    ), agreed as (
      select a.request_id from billed b join approval_lines a on a.organization_id = ${organizationId}
        and a.time_entry_id = b.time_entry_id and a.answer = 'approved'
      union
      select a.request_id from billed b join approval_lines a on a.organization_id = ${organizationId}
        and a.expense_id = b.expense_id and a.answer = 'approved'
      union
      select a.request_id from invoice_lines l join approval_lines a on a.organization_id = ${organizationId}
        and a.order_line_id = l.order_line_id and a.answer = 'approved'
      where l.organization_id = ${organizationId} and l.invoice_id = ${invoiceId}
    )
    select r.pdf_file_id as file_id, r.number as title from agreed
    join approval_requests r on r.organization_id = ${organizationId} and r.id = agreed.request_id and r.pdf_file_id is not null
    where not exists (select from history h where h.organization_id = ${organizationId} and h.subject_type = 'invoice'
        and h.subject_id = ${invoiceId} and h.action = 'invoices.detached' and h.params->>'fileId' = r.pdf_file_id::text)`
}

/** What an invoice bills of projects and no customer agreed to on a timesheet, in the order it was worked. */
export function workWithoutTimesheet(read: Db, invoiceId: string): Promise<WorkedLine[]> {
  const { organizationId } = read.actor
  const of = (table: SQL, source: SQL, columns: SQL) => sql`
    select p.number as project, p.name as "projectName", b.day::text as day, m.name as member, coalesce(f.name, '') as phase,
      b.notes, coalesce(lead.name, '') as "approvedBy", ${columns}, b.id
    from invoice_lines l
    join invoice_line_sources s on s.organization_id = ${organizationId} and s.invoice_line_id = l.id
    join ${table} b on b.organization_id = ${organizationId} and b.id = s.${source}
    join projects p on p.organization_id = ${organizationId} and p.id = b.project_id
    join members m on m.organization_id = ${organizationId} and m.id = b.member_id
    left join members lead on lead.organization_id = ${organizationId} and lead.id = b.approved_by_id
    left join project_phases f on f.organization_id = ${organizationId} and f.id = b.phase_id
    where l.organization_id = ${organizationId} and l.invoice_id = ${invoiceId}
      and not exists (select from approval_lines a where a.organization_id = ${organizationId}
        and a.${source} = s.${source} and a.answer = 'approved')`
  return read.db
    .execute<WorkedLine & { id: string }>(sql`
    select * from (
      ${of(sql`time_entries`, sql`time_entry_id`, sql`'hours' as kind, b.hour_type as what, b.minutes, null::text as amount`)}
      union all
      ${of(sql`expenses`, sql`expense_id`, sql`'expense' as kind, b.kind as what, 0 as minutes, b.net_amount::text as amount`)}
    ) w order by project, day, member, id`)
    .then((rows) => rows.map(({ id: _, ...line }) => line))
}

/** Whether a timesheet of its own goes along with this invoice. */
export async function isTimesheetWanted(read: Db, invoiceId: string): Promise<boolean> {
  const [found] = await read.db
    .select({ withTimesheet: invoices.withTimesheet, kind: invoices.kind })
    .from(invoices)
    .where(and(eq(invoices.organizationId, read.actor.organizationId), eq(invoices.id, invoiceId)))
  return found?.kind === 'invoice' && found.withTimesheet
}
