import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { syncClosings } from '@/db/schema/sync'
import { visits } from '@/db/schema/visits'
import { memberActor, type Write } from '@/lib/auth/actor'
import { type CloseVisit, closeInput } from '@/lib/execution/input'
import { type Closed, closeVisit } from '@/lib/execution/mutations/close'
import { missingFiles } from '@/lib/execution/mutations/files'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { keep } from './kept'

/**
 * Closes a visit as it was closed on site: at once as a fact, with the clocks stopped. While files of it are still on the
 * phone the visit stays as it is and its order waits; the last file that lands ends it. Refused as closeVisit, but for files.
 */
export async function closeFromPhone(write: Write & { deviceId: string }, input: CloseVisit): Promise<Closed> {
  const closed = await closeVisit(write, input, { filesMayFollow: true })
  const { actor, db, now } = write
  const { organizationId, id: memberId } = actor
  const orderId = await orderOf(write, input.visitId)
  if (!closed.waitsFor) {
    await db.update(syncClosings).set({ endedAt: now.toString() }).where(openClosing(write, input.visitId))
    return closed
  }
  const said = { deviceId: write.deviceId, memberId, input }
  await db
    .insert(syncClosings)
    .values({ organizationId, id: newId(), createdAt: now.toString(), visitId: input.visitId, orderId, ...said })
    .onConflictDoUpdate({
      target: [syncClosings.organizationId, syncClosings.visitId],
      targetWhere: isNull(syncClosings.endedAt),
      set: said,
    })
  await record(write, {
    subject: ['visit', input.visitId],
    orderId,
    action: 'sync.close_waits',
    params: { who: actor.name, count: closed.waitsFor.length },
  })
  await announce(write, 'visit', input.visitId)
  await announce(write, 'order', orderId)
  return closed
}

/**
 * Ends a visit that waits for its files, when all of them are here; in the name of who closed it. What then still speaks
 * against it (a required photo that was not in the list) is left for the office to look at.
 */
export async function endClosing(write: Write, visitId: string): Promise<void> {
  const [closing] = await write.db.select().from(syncClosings).where(openClosing(write, visitId)).for('update')
  if (!closing) return
  const by = { ...write, actor: await whoClosed(write, closing.memberId), recorded: { late: null } }
  const input = closeInput.parse(closing.input)
  const signed = input.signatures.flatMap(({ fileId }) => fileId ?? [])
  if ((await missingFiles(by, visitId, [...input.fileIds, ...signed])).length > 0) return
  try {
    await write.db.transaction((db) => closeVisit({ ...by, db }, input))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const current = error.current ?? { code: error.code, params: error.params }
    await keep(by, { id: closing.id, visitId, name: 'execution.close', input }, { reason: 'incomplete', current })
  }
  await write.db.update(syncClosings).set({ endedAt: write.now.toString() }).where(openClosing(write, visitId))
  await announce(write, 'order', closing.orderId)
}

function openClosing(write: Write, visitId: string) {
  return and(
    eq(syncClosings.organizationId, write.actor.organizationId),
    eq(syncClosings.visitId, visitId),
    isNull(syncClosings.endedAt),
  )
}

async function whoClosed(write: Write, memberId: string) {
  const { actor, db } = write
  if (actor.id === memberId) return actor
  const [member] = await db
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.organizationId, actor.organizationId), eq(members.id, memberId)))
  return memberActor({ organizationId: actor.organizationId, memberId, name: member?.name ?? '' })
}

async function orderOf({ actor, db }: Write, visitId: string): Promise<string> {
  const [visit] = await db
    .select({ orderId: visits.orderId })
    .from(visits)
    .where(and(eq(visits.organizationId, actor.organizationId), eq(visits.id, visitId)))
  if (!visit) throw new Refused('common.not_found')
  return visit.orderId
}
