import 'server-only'
import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { expenses, timeEntries } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { type LineKind, type LineState, type LineStep, lineSteps } from '../rules/approval'

type LineTable = typeof timeEntries | typeof expenses

/** What a sheet has of hours and expenses alike. */
export type Line = {
  kind: LineKind
  id: string
  version: number
  memberId: string
  orderId: string | null
  visitId: string | null
  projectId: string | null
  day: string
  state: LineState
  invoiceState: string
  approvedAt: string | null
  approvedById: string | null
  /** 0 for an expense. */
  minutes: number
  /** VAT included; null for hours. */
  grossAmount: string | null
}

const shared = (table: LineTable) => ({
  id: table.id,
  version: table.version,
  memberId: table.memberId,
  orderId: table.orderId,
  visitId: table.visitId,
  projectId: table.projectId,
  day: table.day,
  state: table.state,
  invoiceState: table.invoiceState,
  approvedAt: table.approvedAt,
  approvedById: table.approvedById,
})

/**
 * Lines that are not removed, locked: hours before expenses, each by id, so that two people who decide about the same lines
 * wait for each other and never deadlock.
 */
export async function lockLines(write: Write, which: (table: LineTable) => SQL | undefined): Promise<Line[]> {
  const { db, actor } = write
  const where = (table: LineTable) =>
    and(eq(table.organizationId, actor.organizationId), isNull(table.removedAt), which(table))
  const hours = await db
    .select({ ...shared(timeEntries), minutes: timeEntries.minutes })
    .from(timeEntries)
    .where(where(timeEntries))
    .orderBy(asc(timeEntries.id))
    .for('update')
  const costs = await db
    .select({ ...shared(expenses), grossAmount: expenses.grossAmount })
    .from(expenses)
    .where(where(expenses))
    .orderBy(asc(expenses.id))
    .for('update')
  return [
    ...hours.map((row): Line => ({ kind: 'hours', ...row, grossAmount: null })),
    ...costs.map((row): Line => ({ kind: 'expense', ...row, minutes: 0 })),
  ]
}

type Told = {
  remark?: string
  submittedAt?: string | null
  approvedAt?: string | null
  approvedById?: string | null
}

/**
 * Takes a step with locked lines, from where the table of steps lets it be taken and nowhere else: what stands elsewhere stays.
 */
export async function stepLines(write: Write, lines: readonly Line[], step: LineStep, told: Told = {}): Promise<void> {
  const { from, to } = lineSteps[step]
  for (const [kind, table] of [['hours', timeEntries] as const, ['expense', expenses] as const]) {
    const ids = lines.filter((line) => line.kind === kind).map((line) => line.id)
    if (ids.length === 0) continue
    await write.db
      .update(table)
      .set({ ...told, state: to, version: sql`${table.version} + 1` })
      .where(
        and(
          eq(table.organizationId, write.actor.organizationId),
          isOneOf(table.id, ids),
          inArray(table.state, [...from]),
        ),
      )
  }
}
