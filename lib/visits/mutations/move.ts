import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { type Change, changesBetween } from '@/lib/history/rules'
import type { LockedOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import { minutesBetween } from '@/lib/time'
import type { MoveInput, ResizeInput } from '../input'
import { isOpen, sameInstant, type ToldState, toldState, whenText } from '../rules'
import { place } from './agenda'
import { leaderOf, refuseClosedOrder } from './assign'
import { changeVisit, conclude } from './facts'
import { type LockedVisit, lockTeam, lockVisit, type TeamMember, teamOf } from './lock'
import { tellCustomer, tellsCustomer } from './tell'
import { tellTeam } from './tell-team'

/** `told` says whether the customer knows other times than these now: then the planner is asked to tell again. */
export type Moved = { id: string; version: number; told: ToldState }

/**
 * Moves a planned visit to another time, to other people, or both; without times it stays assigned without one. The first
 * time it gets is told as assigning tells it, and always to a customer who was told of this visit before.
 * Refused: common.stale with the version that stands, visits.started, visits.overlap, visits.not_a_technician, visits.order_not_open.
 */
export async function moveVisit(write: Write, input: MoveInput): Promise<Moved> {
  return moveLocked(write, await visitToMove(write, input), input)
}

export type VisitToMove = { visit: LockedVisit; order: LockedOrder; before: TeamMember[] }

/** A visit that can be moved, locked, with who goes now. Refused as moveVisit says. */
export async function visitToMove(write: Write, input: MoveInput): Promise<VisitToMove> {
  const { visit, order } = await lockVisit(write, input.visitId, input.version)
  if (visit.status !== 'planned') throw new Refused('visits.started')
  refuseClosedOrder(order)
  return { visit, order, before: await teamOf(write, visit.id) }
}

/** What moveVisit does once the visit is locked and may move. */
export async function moveLocked(
  write: Write,
  { visit, order, before }: VisitToMove,
  input: MoveInput,
): Promise<Moved> {
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
    reason: isOverlap ? input.overlapReason : '',
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
  const isFirstTime = !visit.startAt && moved.startAt !== null && toldState(visit) === 'untold'
  const tells = input.tell ?? (isFirstTime && (visit.toldSequence > 0 || (await tellsCustomer(write, order))))
  if (tells && (await tellCustomer(write, moved, order))) return { id: visit.id, version: version + 1, told: 'told' }
  return { id: visit.id, version, told: toldState(moved) }
}

/**
 * Makes a visit longer or shorter. While somebody is busy only its end can change.
 * Refused: common.stale, visits.started, visits.closed, visits.overlap.
 */
export async function resizeVisit(write: Write, input: ResizeInput): Promise<Moved> {
  const { visit, order } = await lockVisit(write, input.visitId, input.version)
  if (!isOpen(visit.status)) throw new Refused('visits.closed')
  if (visit.status !== 'planned' && !sameInstant(visit.startAt, input.startAt)) throw new Refused('visits.started')
  const organization = await organizationOf(write)
  const team = await teamOf(write, visit.id)
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
    reason: isOverlap ? input.overlapReason : '',
  })
  if (!sameInstant(visit.startAt, input.startAt)) {
    await tellTeam(write, { visit: { ...resized, version }, was: visit, order, organization, team, what: 'moved' })
  }
  return { id: visit.id, version, told: toldState(resized) }
}

function minutesOf(input: { startAt: string | null; endAt: string | null }, visit: LockedVisit): number {
  return input.startAt && input.endAt ? minutesBetween(input.startAt, input.endAt) : visit.durationMinutes
}

function windowChanges(from: LockedVisit, to: LockedVisit): Change[] {
  return (['startAt', 'endAt'] as const).flatMap((field) =>
    sameInstant(from[field], to[field]) ? [] : [{ field, from: from[field], to: to[field] }],
  )
}
