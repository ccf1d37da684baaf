import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { visits } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import type { MoveVisitsInput } from '../input'
import { removeFromAgenda } from './agenda'
import { restoreHeld, unplanHeld } from './cancel'
import { aboutVisit, type HeldVisit, lockMany, lockVisits } from './lock'
import { moveHeld, type Placed, resizeHeld } from './move'

/** What the customer who knows of a visit should now hear, if the planner says so. */
export type ToTell = 'moved' | 'cancelled' | 'restored' | null
/** `was` is where it stood (null: nowhere): sent back as `to`, it undoes this. */
export type VisitMoved = { id: string; version: number; was: Placed | null; toTell: ToTell }

type Change = MoveVisitsInput['changes'][number]

/** A visit that stays where it is, and why. */
export type Stayed = { visitId: string; code: string; params: Refused['params'] }

/**
 * Moves several visits at once, in one transaction: to other times and people, or (`to: null`) back to the backlog; a
 * visit that was taken back comes back. All of it or nothing, unless partly: then what can't go is told as `stayed`. It is also how
 * every step of a board is undone and done again: `was` of the answer restores exactly what stood there.
 * Refused as moveVisit, unplanVisit and restoreVisit refuse, with the visitId it is about.
 */
export async function moveVisits(
  write: Write,
  input: MoveVisitsInput,
): Promise<{ visits: VisitMoved[]; stayed: Stayed[] }> {
  if (!input.isPartly) return { visits: await moveAll(write, input), stayed: [] }
  const { changes, stayed } = await withoutChanged(write, input.changes)
  while (changes.length > 0) {
    try {
      // Where one stays, another may not have its old place: all are tried anew without it.
      const moved = await write.db.transaction((db) => moveAll({ ...write, db }, { ...input, changes }))
      return { visits: moved, stayed }
    } catch (error) {
      const at = error instanceof Refused ? changes.findIndex(({ visitId }) => visitId === error.params.visitId) : -1
      if (!(error instanceof Refused) || at < 0) throw error
      stayed.push({ visitId: changes[at]!.visitId, code: error.code, params: error.params })
      changes.splice(at, 1)
    }
  }
  const [first] = stayed
  throw new Refused(first?.code ?? 'common.not_found', { params: first?.params, current: stayed })
}

async function moveAll(write: Write, input: MoveVisitsInput): Promise<VisitMoved[]> {
  const memberIds = input.changes.flatMap(({ to }) => to?.memberIds ?? [])
  const held = await lockVisits(write, input.changes, memberIds)
  // All leave their places first: one may come where another stood.
  for (const { visit } of held) await removeFromAgenda(write, { visitId: visit.id })
  const moved: VisitMoved[] = []
  for (const [index, change] of input.changes.entries()) {
    const one = held[index]
    if (one) moved.push(await aboutVisit(change.visitId, () => changeHeld(write, input, change, one)))
  }
  return moved
}

/** Locks them all, and sets aside what somebody changed since it was seen. */
async function withoutChanged(
  write: Write,
  changes: readonly Change[],
): Promise<{ changes: Change[]; stayed: Stayed[] }> {
  const visitIds = changes.map(({ visitId }) => visitId)
  await lockMany(write, { visitIds, memberIds: changes.flatMap(({ to }) => to?.memberIds ?? []) })
  const rows = await write.db
    .select({ id: visits.id, version: visits.version })
    .from(visits)
    .where(and(eq(visits.organizationId, write.actor.organizationId), inArray(visits.id, visitIds)))
  const stands = new Map(rows.map(({ id, version }) => [id, version]))
  const isSeen = ({ visitId, version }: Change) => stands.get(visitId) === version
  const stayed = changes
    .filter((one) => !isSeen(one))
    .map(({ visitId }) => ({
      visitId,
      code: stands.has(visitId) ? 'common.stale' : 'common.not_found',
      params: { visitId },
    }))
  return { changes: changes.filter(isSeen), stayed }
}

async function changeHeld(
  write: Write,
  reasons: Pick<MoveVisitsInput, 'overlapReason' | 'despite'>,
  { to }: Change,
  held: HeldVisit,
): Promise<VisitMoved> {
  if (!to) {
    const { id, version, wasTold, was } = await unplanHeld(write, held)
    return { id, version, was, toTell: wasTold ? 'cancelled' : null }
  }
  const { overlapWas, ...place } = to
  const isBack = overlapWas !== undefined
  const input = {
    visitId: held.visit.id,
    ...reasons,
    ...place,
    ...(isBack ? { overlapReason: overlapWas } : {}),
    isBack,
  }
  if (held.visit.status === 'cancelled') {
    const { id, version, toldOff } = await restoreHeld(write, input, held)
    return { id, version, was: null, toTell: toldOff ? 'restored' : null }
  }
  const { id, version, was, told } =
    held.visit.status === 'planned' || !to.startAt || !to.endAt
      ? await moveHeld(write, input, held)
      : await resizeHeld(write, { ...input, startAt: to.startAt, endAt: to.endAt }, held)
  return { id, version, was, toTell: told === 'moved' ? (to.startAt ? 'moved' : 'cancelled') : null }
}
