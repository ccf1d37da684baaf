import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { Refused } from '@/lib/refused'
import type { CancelInput, RestoreInput, VisitVersionInput } from '../input'
import { isToCome, isTold, visitRefusal, visitSteps, whenText } from '../rules'
import { place, removeFromAgenda } from './agenda'
import { leaderOf, refuseClosedOrder } from './assign'
import { changeVisit, conclude } from './facts'
import { type HeldVisit, lockTeam, lockVisit, teamOf } from './lock'
import { type Placed, placedOf } from './move'
import { tellCustomer, unanswered } from './tell'
import { tellTeam } from './tell-team'

/** `wasTold`: the customer still expects somebody and should hear that nobody comes. `was` is how it stood, for undo. */
export type Cancelled = { id: string; version: number; wasTold: boolean; was: Placed }
export type Restored = { id: string; version: number; toldOff: boolean }

/**
 * Nobody goes: the visit is out of every agenda and the order is back in the backlog if no other visit is left.
 * With `tell` the customer who was told gets a mail that takes it out of his calendar.
 * Refused: common.stale, visits.not_this_step, visits.reason.
 */
export async function cancelVisit(write: Write, input: CancelInput): Promise<Cancelled> {
  return takeAway(write, input, { action: 'visits.cancelled', reason: input.reason, tell: input.tell ?? false })
}

/** Dragged back to the backlog: as if it had not been planned, for a visit on which nobody has left. */
export async function unplanVisit(write: Write, input: VisitVersionInput): Promise<Cancelled> {
  return takeAway(write, input, unplanning)
}

const unplanning = { action: 'visits.unplanned', reason: '', tell: false }

/** Takes a visit that is locked back to the backlog. */
export function unplanHeld(write: Write, held: HeldVisit): Promise<Cancelled> {
  return takeHeldAway(write, held, unplanning)
}

async function takeAway(
  write: Write,
  input: VisitVersionInput,
  how: { action: string; reason: string; tell: boolean },
): Promise<Cancelled> {
  const locked = await lockVisit(write, input.visitId, input.version)
  return takeHeldAway(write, { ...locked, team: await teamOf(write, input.visitId) }, how)
}

async function takeHeldAway(
  write: Write,
  held: HeldVisit,
  how: { action: string; reason: string; tell: boolean },
): Promise<Cancelled> {
  const { visit, order, team } = held
  const isCancel = how.action === 'visits.cancelled'
  const refusal = visitRefusal(visit.status, 'cancel', { cancelReason: isCancel ? how.reason : 'unplanned' })
  if (refusal) throw new Refused(refusal)
  if (!isCancel && visit.status !== 'planned') throw new Refused('visits.started')
  const organization = await organizationOf(write)
  const was = placedOf(held)
  await removeFromAgenda(write, { visitId: visit.id })
  let version = await changeVisit(write, visit, {
    status: visitSteps.cancel.to,
    cancelReason: how.reason,
    closedAt: write.now.toString(),
  })
  await conclude(write, visit, version, {
    action: how.action,
    params: {
      who: team.map((member) => member.name).join(', '),
      when: whenText(organization.timeZone, visit.startAt, visit.endAt),
    },
    reason: how.reason,
  })
  await tellTeam(write, { visit: { ...visit, version }, order, organization, team, what: 'cancelled' })
  const wasTold = isTold(visit)
  if (!wasTold) return { id: visit.id, version, wasTold, was }
  const isToldNow = how.tell && (await tellCustomer(write, { ...visit, status: 'cancelled' }, order))
  if (isToldNow) version += 1
  return { id: visit.id, version, wasTold: !isToldNow, was }
}

/**
 * Takes a cancellation back, at the time it had, for undo. The customer is told again only when asked for: `toldOff` says
 * that he was told nobody comes.
 * Refused: common.stale, visits.not_this_step, visits.overlap, visits.order_not_open, visits.not_a_technician.
 */
export async function restoreVisit(write: Write, input: RestoreInput): Promise<Restored> {
  return restoreHeld(write, input, await lockVisit(write, input.visitId, input.version))
}

/** Restores a visit that is locked. Refused as restoreVisit. */
export async function restoreHeld(
  write: Write,
  input: Omit<RestoreInput, 'version'> & { isBack?: boolean },
  { visit, order }: Pick<HeldVisit, 'visit' | 'order'>,
): Promise<Restored> {
  const refusal = visitRefusal(visit.status, 'restore')
  if (refusal) throw new Refused(refusal)
  refuseClosedOrder(order)
  const organization = await organizationOf(write)
  const team = await lockTeam(write, input.memberIds)
  const isOverlap = await place(write, {
    visitId: visit.id,
    memberIds: input.memberIds,
    leaderId: leaderOf(input),
    startAt: visit.startAt,
    endAt: visit.endAt,
    overlapReason: input.overlapReason,
    isBack: input.isBack,
    timeZone: organization.timeZone,
  })
  const version = await changeVisit(write, visit, {
    status: visitSteps.restore.to,
    cancelReason: '',
    closedAt: null,
    // A customer's own cancellation is taken back with the visit.
    ...(visit.customerAnswer === 'cancelled' ? unanswered : {}),
  })
  await conclude(write, visit, version, {
    action: 'visits.restored',
    params: {
      who: team.map((member) => member.name).join(', '),
      when: whenText(organization.timeZone, visit.startAt, visit.endAt),
    },
    reason: isOverlap ? input.overlapReason : '',
  })
  await tellTeam(write, { visit: { ...visit, version }, order, organization, team, what: 'planned' })
  const toldOff = isToCome(visit.startAt, write.now) && visit.toldSequence > 0 && !isTold(visit)
  return { id: visit.id, version, toldOff }
}
