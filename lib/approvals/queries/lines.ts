import 'server-only'
import { and, asc, between, eq, inArray, isNull, ne, notInArray, type SQL, sql } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { members } from '@/db/schema/auth'
import { expenses, timeEntries } from '@/db/schema/hours'
import { documents } from '@/db/schema/orders'
import { projectPhases } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import type { Period } from '@/lib/hours/rules/week'
import { type ApprovalLineFacts, approvalLimits } from '../rules'

/** A booked line of a project that the customer can be asked about. */
export type ProjectLine = Awaited<ReturnType<typeof linesOfProject>>[number]

type LineTable = typeof timeEntries | typeof expenses

const filesOfLine = 12

/** Booked lines of `table` that were offered as they are now, and withdrawn or expired since; `column` of approval_lines names them. */
export function isHeldBack(table: SQL, column: SQL): SQL<boolean> {
  return sql<boolean>`exists (select from approval_lines l
    join approval_requests r on r.organization_id = l.organization_id and r.id = l.request_id
    where l.organization_id = ${table}.organization_id and ${column} = ${table}.id and r.status in ('expired', 'withdrawn')
      and r.sent_at >= coalesce(${table}.submitted_at, r.sent_at))`
}

/**
 * What was booked on a project in a period, is not billed and has not reached the customer or has come back: hours but no
 * breaks, and expenses that are passed on; by day, member and time, at most 1,000 of each. `isHeldBack`: offered as it is now, and withdrawn or expired since.
 */
export async function linesOfProject(read: Read, projectId: string, period: Period) {
  const { organizationId } = read.actor
  const shared = (table: LineTable, column: SQL) => ({
    id: table.id,
    memberId: table.memberId,
    member: members.name,
    day: table.day,
    state: table.state,
    approvedAt: table.approvedAt,
    phase: projectPhases.name,
    notes: table.notes,
    visitId: table.visitId,
    netAmount: table.netAmount,
    isHeldBack: isHeldBack(sql`${table}`, column),
    previousId: sql<string | null>`(select l.request_id from approval_lines l
      where l.organization_id = ${table.organizationId} and ${column} = ${table.id} and l.answer = 'rejected'
      order by l.request_id desc limit 1)`,
  })
  const where = (table: LineTable) =>
    and(
      eq(table.organizationId, organizationId),
      eq(table.projectId, projectId),
      between(table.day, period.from, period.to),
      isNull(table.removedAt),
      eq(table.invoiceState, 'open'),
      // What the customer has or agreed to is no longer to be offered, and must not stand before what is.
      notInArray(table.state, ['offered', 'accepted']),
    )
  const [hours, costs] = await Promise.all([
    read.db
      .select({
        ...shared(timeEntries, sql`l.time_entry_id`),
        hourType: timeEntries.hourType,
        minutes: timeEntries.minutes,
        startAt: timeEntries.startAt,
        endAt: timeEntries.endAt,
      })
      .from(timeEntries)
      .innerJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, timeEntries.memberId)))
      .leftJoin(
        projectPhases,
        and(eq(projectPhases.organizationId, organizationId), eq(projectPhases.id, timeEntries.phaseId)),
      )
      .where(and(where(timeEntries), ne(timeEntries.hourType, 'break')))
      .orderBy(asc(timeEntries.day), asc(members.name), asc(timeEntries.startAt), asc(timeEntries.id))
      .limit(approvalLimits.lines),
    read.db
      .select({
        ...shared(expenses, sql`l.expense_id`),
        expenseKind: expenses.kind,
        kilometres: expenses.kilometres,
        description: expenses.description,
        grossAmount: expenses.grossAmount,
        receiptFileId: expenses.receiptFileId,
      })
      .from(expenses)
      .innerJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, expenses.memberId)))
      .leftJoin(
        projectPhases,
        and(eq(projectPhases.organizationId, organizationId), eq(projectPhases.id, expenses.phaseId)),
      )
      .where(and(where(expenses), eq(expenses.billable, 'yes')))
      .orderBy(asc(expenses.day), asc(members.name), asc(expenses.id))
      .limit(approvalLimits.lines),
  ])
  return [
    ...hours.map((line) => ({ kind: 'hours' as const, ...line })),
    ...costs.map((line) => ({ kind: 'expense' as const, ...line })),
  ]
}

/** What the customer sees of these lines, as it is now, with the photos and signed reports of what was done that day. */
export async function factsOfLines(
  read: Read,
  projectId: string,
  lines: readonly ProjectLine[],
  timeZone: string,
): Promise<ApprovalLineFacts[]> {
  const visits = await visitsBeside(read, projectId, lines, timeZone)
  const files = await filesOfVisits(read, [
    ...new Set([...visits.map(({ visitId }) => visitId), ...lines.flatMap((line) => line.visitId ?? [])]),
  ])
  return lines.map((line) => {
    const common = { day: line.day, member: line.member, phase: line.phase ?? '', notes: line.notes }
    if (line.kind === 'expense') {
      const { expenseKind, grossAmount, kilometres, description, receiptFileId } = line
      const notes = [description, line.notes].filter(Boolean).join(' · ')
      const fileIds = receiptFileId ? [receiptFileId] : []
      return { ...common, notes, fileIds, kind: 'expense', expenseKind, grossAmount, kilometres }
    }
    const theirs = visits.filter((visit) => visit.memberId === line.memberId && visit.day === line.day)
    const beside = new Set([...(line.visitId ? [line.visitId] : []), ...theirs.map(({ visitId }) => visitId)])
    const fileIds = files.filter((file) => file.visitId && beside.has(file.visitId)).map(({ fileId }) => fileId)
    const { hourType, minutes, startAt, endAt } = line
    return { ...common, fileIds: fileIds.slice(0, filesOfLine), kind: 'hours', hourType, minutes, startAt, endAt }
  })
}

/** Closed visits to orders of the project on the days of these lines, by who was there. */
async function visitsBeside(read: Read, projectId: string, lines: readonly ProjectLine[], timeZone: string) {
  const days = lines.map((line) => line.day).sort()
  const rows = await read.db.execute<{ visitId: string; memberId: string; day: string }>(sql`
    select distinct v.id as "visitId", a.member_id as "memberId",
      ((v.closed_at at time zone ${timeZone})::date)::text as day
    from orders o
    join visits v on v.organization_id = o.organization_id and v.order_id = o.id and v.closed_at is not null
    join agenda_entries a on a.organization_id = v.organization_id and a.visit_id = v.id
    where o.organization_id = ${read.actor.organizationId} and o.project_id = ${projectId}
      and (v.closed_at at time zone ${timeZone})::date between ${days[0] ?? '1970-01-01'} and ${days.at(-1) ?? '1970-01-01'}
    limit 500`)
  return [...rows]
}

/** Signed reports and photos of these visits, the reports first. */
export function filesOfVisits(read: Read, visitIds: readonly string[]) {
  if (visitIds.length === 0) return Promise.resolve([])
  return read.db
    .select({ fileId: documents.fileId, visitId: documents.visitId })
    .from(documents)
    .where(
      and(
        eq(documents.organizationId, read.actor.organizationId),
        isOneOf(documents.visitId, visitIds),
        inArray(documents.kind, ['work_report', 'photo_after', 'photo_before', 'photo']),
        isNull(documents.removedAt),
      ),
    )
    .orderBy(sql`${documents.kind} = 'work_report' desc`, asc(documents.id))
    .limit(500)
}
