import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { visitAnswers } from '@/db/schema/execution'
import { formTemplates } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import type { Answers } from '@/lib/forms/rules'
import { type PrintedAnswer, printedAnswers } from '../rules'

/**
 * What failed on site, of each of these orders that has any, in the words of `locale`: by the answers of all its visits
 * together, so that what a later visit mended is no longer there.
 */
export async function failedItems(
  { actor, db }: Pick<Read, 'actor' | 'db'>,
  orderIds: readonly string[],
  locale = 'nl',
): Promise<Map<string, PrintedAnswer[]>> {
  const { organizationId } = actor
  if (orderIds.length === 0) return new Map()
  const rows = await db
    .select({
      orderId: visits.orderId,
      templateId: orders.checklistTemplateId,
      fieldId: visitAnswers.fieldId,
      value: visitAnswers.value,
    })
    .from(visitAnswers)
    .innerJoin(visits, and(eq(visits.organizationId, organizationId), eq(visits.id, visitAnswers.visitId)))
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .where(and(eq(visitAnswers.organizationId, organizationId), inArray(visits.orderId, [...orderIds])))
    .orderBy(asc(visitAnswers.answeredAt), asc(visitAnswers.id))
    .limit(30_000)
  if (rows.length === 0) return new Map()
  const templates = await db
    .select({ id: formTemplates.id, fields: formTemplates.fields })
    .from(formTemplates)
    .where(
      and(
        eq(formTemplates.organizationId, organizationId),
        inArray(formTemplates.id, [...new Set(rows.flatMap(({ templateId }) => templateId ?? []))]),
      ),
    )
  const fieldsOf = new Map(templates.map(({ id, fields }) => [id, fields]))
  const found = new Map<string, PrintedAnswer[]>()
  for (const [orderId, given] of Map.groupBy(rows, (row) => row.orderId)) {
    const answers: Answers = Object.fromEntries(given.map(({ fieldId, value }) => [fieldId, value]))
    const fields = fieldsOf.get(given[0]?.templateId ?? '') ?? []
    const failed = printedAnswers(fields, answers, locale).filter(({ isFailed }) => isFailed)
    if (failed.length > 0) found.set(orderId, failed)
  }
  return found
}
