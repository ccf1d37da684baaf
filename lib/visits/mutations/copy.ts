import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import type { CopyInput, SplitInput } from '../input'
import { assignOrder, type Planned } from './assign'
import { lockVisit, teamOf } from './lock'
import { moveHeld, type Placed } from './move'

/**
 * A further visit of the same order, with the same instructions, at another time or for others. The customer hears of it
 * as the order type says. Refused as assignOrder.
 */
export async function copyVisit(write: Write, input: CopyInput): Promise<Planned> {
  const { visit, order } = await lockVisit(write, input.visitId)
  return assignOrder(write, {
    id: input.id,
    orderId: order.id,
    memberIds: input.memberIds,
    startAt: input.startAt ?? undefined,
    endAt: input.endAt ?? undefined,
    durationMinutes: input.durationMinutes ?? visit.durationMinutes,
    instructions: visit.instructions,
    overlapReason: input.overlapReason,
    despite: input.despite,
  })
}

/** `was` is null for a part that was made, and where the visit stood that became the first. */
export type Split = { id: string; version: number; was: Placed | null }

/**
 * Work that is longer than a day, as one visit per part with one team. Splitting a visit keeps it as the first part; the
 * others are further visits of its order. All parts or none. Refused as assignOrder and moveVisit.
 */
export async function splitOverDays(write: Write, input: SplitInput): Promise<{ visits: Split[] }> {
  const { from, memberIds, overlapReason, despite } = input
  const [first, ...rest] = input.parts
  if (!first) throw new Refused('common.invalid')
  const shared = { memberIds, overlapReason, despite }
  if ('visitId' in from) {
    const locked = await lockVisit(write, from.visitId, from.version)
    const { startAt, endAt } = first
    const held = { ...locked, team: await teamOf(write, from.visitId) }
    const { id, version, was } = await moveHeld(write, { visitId: from.visitId, ...shared, startAt, endAt }, held)
    const { instructions } = locked.visit
    const made = await plan(write, rest, { orderId: locked.order.id, instructions, ...shared })
    return { visits: [{ id, version, was }, ...made] }
  }
  return { visits: await plan(write, input.parts, { orderId: from.orderId, ...shared }) }
}

type PartOf = Pick<SplitInput, 'memberIds' | 'overlapReason' | 'despite'> & { orderId: string; instructions?: string }

async function plan(write: Write, parts: SplitInput['parts'], shared: PartOf): Promise<Split[]> {
  const made: Split[] = []
  for (const part of parts) {
    const { id, version } = await assignOrder(write, { ...shared, ...part })
    made.push({ id, version, was: null })
  }
  return made
}
