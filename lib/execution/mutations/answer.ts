import 'server-only'
import { and, eq } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { visitAnswers } from '@/db/schema/execution'
import type { Write } from '@/lib/auth/actor'
import { type AnswerValue, type FormField, labelOf } from '@/lib/forms/rules'
import { record } from '@/lib/history/mutations'
import { lockMyOpenVisit, type MyVisit } from '@/lib/hours/mutations/my-visit'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { SaveAnswer } from '../input'
import { checklistOf } from '../queries/checklist'
import type { StandingAnswer } from '../rules'
import { answerProblem, isSameAnswer, keptAnswer, questionAt } from '../rules/answers'
import { putComputed } from './computed'

/**
 * The answer to one question of the checklist: one row per question, so that two people never collide. Null empties it.
 * Refused: common.not_found, hours.closed, execution.no_question, forms.* for a value that does not fit, and common.stale
 * (with `current`, a StandingAnswer) when another answer stands than the one it replaces; the same answer twice is one.
 */
export async function saveAnswer(write: Write, input: SaveAnswer): Promise<{ version: number }> {
  const mine = await lockMyOpenVisit(write, input.visitId)
  const checklist = await checklistOf(write, mine.order.checklistTemplateId)
  const field = questionAt(checklist, input.fieldId)
  if (!field) throw new Refused('execution.no_question')
  const value = keptAnswer(field, input.value)
  const problem = answerProblem(field, value)
  if (problem) throw new Refused(problem, { fields: { [field.id]: problem } })
  const saved = await putAnswer(write, mine, { id: input.id, field, value, seen: input.version ?? 'none' })
  await putComputed(write, mine, checklist)
  return saved
}

/**
 * Writes an answer that is known to fit, with its history. `seen` is the version it replaces; files are put to what stands,
 * so they replace any. Refused: common.stale (with `current`, a StandingAnswer).
 */
export async function putAnswer(
  write: Write,
  { visit, order }: MyVisit,
  answer: { id: string; field: FormField; value: AnswerValue; seen: number | 'none' | 'any' },
): Promise<{ version: number }> {
  const { db, actor, now } = write
  const { field, value, seen } = answer
  const own = and(
    eq(visitAnswers.organizationId, actor.organizationId),
    eq(visitAnswers.visitId, visit.id),
    eq(visitAnswers.fieldId, field.id),
  )
  const [before] = await db.select().from(visitAnswers).where(own).for('update')
  if (before && JSON.stringify(before.value) === JSON.stringify(value)) return { version: before.version }
  if (before && seen !== 'any' && seen !== before.version) {
    if (isSameAnswer(field, before.value, value)) return { version: before.version }
    throw await stale(write, before)
  }
  const version = (before?.version ?? 0) + 1
  if (before)
    await db.update(visitAnswers).set({ value, memberId: actor.id, answeredAt: now.toString(), version }).where(own)
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
  return { version }
}

async function stale(write: Write, standing: typeof visitAnswers.$inferSelect): Promise<Refused> {
  const { value, memberId, answeredAt, version } = standing
  const [member] = await write.db
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, memberId)))
  const current: StandingAnswer = { value, by: member?.name ?? '', memberId, at: answeredAt, version }
  return new Refused('common.stale', { current })
}
