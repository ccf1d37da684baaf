import 'server-only'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { orders } from '@/db/schema/orders'
import { syncKept, syncOperations } from '@/db/schema/sync'
import { visitMembers, visits } from '@/db/schema/visits'
import { memberActor, type Write } from '@/lib/auth/actor'
import { checklistOf } from '@/lib/execution/queries/checklist'
import { labelOf } from '@/lib/forms/rules'
import { questionOf } from '@/lib/forms/rules/failed'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { lockOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import type { DecideKept, HandOver, Operation } from '../input'
import { type Answer, isChoice, isNeverKept, type KeptReason } from '../rules'
import { operationOf } from './operations'

type Merged = Extract<Answer, { status: 'merged' }>

/**
 * Keeps what a phone recorded beside what stands, for the office to look at, on the order's history too. `isOnce`: what was
 * recorded stands already, and one look is enough for all of it. Null for a visit that was never theirs, and for positions.
 */
export async function keep(
  write: Write,
  operation: Pick<Operation, 'id' | 'visitId' | 'name' | 'input'>,
  why: { reason: KeptReason; current: unknown; isOnce?: boolean },
): Promise<Merged | null> {
  if (isNeverKept(operation.name)) return null
  const { actor, db } = write
  const place = await placeOf(write, operation.visitId)
  if (!place) return null
  const { input, name } = operation
  const answer: Merged = {
    status: 'merged',
    reason: why.reason,
    value: null,
    kept: { mine: input, theirs: why.current },
  }
  if (why.isOnce && (await isKept(write, place.visitId, why.reason))) return answer
  const subject = await subjectOf(write, place.checklistTemplateId, input)
  const made = await db
    .insert(syncKept)
    .values({
      ...{ organizationId: actor.organizationId, id: operation.id, createdAt: write.now.toString() },
      ...{ orderId: place.orderId, visitId: place.visitId, memberId: actor.id, reason: why.reason },
      ...{ name, input, current: why.current, subject },
    })
    .onConflictDoNothing()
    .returning({ id: syncKept.id })
  if (made.length === 0) return answer
  await record(write, {
    subject: ['visit', place.visitId],
    orderId: place.orderId,
    action: `sync.kept_${why.reason}`,
    params: { who: actor.name, subject: subject || 'none' },
  })
  await announce(write, 'order', place.orderId)
  return answer
}

/**
 * What was refused on the phone, given to the office to look at: nobody could mend it there. Refused: common.not_found for a
 * visit that was never theirs.
 */
export async function handOver(write: Write, { id, visitId, name, input }: HandOver): Promise<void> {
  if (!(await keep(write, { id, visitId, name, input }, { reason: 'handed', current: null })))
    throw new Refused('common.not_found')
}

/**
 * The office looked at it. `mine` puts what the phone said in the place of what stands, in the name of who recorded it; what
 * came too late can only be seen. Doing it twice is once. Refused: common.not_found, sync.no_choice, hours.closed.
 */
export async function decideKept(write: Write, { id, choice }: DecideKept): Promise<void> {
  const { actor, db, now } = write
  const own = and(eq(syncKept.organizationId, actor.organizationId), eq(syncKept.id, id))
  const [place] = await db.select({ orderId: syncKept.orderId }).from(syncKept).where(own)
  if (!place) throw new Refused('common.not_found')
  await lockOrder(write, place.orderId)
  const [kept] = await db.select().from(syncKept).where(own).for('update')
  if (!kept) throw new Refused('common.not_found')
  if (kept.decidedAt) return
  if (choice === 'mine') {
    if (!isChoice(kept)) throw new Refused('sync.no_choice')
    await putMine(write, kept)
  }
  await db.update(syncKept).set({ decidedAt: now.toString(), decidedById: actor.id }).where(own)
  await record(write, {
    subject: ['visit', kept.visitId],
    orderId: kept.orderId,
    action: `sync.decided_${isChoice(kept) ? choice : 'seen'}`,
    params: { subject: kept.subject || 'none' },
  })
  await announce(write, 'order', kept.orderId)
}

/** As if the phone had seen what stands now. */
async function putMine(write: Write, kept: typeof syncKept.$inferSelect): Promise<void> {
  const operation = operationOf(kept.name)
  const [member] = await write.db
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, kept.memberId)))
  if (!operation || !member) throw new Refused('common.not_found')
  const actor = memberActor({
    organizationId: write.actor.organizationId,
    memberId: kept.memberId,
    name: member.name,
  })
  const again = (input: unknown) =>
    operation.work({ ...write, actor, deviceId: '', recorded: { late: null } }, operation.shape.parse(input))
  const input = kept.input as Record<string, unknown>
  try {
    await again(input)
  } catch (error) {
    const standing = error instanceof Refused && error.code === 'common.stale' ? error.current : null
    if (!standing || typeof standing !== 'object' || !('version' in standing)) throw error
    await again({ ...input, version: standing.version })
  }
}

