import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { visitAnswers } from '@/db/schema/execution'
import { visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { type Answers, isAnswered } from '@/lib/forms/rules'

export type VisitAnswers = {
  answers: Answers
  /** Questions that an earlier visit of the order answered and this one did not. */
  earlier: string[]
  /** Of each question that this visit answered: which edit its answer is. */
  versions: Record<string, number>
}

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
  const own = rows.filter((row) => row.visitId === visitId)
  const before = rows.filter((row) => row.visitId !== visitId && isAnswered(row.value))
  const answers: Answers = {}
  for (const { fieldId, value } of [...before, ...own]) answers[fieldId] = value
  const ownIds = new Set(own.map(({ fieldId }) => fieldId))
  const earlier = [...new Set(before.map(({ fieldId }) => fieldId))].filter((id) => !ownIds.has(id))
  const versions = Object.fromEntries(own.map(({ fieldId, version }) => [fieldId, version]))
  return { answers, earlier, versions }
}
