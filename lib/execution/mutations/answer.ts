import 'server-only'
import { and, eq } from 'drizzle-orm'
import { visitAnswers } from '@/db/schema/execution'
import type { Write } from '@/lib/auth/actor'
import { type AnswerValue, checkAnswers, type FormField, isAnswered, labelOf } from '@/lib/forms/rules'
import { record } from '@/lib/history/mutations'
import { lockMyOpenVisit, type MyVisit } from '@/lib/hours/mutations/my-visit'
import { announce } from '@/lib/live/mutations'
import { decimalFromInput } from '@/lib/money'
import { Refused } from '@/lib/refused'
import type { SaveAnswer } from '../input'
import { checklistOf } from '../queries/checklist'

/**
 * The answer to one question of the checklist: one row per question, so that two people never collide. Null empties it.
 * Refused: common.not_found, hours.closed, execution.no_question, and forms.* for a value that does not fit.
 */
export async function saveAnswer(write: Write, input: SaveAnswer): Promise<void> {
  const mine = await lockMyOpenVisit(write, input.visitId)
  const field = (await checklistOf(write, mine.order.checklistTemplateId)).find(({ id }) => id === input.fieldId)
  if (!field) throw new Refused('execution.no_question')
  if (field.type === 'photo' || field.type === 'signature') throw new Refused('forms.invalid')
  const value = isAnswered(input.value) ? tidied(field, input.value) : null
  const problem = checkAnswers([{ ...field, required: false, showIf: undefined }], { [field.id]: value })[field.id]
  if (problem) throw new Refused(problem, { fields: { [field.id]: problem } })
  await putAnswer(write, mine, { id: input.id, field, value })
}

/** Writes an answer that is known to fit, with its history. */
export async function putAnswer(
  write: Write,
  { visit, order }: MyVisit,
  answer: { id: string; field: FormField; value: AnswerValue },
): Promise<void> {
  const { db, actor, now } = write
  const { field, value } = answer
  const own = and(
    eq(visitAnswers.organizationId, actor.organizationId),
    eq(visitAnswers.visitId, visit.id),
    eq(visitAnswers.fieldId, field.id),
  )
  const [before] = await db.select().from(visitAnswers).where(own).for('update')
  if (before && JSON.stringify(before.value) === JSON.stringify(value)) return
  if (before)
    await db
      .update(visitAnswers)
      .set({ value, memberId: actor.id, answeredAt: now.toString(), version: before.version + 1 })
      .where(own)
  else
    await db.insert(visitAnswers).values({
      organizationId: actor.organizationId,
      id: answer.id,
      createdAt: now.toString(),
      visitId: visit.id,
      fieldId: field.id,
      value,
      memberId: actor.id,
      answeredAt: now.toString(),
    })
  await record(write, {
    subject: ['visit', visit.id],
    orderId: order.id,
    action: 'execution.answer',
    params: { question: labelOf(field, 'nl') },
    changes: [{ field: field.id, from: before?.value ?? null, to: value }],
  })
  await announce(write, 'visit', visit.id, visit.version)
}

/** A number as an exact decimal whatever comma was typed; the rest as it is. */
function tidied(field: FormField, value: AnswerValue): AnswerValue {
  if ((field.type === 'number' || field.type === 'measurement') && typeof value === 'string')
    return decimalFromInput(value) ?? value
  return value
}
