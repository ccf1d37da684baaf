import 'server-only'
import { and, eq } from 'drizzle-orm'
import { visitCounts } from '@/db/schema/execution'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { lockMyOpenVisit } from '@/lib/hours/mutations/my-visit'
import { announce } from '@/lib/live/mutations'
import { decimal } from '@/lib/money'
import { Refused } from '@/lib/refused'
import type { SaveCount } from '../input'
import type { StandingCount } from '../rules'

type CountRow = typeof visitCounts.$inferSelect

/**
 * What was loaded or delivered at a stop: pieces, and their weight in kg when it is known. The same id with the version that
 * was seen changes it, also one that was taken back; new twice is once. Refused: common.not_found, hours.closed,
 * common.stale (with `current`, a StandingCount).
 */
export async function saveCount(write: Write, input: SaveCount): Promise<{ version: number }> {
  const { visit, order } = await lockMyOpenVisit(write, input.visitId)
  const { organizationId } = write.actor
  const own = ownCount(write, input.id)
  const exact = (value: string) => decimal(value).toFixed(3)
  const values = {
    kind: input.kind,
    description: input.description,
    count: exact(input.count),
    weightKg: input.weightKg === null ? null : exact(input.weightKg),
    remark: input.remark,
  }
  const [before] = await write.db.select().from(visitCounts).where(own).for('update')
  if (before && before.visitId !== visit.id) throw new Refused('common.not_found')
  const changes = changesBetween<Partial<CountRow>>(before ?? {}, values)
  if (before && input.version === undefined && !before.removedAt && changes.length === 0)
    return { version: before.version }
  if (before && before.version !== input.version) throw stale(before)
  const version = (before?.version ?? 0) + 1
  if (before)
    await write.db
      .update(visitCounts)
      .set({ ...values, removedAt: null, version })
      .where(own)
  else
    await write.db.insert(visitCounts).values({
      ...{ organizationId, id: input.id, createdAt: write.now.toString() },
      ...{ visitId: visit.id, memberId: write.actor.id },
      ...values,
    })
  await record(write, {
    subject: ['visit', visit.id],
    orderId: order.id,
    action: before && !before.removedAt ? 'execution.count_edit' : 'execution.count_add',
    params: toldOf(values),
    changes: before ? changes : [],
  })
  await announce(write, 'visit', visit.id, visit.version)
  return { version }
}

/**
 * Takes a count back; saving it again with its id and the version answered restores it. Refused: common.not_found,
 * hours.closed, common.stale (with `current`, a StandingCount).
 */
export async function removeCount(write: Write, input: { id: string; version: number }): Promise<{ version: number }> {
  const own = ownCount(write, input.id)
  const [place] = await write.db.select({ visitId: visitCounts.visitId }).from(visitCounts).where(own)
  if (!place) throw new Refused('common.not_found')
  const { visit, order } = await lockMyOpenVisit(write, place.visitId)
  // Read below the lock of the visit: whoever changed it meanwhile had that lock.
  const [found] = await write.db.select().from(visitCounts).where(own).for('update')
  if (!found) throw new Refused('common.not_found')
  if (found.removedAt) return { version: found.version }
  if (found.version !== input.version) throw stale(found)
  const version = found.version + 1
  await write.db.update(visitCounts).set({ removedAt: write.now.toString(), version }).where(own)
  await record(write, {
    subject: ['visit', visit.id],
    orderId: order.id,
    action: 'execution.count_remove',
    params: toldOf(found),
  })
  await announce(write, 'visit', visit.id, visit.version)
  return { version }
}

function stale({ kind, description, count, weightKg, removedAt, version }: CountRow): Refused {
  const current: StandingCount = { kind, description, count, weightKg, isRemoved: removedAt !== null, version }
  return new Refused('common.stale', { current })
}

function ownCount(write: Write, id: string) {
  return and(eq(visitCounts.organizationId, write.actor.organizationId), eq(visitCounts.id, id))
}

/** As the history says it: how many of what. */
function toldOf({ kind, description, count, weightKg }: Pick<CountRow, 'kind' | 'description' | 'count' | 'weightKg'>) {
  const plain = (value: string) => decimal(value).toFixed()
  return { kind, description, count: plain(count), weight: weightKg ? plain(weightKg) : 'none' }
}
