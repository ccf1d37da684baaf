import 'server-only'
import { sql } from 'drizzle-orm'
import { visitAnswers } from '@/db/schema/execution'
import type { Write } from '@/lib/auth/actor'
import { answerTo, type FormField } from '@/lib/forms/rules'
import { computedAnswers } from '@/lib/forms/rules/computed'
import type { MyVisit } from '@/lib/hours/mutations/my-visit'
import { newId } from '@/lib/ids'
import { answersOfVisit } from '../queries/answers'

/**
 * Keeps what follows from the answers of a visit, as we reckon it ourselves: what a phone shows meanwhile is never taken. No
 * history of its own, since nobody answered it: it stands with the answers it follows from.
 */
export async function putComputed(write: Write, { visit }: MyVisit, checklist: readonly FormField[]): Promise<void> {
  if (!checklist.some(({ type }) => type === 'computed')) return
  const { organizationId, id: memberId } = write.actor
  const { answers } = await answersOfVisit(write, visit.id)
  const computed = computedAnswers(checklist, answers)
  const all = checklist.flatMap(({ id, type }) => (type === 'computed' ? id : []))
  const changed = [...new Set([...all, ...Object.keys(computed)])]
    .map((fieldId) => ({ fieldId, value: computed[fieldId] ?? null }))
    .filter(({ fieldId, value }) => value !== answerTo(answers, fieldId))
  if (changed.length === 0) return
  const answeredAt = write.now.toString()
  await write.db
    .insert(visitAnswers)
    .values(
      changed.map((one) => ({
        ...{ organizationId, id: newId(), createdAt: answeredAt, visitId: visit.id, memberId, answeredAt },
        ...one,
      })),
    )
    .onConflictDoUpdate({
      target: [visitAnswers.organizationId, visitAnswers.visitId, visitAnswers.fieldId],
      set: {
        value: sql`excluded.value`,
        memberId,
        answeredAt,
        version: sql`${visitAnswers.version} + 1`,
      },
    })
}
