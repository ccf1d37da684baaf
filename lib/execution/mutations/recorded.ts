import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { lockMyOpenVisit } from '@/lib/hours/mutations/my-visit'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'

type Row = { visitId: string; removedAt: string | null; version: number }
type New = { organizationId: string; id: string; createdAt: string; visitId: string; memberId: string }

/** One row of what technicians note at a visit, as its table keeps it; `find` locks it. */
export type Recorded<Found extends Row, Values extends Record<string, unknown>> = {
  name: 'execution.material' | 'execution.count'
  find: () => Promise<Found[]>
  insert: (row: New & Values) => Promise<unknown>
  update: (change: Partial<Values> & { removedAt: string | null; version: number }) => Promise<unknown>
  /** What stands there, for who saw something older. */
  current: (found: Found) => unknown
  /** As the history says it. */
  told: (values: Values | Found) => Record<string, string>
}

/**
 * Keeps what a technician noted under an id that the phone made: new twice is once, the version that was seen changes it, also
 * what was taken back. Refused: common.not_found, hours.closed, common.stale (with `current`), and what `valuesOf` refuses.
 */
export async function saveRecorded<Found extends Row, Values extends Record<string, unknown>>(
  write: Write,
  input: { id: string; visitId: string; version?: number | undefined },
  store: Recorded<Found, Values>,
  valuesOf: () => Values | Promise<Values>,
): Promise<{ version: number }> {
  const { visit, order } = await lockMyOpenVisit(write, input.visitId)
  const values = await valuesOf()
  const [before] = await store.find()
  if (before && before.visitId !== visit.id) throw new Refused('common.not_found')
  const changes = changesBetween<Record<string, unknown>>(before ?? {}, values)
  if (before && input.version === undefined && !before.removedAt && changes.length === 0)
    return { version: before.version }
  if (before && before.version !== input.version) throw new Refused('common.stale', { current: store.current(before) })
  const version = (before?.version ?? 0) + 1
  if (before) await store.update({ ...values, removedAt: null, version })
  else
    await store.insert({
      ...{ organizationId: write.actor.organizationId, id: input.id, createdAt: write.now.toString() },
      ...{ visitId: visit.id, memberId: write.actor.id },
      ...values,
    })
  await record(write, {
    subject: ['visit', visit.id],
    orderId: order.id,
    action: `${store.name}_${before && !before.removedAt ? 'edit' : 'add'}`,
    params: store.told(values),
    changes: before ? changes : [],
  })
  await announce(write, 'visit', visit.id, visit.version)
  return { version }
}

/**
 * Takes it back; saving it again with its id and the version answered restores it. `place` tells the visit without a lock.
 * Refused: common.not_found, hours.closed, common.stale (with `current`).
 */
export async function removeRecorded<Found extends Row, Values extends Record<string, unknown>>(
  write: Write,
  seen: number,
  store: Recorded<Found, Values>,
  place: { visitId: string } | undefined,
): Promise<{ version: number }> {
  if (!place) throw new Refused('common.not_found')
  const { visit, order } = await lockMyOpenVisit(write, place.visitId)
  // Read below the lock of the visit: whoever changed it meanwhile had that lock.
  const [found] = await store.find()
  if (!found) throw new Refused('common.not_found')
  if (found.removedAt) return { version: found.version }
  if (found.version !== seen) throw new Refused('common.stale', { current: store.current(found) })
  const version = found.version + 1
  const change: { removedAt: string; version: number } = { removedAt: write.now.toString(), version }
  await store.update(change as Partial<Values> & typeof change)
  await record(write, {
    subject: ['visit', visit.id],
    orderId: order.id,
    action: `${store.name}_remove`,
    params: store.told(found),
  })
  await announce(write, 'visit', visit.id, visit.version)
  return { version }
}
