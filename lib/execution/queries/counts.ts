import 'server-only'
import { and, asc, eq, inArray, isNull, type Placeholder, type SQL } from 'drizzle-orm'
import { visitCounts } from '@/db/schema/execution'
import type { Database } from '@/db/statement'
import type { Read } from '@/lib/auth/actor'

/** What was loaded and delivered, in the order in which it was recorded. */
export function countsFrom(db: Database, organizationId: string | Placeholder, which: SQL) {
  return db
    .select({
      visitId: visitCounts.visitId,
      id: visitCounts.id,
      kind: visitCounts.kind,
      description: visitCounts.description,
      count: visitCounts.count,
      weightKg: visitCounts.weightKg,
      remark: visitCounts.remark,
      version: visitCounts.version,
    })
    .from(visitCounts)
    .where(and(eq(visitCounts.organizationId, organizationId), which, isNull(visitCounts.removedAt)))
    .orderBy(asc(visitCounts.id))
    .limit(500)
}

/** What was loaded and delivered on some visits. */
export function countsOfVisits(read: Read, visitIds: string[]) {
  return countsFrom(read.db, read.actor.organizationId, inArray(visitCounts.visitId, visitIds))
}