async function placeOf({ actor, db }: Write, visitId: string | null) {
  if (!visitId) return null
  const { organizationId } = actor
  const [visit] = await db
    .select({ visitId: visits.id, orderId: visits.orderId })
    .from(visits)
    .innerJoin(
      visitMembers,
      and(
        eq(visitMembers.organizationId, organizationId),
        eq(visitMembers.visitId, visits.id),
        eq(visitMembers.memberId, actor.id),
      ),
    )
    .where(and(eq(visits.organizationId, organizationId), eq(visits.id, visitId)))
  if (!visit) return null
  const [order] = await db
    .select({ checklistTemplateId: orders.checklistTemplateId })
    .from(orders)
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, visit.orderId)))
  return { ...visit, checklistTemplateId: order?.checklistTemplateId ?? null }
}

/**
 * Whether something that this phone said before about the same answer or row was kept beside what stood, and it did not show
 * that yet when this was begun: who did it did not know.
 */
export async function followsKept(
  { actor, db }: Write,
  { visitId, input }: { visitId: string | null; input: object },
  { deviceId, seenSeq }: { deviceId: string; seenSeq: number },
): Promise<boolean> {
  const named =
    'fieldId' in input ? { name: 'fieldId', value: input.fieldId } : { name: 'id', value: 'id' in input && input.id }
  if (typeof named.value !== 'string') return false
  const [known] = await db
    .select({ id: syncKept.id })
    .from(syncKept)
    .innerJoin(
      syncOperations,
      and(
        eq(syncOperations.organizationId, actor.organizationId),
        eq(syncOperations.id, syncKept.id),
        eq(syncOperations.deviceId, deviceId),
        gt(syncOperations.seq, seenSeq),
      ),
    )
    .where(
      and(
        eq(syncKept.organizationId, actor.organizationId),
        eq(syncKept.memberId, actor.id),
        eq(syncKept.reason, 'stale'),
        sql`${syncKept.input}->>${named.name} = ${named.value}`,
        named.name === 'fieldId' && visitId ? eq(syncKept.visitId, visitId) : undefined,
      ),
    )
    .limit(1)
  return known !== undefined
}

async function isKept({ actor, db }: Write, visitId: string, reason: KeptReason): Promise<boolean> {
  const [known] = await db
    .select({ id: syncKept.id })
    .from(syncKept)
    .where(
      and(
        eq(syncKept.organizationId, actor.organizationId),
        eq(syncKept.visitId, visitId),
        eq(syncKept.memberId, actor.id),
        eq(syncKept.reason, reason),
        isNull(syncKept.decidedAt),
      ),
    )
    .limit(1)
  return known !== undefined
}

/** The question as it is asked, or what was written of it. */
async function subjectOf(write: Write, templateId: string | null, input: unknown): Promise<string> {
  if (typeof input !== 'object' || input === null) return ''
  if ('fieldId' in input) {
    const field = questionOf(await checklistOf(write, templateId), input.fieldId)
    return field ? labelOf(field, 'nl') : ''
  }
  for (const key of ['description', 'body', 'remainingWork', 'noAccessReason'])
    if (key in input) {
      const words = (input as Record<string, unknown>)[key]
      if (typeof words === 'string' && words) return words
    }
  return ''
}
