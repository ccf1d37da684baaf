import 'server-only'
import { and, eq } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { orderLines, orderQuestions } from '@/db/schema/orders'
import { hasRole, type Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { lockOrder } from './facts'

/** One question to one member about an order or one of its lines. Returns its id. Refuses orders.no_member, common.not_found. */
export async function askQuestion(
  write: Write,
  input: { id?: string; orderId: string; lineId?: string | null; memberId: string; question: string },
): Promise<{ id: string }> {
  const order = await lockOrder(write, input.orderId)
  const { organizationId } = write.actor
  const [member] = await write.db
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.organizationId, organizationId), eq(members.id, input.memberId), eq(members.active, true)))
  if (!member) throw new Refused('orders.no_member', { fields: { memberId: 'orders.no_member' } })
  if (input.lineId) {
    const [line] = await write.db
      .select({ id: orderLines.id })
      .from(orderLines)
      .where(
        and(
          eq(orderLines.organizationId, organizationId),
          eq(orderLines.id, input.lineId),
          eq(orderLines.orderId, order.id),
        ),
      )
    if (!line) throw new Refused('common.not_found')
  }
  const id = input.id ?? newId()
  const made = await write.db
    .insert(orderQuestions)
    .values({
      organizationId,
      id,
      createdAt: write.now.toString(),
      orderId: order.id,
      lineId: input.lineId ?? null,
      askedById: write.actor.id,
      askedToId: input.memberId,
      question: input.question,
    })
    .onConflictDoNothing()
    .returning({ id: orderQuestions.id })
  if (made.length === 0) return { id }
  await record(write, {
    subject: ['order', order.id],
    action: 'orders.question_ask',
    params: { name: member.name, question: input.question },
    customerId: order.customerId,
  })
  await announce(write, 'question', id)
  await announce(write, 'order', order.id)
  return { id }
}

/** The answer, by who was asked (or the office for them). Refuses common.not_found, orders.question_answered. */
export async function answerQuestion(write: Write, questionId: string, answer: string): Promise<void> {
  const own = and(eq(orderQuestions.organizationId, write.actor.organizationId), eq(orderQuestions.id, questionId))
  const [question] = await write.db.select().from(orderQuestions).where(own).for('update')
  const { actor } = write
  if (!question || (question.askedToId !== actor.id && !hasRole(actor, 'planner', 'administration')))
    throw new Refused('common.not_found')
  if (question.answeredAt) {
    if (question.answer === answer) return
    throw new Refused('orders.question_answered')
  }
  await write.db.update(orderQuestions).set({ answer, answeredAt: write.now.toString() }).where(own)
  await record(write, { subject: ['order', question.orderId], action: 'orders.question_answer', params: { answer } })
  await announce(write, 'question', questionId)
  await announce(write, 'order', question.orderId)
}

/** Takes a question back that nobody needs answered any more; the history keeps it. Refuses common.not_found, orders.question_answered. */
export async function withdrawQuestion(write: Write, questionId: string): Promise<void> {
  const { organizationId } = write.actor
  const own = and(eq(orderQuestions.organizationId, organizationId), eq(orderQuestions.id, questionId))
  const [question] = await write.db.select().from(orderQuestions).where(own).for('update')
  if (!question) throw new Refused('common.not_found')
  if (question.answeredAt) throw new Refused('orders.question_answered')
  const [member] = await write.db
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.organizationId, organizationId), eq(members.id, question.askedToId)))
  await write.db.delete(orderQuestions).where(own)
  await record(write, {
    subject: ['order', question.orderId],
    action: 'orders.question_withdraw',
    params: { name: member?.name ?? '', question: question.question },
  })
  await announce(write, 'question', questionId)
  await announce(write, 'order', question.orderId)
}
