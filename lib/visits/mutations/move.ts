import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { type Change, changesBetween } from '@/lib/history/rules'
import { Refused } from '@/lib/refused'
import { minutesBetween } from '@/lib/time'
import type { MoveInput, MoveVisitsInput, ResizeInput } from '../input'
import { isOpen, isTold, sameInstant, type ToldState, toldState, whenText } from '../rules'
import { place } from './agenda'
import { leaderOf, refuseClosedOrder } from './assign'
import { changeVisit, conclude, reasonText } from './facts'
import { type HeldVisit, type LockedVisit, lockTeam, lockVisit, teamOf } from './lock'
import { tellCustomer, tellsCustomer } from './tell'
import { tellTeam } from './tell-team'

/**
 * `told` says whether the customer knows other times than these now: then the planner is asked to tell again. `was` is how
 * it stood, for undo.
 */
export type Moved = { id: string; version: number; told: ToldState; was: Placed }

/** Where a visit stands, with everything that putting it back there needs. */
export type Placed = NonNullable<MoveVisitsInput['changes'][number]['to']>

/** How a held visit stands now. */
export function placedOf({ visit, team }: HeldVisit): Placed {
  const { startAt, endAt, durationMinutes, instructions } = visit
  const overlapWas = team[0]?.overlapReason ?? ''
  return { memberIds: team.map(({ id }) => id), startAt, endAt, durationMinutes, instructions, overlapWas }
}

/**
 * Moves a planned visit to another time, to other people, or both; without times it stays assigned without one. The first
 * time it gets is told as assigning tells it, and always to a customer who was told of this visit before.
 * Refused: common.stale with the version that stands, visits.started, visits.overlap, visits.not_a_technician, visits.order_not_open.
 */
export async function moveVisit(write: Write, input: MoveInput): Promise<Moved> {
  const locked = await lockVisit(write, input.visitId, input.version)
  return moveHeld(write, input, { ...locked, team: await teamOf(write, input.visitId) })
}

/** Moves a visit that is locked. Back to where it stood (`isBack`) it tells the customer nothing by itself. */
export async function moveHeld(
  write: Write,
  input: Omit<MoveInput, 'version'> & { isBack?: boolean },
  held: HeldVisit,
): Promise<Moved> {
  const { visit, order, team: before } = held
  if (visit.status !== 'planned') throw new Refused('visits.started')
  refuseClosedOrder(order)
  const organization = await organizationOf(write)
  const team = await lockTeam(write, input.memberIds)
  const leaderId = leaderOf(input)
  const isOverlap = await place(write, {
    visitId: visit.id,
    memberIds: input.memberIds,
    leaderId,
    startAt: input.startAt,
    endAt: input.endAt,
    overlapReason: input.overlapReason,
    isBack: input.isBack,
    timeZone: organization.timeZone,
  })
  const moved: LockedVisit = {
    ...visit,
    startAt: input.startAt,
    endAt: input.endAt,
    durationMinutes: minutesOf(input, visit),
    instructions: input.instructions ?? visit.instructions,
  }
  const version = await changeVisit(write, visit, {
    startAt: moved.startAt,
    endAt: moved.endAt,
    durationMinutes: moved.durationMinutes,
    instructions: moved.instructions,
  })
  const namesBefore = before.map((member) => member.name).join(', ')
  const names = team.map((member) => member.name).join(', ')
  await conclude(write, visit, version, {
    action: 'visits.moved',
    changes: [...windowChanges(visit, moved), ...changesBetween({ team: namesBefore }, { team: names })],
    params: {
      who: names,
      when: whenText(organization.timeZone, input.startAt, input.endAt),
      before: whenText(organization.timeZone, visit.startAt, visit.endAt),
      overlap: isOverlap ? 'yes' : 'no',
    },
    reason: reasonText(isOverlap, input),
  })
  const stayed = before.filter((old) => team.some((member) => member.id === old.id))
  const isTimeMoved = windowChanges(visit, moved).length > 0
  await tellTeam(write, {
    visit: { ...moved, version },
    order,
    organization,
    team: team.filter((member) => !stayed.some((old) => old.id === member.id)),
    what: 'planned',
  })
  if (isTimeMoved)
    await tellTeam(write, {
      visit: { ...moved, version },
      was: visit,
      order,
      organization,
      team: stayed,
      what: 'moved',
    })
  await tellTeam(write, {
    visit: { ...visit, version },
    order,
    organization,
    team: before.filter((old) => !stayed.includes(old)),
    what: 'cancelled',
  })
  const was = placedOf(held)
  const isFirstTime = !input.isBack && !visit.startAt && moved.startAt !== null && !isTold(visit)
  const tells = input.tell ?? (isFirstTime && (visit.toldSequence > 0 || (await tellsCustomer(write, order))))
  if (tells && (await tellCustomer(write, moved, order))) {
    return { id: visit.id, version: version + 1, told: 'told', was }
  }
  return { id: visit.id, version, told: toldState(moved), was }
}

