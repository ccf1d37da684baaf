import 'server-only'
import { and, eq } from 'drizzle-orm'
import { visitCounts } from '@/db/schema/execution'
import type { Write } from '@/lib/auth/actor'
import { decimal } from '@/lib/money'
import type { SaveCount } from '../input'
import type { StandingCount } from '../rules'
import { type Recorded, removeRecorded, saveRecorded } from './recorded'

type CountRow = typeof visitCounts.$inferSelect
type Values = Pick<CountRow, 'kind' | 'description' | 'count' | 'weightKg' | 'remark'>

/**
 * What was loaded or delivered at a stop: pieces, and their weight in kg when it is known. The same id with the version that
 * was seen changes it, also one that was taken back; new twice is once. Refused: common.not_found, hours.closed,
 * common.stale (with `current`, a StandingCount).
 */
export function saveCount(write: Write, input: SaveCount): Promise<{ version: number }> {
  const exact = (value: string) => decimal(value).toFixed(3)
  return saveRecorded(write, input, countStore(write, input.id), () => ({
    kind: input.kind,
    description: input.description,
    count: exact(input.count),
    weightKg: input.weightKg === null ? null : exact(input.weightKg),
    remark: input.remark,
  }))
}

/**
 * Takes a count back; saving it again with its id and the version answered restores it. Refused: common.not_found,
 * hours.closed, common.stale (with `current`, a StandingCount).
 */
export async function removeCount(write: Write, { id, version }: { id: string; version: number }) {
  const [place] = await write.db.select({ visitId: visitCounts.visitId }).from(visitCounts).where(ownCount(write, id))
  return removeRecorded(write, version, countStore(write, id), place)
}

function countStore(write: Write, id: string): Recorded<CountRow, Values> {
  const own = ownCount(write, id)
  return {
    name: 'execution.count',
    find: () => write.db.select().from(visitCounts).where(own).for('update'),
    insert: (row) => write.db.insert(visitCounts).values(row),
    update: (change) => write.db.update(visitCounts).set(change).where(own),
    current: ({ kind, description, count, weightKg, removedAt, version }): StandingCount => ({
      ...{ kind, description, count, weightKg, version },
      isRemoved: removedAt !== null,
    }),
    told: ({ kind, description, count, weightKg }) => {
      const plain = (value: string) => decimal(value).toFixed()
      return { kind, description, count: plain(count), weight: weightKg ? plain(weightKg) : 'none' }
    },
  }
}

function ownCount(write: Write, id: string) {
  return and(eq(visitCounts.organizationId, write.actor.organizationId), eq(visitCounts.id, id))
}
