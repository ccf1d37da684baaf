import 'server-only'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { expenses, timeEntries } from '@/db/schema/hours'
import type { Read } from '@/lib/auth/actor'

/** The times of hours that have them: of a visit all do (check time_entries_visit). */
export const windowColumns = {
  startAt: sql<string>`${timeEntries.startAt}`.mapWith(timeEntries.startAt),
  endAt: sql<string>`${timeEntries.endAt}`.mapWith(timeEntries.endAt),
}

/** Hours of a visit by member and time, removed ones left out. */
export function entriesOfVisit(read: Read, visitId: string) {
  return read.db
    .select({
      id: timeEntries.id,
      memberId: timeEntries.memberId,
      member: members.name,
      hourType: timeEntries.hourType,
      ...windowColumns,
      minutes: timeEntries.minutes,
      moment: timeEntries.moment,
      surcharge: timeEntries.surcharge,
      origin: timeEntries.origin,
      clockedStartAt: timeEntries.clockedStartAt,
      clockedEndAt: timeEntries.clockedEndAt,
      reason: timeEntries.reason,
      version: timeEntries.version,
    })
    .from(timeEntries)
    .innerJoin(
      members,
      and(eq(members.organizationId, timeEntries.organizationId), eq(members.id, timeEntries.memberId)),
    )
    .where(
      and(
        eq(timeEntries.organizationId, read.actor.organizationId),
        eq(timeEntries.visitId, visitId),
        isNull(timeEntries.removedAt),
      ),
    )
    .orderBy(asc(timeEntries.startAt), asc(timeEntries.id))
    .limit(500)
}

/** Expenses of a visit, removed ones left out. Amounts include VAT. */
export function expensesOfVisit(read: Read, visitId: string) {
  return read.db
    .select({
      id: expenses.id,
      memberId: expenses.memberId,
      kind: expenses.kind,
      description: expenses.description,
      grossAmount: expenses.grossAmount,
      vatRate: expenses.vatRate,
      receiptFileId: expenses.receiptFileId,
      billable: expenses.billable,
      version: expenses.version,
    })
    .from(expenses)
    .where(
      and(
        eq(expenses.organizationId, read.actor.organizationId),
        eq(expenses.visitId, visitId),
        isNull(expenses.removedAt),
      ),
    )
    .orderBy(asc(expenses.id))
    .limit(200)
}
