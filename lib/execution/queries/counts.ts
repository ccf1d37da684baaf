import 'server-only'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { visitCounts } from '@/db/schema/execution'
import type { Read } from '@/lib/auth/actor'

export const countColumns = {
  visitId: visitCounts.visitId,
  id: visitCounts.id,
  kind: visitCounts.kind,
  description: visitCounts.description,
  count: visitCounts.count,
  weightKg: visitCounts.weightKg,
  remark: visitCounts.remark,
  version: visitCounts.version,
}

/** What was loaded and delivered on some visits, in the order in which it was recorded. */
export function countsOfVisits(read: Read, visitIds: string[]) {
  return read.db
    .select(countColumns)
    .from(visitCounts)
    .where(
      and(
        eq(visitCounts.organizationId, read.actor.organizationId),
        inArray(visitCounts.visitId, visitIds),
        isNull(visitCounts.removedAt),
      ),
    )
    .orderBy(asc(visitCounts.id))
    .limit(500)
}