/**
 * Makes a visit longer or shorter. While somebody is busy only its end can change.
 * Refused: common.stale, visits.started, visits.closed, visits.overlap.
 */
export async function resizeVisit(write: Write, input: ResizeInput): Promise<Moved> {
  const locked = await lockVisit(write, input.visitId, input.version)
  return resizeHeld(write, input, { ...locked, team: await teamOf(write, input.visitId) })
}

/** Makes a visit that is locked longer or shorter. */
export async function resizeHeld(
  write: Write,
  input: Omit<ResizeInput, 'version'> & { isBack?: boolean },
  held: HeldVisit,
): Promise<Moved> {
  const { visit, order, team } = held
  if (!isOpen(visit.status)) throw new Refused('visits.closed')
  if (visit.status !== 'planned' && !sameInstant(visit.startAt, input.startAt)) throw new Refused('visits.started')
  const organization = await organizationOf(write)
  await lockTeam(
    write,
    team.map((member) => member.id),
  )
  const isOverlap = await place(write, {
    visitId: visit.id,
    memberIds: team.map((member) => member.id),
    leaderId: team.find((member) => member.leader)?.id,
    startAt: input.startAt,
    endAt: input.endAt,
    overlapReason: input.overlapReason,
    isBack: input.isBack,
    timeZone: organization.timeZone,
  })
  const resized = { ...visit, startAt: input.startAt, endAt: input.endAt, durationMinutes: minutesOf(input, visit) }
  const version = await changeVisit(write, visit, {
    startAt: input.startAt,
    endAt: input.endAt,
    durationMinutes: resized.durationMinutes,
  })
  await conclude(write, visit, version, {
    action: 'visits.resized',
    changes: windowChanges(visit, resized),
    params: {
      when: whenText(organization.timeZone, input.startAt, input.endAt),
      before: whenText(organization.timeZone, visit.startAt, visit.endAt),
    },
    reason: reasonText(isOverlap, input),
  })
  if (!sameInstant(visit.startAt, input.startAt)) {
    await tellTeam(write, { visit: { ...resized, version }, was: visit, order, organization, team, what: 'moved' })
  }
  return { id: visit.id, version, told: toldState(resized), was: placedOf(held) }
}

function minutesOf(
  input: { startAt: string | null; endAt: string | null; durationMinutes?: number },
  visit: LockedVisit,
): number {
  if (input.startAt && input.endAt) return minutesBetween(input.startAt, input.endAt)
  return input.durationMinutes ?? visit.durationMinutes
}

function windowChanges(from: LockedVisit, to: LockedVisit): Change[] {
  return (['startAt', 'endAt'] as const).flatMap((field) =>
    sameInstant(from[field], to[field]) ? [] : [{ field, from: from[field], to: to[field] }],
  )
}
