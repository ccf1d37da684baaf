import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { visitAnswers } from '@/db/schema/execution'
import { visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { countedAnswers, type VisitAnswers } from '../rules/answers'

/** The answers as they count for a visit: its own, and what earlier visits of the same order already answered. */
export async function answersOfVisit(read: Pick<Read, 'actor' | 'db'>, visitId: string): Promise<VisitAnswers> {
  const { organizationId } = read.actor
  const order = read.db
    .select({ id: visits.orderId })
    .from(visits)
    .where(and(eq(visits.organizationId, organizationId), eq(visits.id, visitId)))
  const rows = await read.db
    .select({
      visitId: visitAnswers.visitId,
      fieldId: visitAnswers.fieldId,
      value: visitAnswers.value,
      version: visitAnswers.version,
    })
    .from(visitAnswers)
    .innerJoin(visits, and(eq(visits.organizationId, organizationId), eq(visits.id, visitAnswers.visitId)))
    .where(and(eq(visitAnswers.organizationId, organizationId), eq(visits.orderId, order)))
    .orderBy(asc(visitAnswers.answeredAt), asc(visitAnswers.id))
    .limit(2000)
  return countedAnswers(rows, visitId)
}
