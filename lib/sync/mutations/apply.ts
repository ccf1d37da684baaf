import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { errorCode } from '@/db/client'
import { syncDevices, syncOperations } from '@/db/schema/sync'
import { replyTo } from '@/lib/auth/action'
import type { Write } from '@/lib/auth/actor'
import { actions, allows, phoneOperations } from '@/lib/auth/authorization'
import { invalid } from '@/lib/invalid'
import { Refused } from '@/lib/refused'
import type { RefusedReply } from '@/lib/reply'
import type { Operation } from '../input'
import { type Answer, byOurClock, correctedInput, keptReason } from '../rules'
import { lockDevice } from './devices'
import { followsKept, keep } from './kept'
import { operationOf } from './operations'

/**
 * Does what one operation says, and keeps it with its answer and the phone's number in the same transaction. What is refused
 * is answered too and leaves no other trace: the next one goes on. Refused, and not kept: sync.gap {expected} when one
 * before it is missing, sync.seq_taken {expected} when another has its number, sync.device_revoked, common.not_found.
 */
export async function applyOperation(
  write: Write,
  { deviceId, ...operation }: Operation & { deviceId: string },
): Promise<Answer> {
  const device = await lockDevice(write, deviceId)
  const earlier = await answeredBefore(write, operation.id)
  if (earlier) return earlier
  const expected = device.lastSeq + 1
  if (operation.seq !== expected)
    throw new Refused(operation.seq > expected ? 'sync.gap' : 'sync.seq_taken', { params: { expected } })
  const answer = await attempt(write, deviceId, operation)
  const { organizationId, id: memberId } = write.actor
  await write.db.insert(syncOperations).values({
    ...{ organizationId, id: operation.id, createdAt: write.now.toString() },
    ...{ deviceId, seq: operation.seq, memberId, visitId: operation.visitId, name: operation.name },
    inputHash: createHash('sha256')
      .update(JSON.stringify(operation.input) ?? '')
      .digest('hex'),
    answer: sql`${JSON.stringify(answer)}::json`,
    deviceAt: byOurClock(operation.at, 0),
    offsetMs: operation.offsetMs,
  })
  await write.db
    .update(syncDevices)
    .set({ lastSeq: expected })
    .where(and(eq(syncDevices.organizationId, organizationId), eq(syncDevices.id, deviceId)))
  return answer
}

/** Keys of taps may be thrown away one day; what a phone sent and was answered stays. */
async function answeredBefore({ actor, db }: Write, id: string): Promise<Answer | null> {
  const [earlier] = await db
    .select({ answer: syncOperations.answer })
    .from(syncOperations)
    .where(
      and(
        eq(syncOperations.organizationId, actor.organizationId),
        eq(syncOperations.id, id),
        eq(syncOperations.memberId, actor.id),
      ),
    )
  return earlier ? (earlier.answer as Answer) : null
}

async function attempt(write: Write, deviceId: string, operation: Operation): Promise<Answer> {
  const known = operationOf(operation.name)
  if (!known) return refusal({ ok: false, code: 'sync.unknown_operation' })
  if (!allows({ ...actions, ...phoneOperations }[known.name], write.actor.roles))
    return refusal({ ok: false, code: 'common.forbidden' })
  const parsed = known.shape.safeParse(correctedInput(operation.input, operation.offsetMs))
  if (!parsed.success) return refusal(invalid(parsed.error))
  if (isOfAnotherVisit(parsed.data, operation.visitId))
    return refusal({ ok: false, code: 'common.invalid', fields: { visitId: 'common.invalid' } })
  const recorded: NonNullable<Write['recorded']> = { late: null }
  try {
    const input = await withSeenVersion(write, { ...operation, deviceId }, parsed.data)
    // Refused, it leaves nothing of itself; what is kept around it stays.
    const value = await write.db.transaction((db) => known.work({ ...write, db, recorded, deviceId }, input))
    if (!recorded.late) return { status: 'applied', value: value ?? null }
    const why = { reason: recorded.late, current: null, isOnce: true }
    const kept = await keep(write, { ...operation, input: parsed.data }, why)
    return kept ? { ...kept, value: value ?? null } : { status: 'applied', value: value ?? null }
  } catch (error) {
    if (!isFinal(error)) throw error
    const reply = replyTo(error, operation.name)
    const reason = keptReason(reply.code, recorded.late)
    const kept = reason
      ? await keep(write, { ...operation, input: parsed.data }, { reason, current: reply.current ?? null })
      : null
    return kept ?? refusal(reply)
  }
}

/**
 * A phone without reception counts its own changes on from the version it saw. When one of them was kept beside what somebody
 * else had said, those begun before it showed that name a version that by its number stands, and that it never saw: then none.
 */
async function withSeenVersion(
  write: Write,
  { deviceId, visitId, seenSeq }: Operation & { deviceId: string },
  input: unknown,
): Promise<unknown> {
  if (typeof input !== 'object' || input === null || !('version' in input) || !input.version) return input
  return (await followsKept(write, { visitId, input }, { deviceId, seenSeq })) ? { ...input, version: 0 } : input
}

function isOfAnotherVisit(input: unknown, visitId: string | null): boolean {
  return typeof input === 'object' && input !== null && 'visitId' in input && (input.visitId ?? null) !== visitId
}

/** Whether trying again would end the same: a refusal, a fault of ours, data the database refuses. A lock or a lost line would not. */
function isFinal(error: unknown): boolean {
  if (error instanceof Refused) return true
  const code = errorCode(error)
  return code === undefined || /^(22|23|42|P0|WS)/.test(code)
}

function refusal(reply: RefusedReply): Answer {
  const { code, params = {}, fields = {}, current = null, errorId } = reply
  return { status: 'refused', code, params, fields, current, ...(errorId && { errorId }) }
}
