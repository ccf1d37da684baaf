import 'server-only'
import { and, asc, between, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { expenses, timeEntries } from '@/db/schema/hours'
import { orders } from '@/db/schema/orders'
import { projectPhases, projects } from '@/db/schema/projects'
import { hasRole, type Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { type DayText, dayBounds, dayIn, minutesBetween, Temporal } from '@/lib/time'
import type { LineKind, LineState } from '../rules/approval'
import { minutesOn, type SheetWarning, warningsOf } from '../rules/sheets'
import { type DayFacts, hoursPeriod, type Period, type PeriodKind } from '../rules/week'
import { daysOfMembers } from './days'
import { ledBy } from './scope'

/** A line of hours or an expense as a sheet shows it. */
export type SheetLine = {
  kind: LineKind
  id: string
  version: number
  day: DayText
  state: LineState
  remark: string
  /** Of hours: `hours.types`; of an expense: `hours.expenseKinds`. */
  type: string
  /** 0 for an expense. */
  minutes: number
  startAt: string | null
  endAt: string | null
  /** What the phone's clock said, and what was planned for the visit; null where there is neither. */
  clockedMinutes: number | null
  plannedMinutes: number | null
  /** VAT included; null for hours. */
  grossAmount: string | null
  receiptFileId: string | null
  notes: string
  visitId: string | null
  order: { id: string; number: string; title: string } | null
  project: { id: string; number: string; name: string } | null
  phase: string | null
  submittedAt: string | null
  approvedAt: string | null
  approvedBy: string | null
}

export type SheetDay = DayFacts & {
  lines: SheetLine[]
  /** Minutes of visits planned on this day, and minutes booked that this lead does not decide about. */
  planned: number
  elsewhere: number
}

export type Sheet = Period & {
  memberId: string
  member: string
  days: SheetDay[]
  warnings: SheetWarning[]
  /** Who looks may mend what came back of this member: the administration. */
  mayMend: boolean
}

/**
 * A member's week or month with every line this lead decides about, day by day, beside what was planned and clocked; what is
 * booked on others' projects counts and stays unnamed. Null for somebody unknown, or when there is nothing for this lead.
 */
export async function sheetForApproval(
  read: Read,
  input: { memberId: string; kind: PeriodKind; day: DayText },
): Promise<Sheet | null> {
  const { memberId } = input
  const organization = await organizationOf(read)
  const { timeZone } = organization
  const period = hoursPeriod(input.kind, input.day)
  const [[member], lines, daysOf, planned] = await Promise.all([
    read.db
      .select({ name: members.name })
      .from(members)
      .where(and(eq(members.organizationId, read.actor.organizationId), eq(members.id, memberId))),
    linesOf(read, memberId, period, { isForLead: true }),
    daysOfMembers(read, organization, [memberId], period),
    plannedWindows(read, memberId, timeZone, period),
  ])
  if (!member || lines.length === 0) return null
  const byDay = Map.groupBy(lines, (line) => line.day)
  const days = daysOf(memberId, period).map((facts): SheetDay => {
    const own = byDay.get(facts.day) ?? []
    const shown = own.reduce((total, line) => total + (line.type === 'break' ? 0 : line.minutes), 0)
    return {
      ...facts,
      lines: own,
      planned: planned.reduce((total, window) => total + minutesOn(window, timeZone, facts.day), 0),
      elsewhere: Math.max(0, facts.booked - shown),
    }
  })
  const today = dayIn(timeZone, Temporal.Now.instant())
  const withoutNotes = lines.filter((line) => line.wantsNotes && line.notes === '' && line.kind === 'hours').length
  const mayMend = hasRole(read.actor, 'administration')
  return { ...period, memberId, member: member.name, days, warnings: warningsOf(days, withoutNotes, today), mayMend }
}

/** Lines of one's own that were sent back, or the customer rejected, with why. */
export function linesToMend(read: Read, period: Period): Promise<SheetLine[]> {
  return linesOf(read, read.actor.id, period, { states: ['returned', 'rejected'] })
}

type Wanted = { isForLead?: boolean; states?: LineState[] }
type FoundLine = SheetLine & { wantsNotes: boolean }

async function linesOf(read: Read, memberId: string, period: Period, wanted: Wanted): Promise<FoundLine[]> {
  const { organizationId } = read.actor
  const which = (table: typeof timeEntries | typeof expenses): SQL | undefined =>
    and(
      eq(table.organizationId, organizationId),
      eq(table.memberId, memberId),
      between(table.day, period.from, period.to),
      isNull(table.removedAt),
      wanted.isForLead ? ledBy(read, table) : undefined,
      wanted.states ? inArray(table.state, wanted.states) : undefined,
    )
  const shared = (table: typeof timeEntries | typeof expenses) => ({
    id: table.id,
    version: table.version,
    day: table.day,
    state: table.state,
    remark: table.remark,
    visitId: table.visitId,
    notes: table.notes,
    submittedAt: table.submittedAt,
    approvedAt: table.approvedAt,
    order: { id: orders.id, number: orders.number, title: orders.title },
    project: { id: projects.id, number: projects.number, name: projects.name },
    phase: projectPhases.name,
    approval: projects.approval,
    approvedBy: sql<
      string | null
    >`(select name from members where organization_id = ${organizationId} and id = ${table.approvedById})`,
  })
  const [hours, costs] = await Promise.all([
    read.db
      .select({
        ...shared(timeEntries),
        type: timeEntries.hourType,
        minutes: timeEntries.minutes,
        startAt: timeEntries.startAt,
        endAt: timeEntries.endAt,
        clockedStartAt: timeEntries.clockedStartAt,
        clockedEndAt: timeEntries.clockedEndAt,
        reason: timeEntries.reason,
        plannedMinutes: plannedOfVisit(organizationId),
      })
      .from(timeEntries)
      .leftJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, timeEntries.orderId)))
      .leftJoin(projects, and(eq(projects.organizationId, organizationId), eq(projects.id, timeEntries.projectId)))
      .leftJoin(
        projectPhases,
        and(eq(projectPhases.organizationId, organizationId), eq(projectPhases.id, timeEntries.phaseId)),
      )
      .where(which(timeEntries))
      .orderBy(asc(timeEntries.day), sql`${timeEntries.startAt} nulls last`, asc(timeEntries.id))
      .limit(1000),
    read.db
      .select({
        ...shared(expenses),
        type: expenses.kind,
        grossAmount: expenses.grossAmount,
        receiptFileId: expenses.receiptFileId,
        description: expenses.description,
      })
      .from(expenses)
      .leftJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, expenses.orderId)))
      .leftJoin(projects, and(eq(projects.organizationId, organizationId), eq(projects.id, expenses.projectId)))
      .leftJoin(
        projectPhases,
        and(eq(projectPhases.organizationId, organizationId), eq(projectPhases.id, expenses.phaseId)),
      )
      .where(which(expenses))
      .orderBy(asc(expenses.day), asc(expenses.id))
      .limit(500),
  ])
  return [
    ...hours.map(
      ({ approval, clockedStartAt, clockedEndAt, reason, ...row }): FoundLine => ({
        ...row,
        kind: 'hours',
        notes: row.notes || reason,
        clockedMinutes: clockedStartAt && clockedEndAt ? minutesBetween(clockedStartAt, clockedEndAt) : null,
        grossAmount: null,
        receiptFileId: null,
        wantsNotes: approval === 'yes',
      }),
    ),
    ...costs.map(
      ({ approval, description, ...row }): FoundLine => ({
        ...row,
        kind: 'expense',
        notes: row.notes || description,
        minutes: 0,
        startAt: null,
        endAt: null,
        clockedMinutes: null,
        plannedMinutes: null,
        wantsNotes: approval === 'yes',
      }),
    ),
  ]
}

/** Of the visit's own place in this member's agenda. */
function plannedOfVisit(organizationId: string) {
  return sql<number | null>`(select (extract(epoch from a.end_at - a.start_at) / 60)::int from agenda_entries a
    where a.organization_id = ${organizationId} and a.visit_id = ${timeEntries.visitId} and a.member_id = ${timeEntries.memberId})`
}

async function plannedWindows(read: Read, memberId: string, timeZone: string, { from, to }: Period) {
  const rows = await read.db.execute<{ start_at: string; end_at: string }>(sql`
    select to_json(start_at)#>>'{}' as start_at, to_json(end_at)#>>'{}' as end_at from agenda_entries
    where organization_id = ${read.actor.organizationId} and member_id = ${memberId} and visit_id is not null
      and start_at < ${dayBounds(timeZone, to).end} and end_at > ${dayBounds(timeZone, from).start} limit 1000`)
  return rows.map((row) => ({ startAt: row.start_at, endAt: row.end_at }))
}
