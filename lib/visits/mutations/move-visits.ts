import 'server-only'
import type { Write } from '@/lib/auth/actor'
import type { MoveVisitsInput } from '../input'
import { removeFromAgenda } from './agenda'
import { restoreHeld, unplanHeld } from './cancel'
import { aboutVisit, type HeldVisit, lockVisits } from './lock'
import { moveHeld, type Placed, resizeHeld } from './move'

/** What the customer who knows of a visit should now hear, if the planner says so. */
export type ToTell = 'moved' | 'cancelled' | 'restored' | null
/** `was` is where it stood (null: nowhere): sent back as `to`, it undoes this. */
export type VisitMoved = { id: string; version: number; was: Placed | null; toTell: ToTell }

type Change = MoveVisitsInput['changes'][number]

/**
 * Moves several visits at once, in one transaction: to other times and people, or (`to: null`) back to the backlog; a
 * visit that was taken back comes back. All of it or nothing. It is also how every step of a board is undone and done
 * again: `was` of the answer restores exactly what stood there.
 * Refused as moveVisit, unplanVisit and restoreVisit refuse, with the visitId it is about.
 */
export async function moveVisits(write: Write, input: MoveVisitsInput): Promise<{ visits: VisitMoved[] }> {
  const memberIds = input.changes.flatMap(({ to }) => to?.memberIds ?? [])
  const held = await lockVisits(write, input.changes, memberIds)
  // All leave their places first: one may come where another stood.
  for (const { visit } of held) await removeFromAgenda(write, { visitId: visit.id })
  const visits: VisitMoved[] = []
  for (const [index, change] of input.changes.entries()) {
    const one = held[index]
    if (one) visits.push(await aboutVisit(change.visitId, () => changeHeld(write, input, change, one)))
  }
  return { visits }
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
