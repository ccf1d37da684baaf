import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { timeEntries } from '@/db/schema/hours'
import { visits } from '@/db/schema/visits'
import type { Read, Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { lockVisit, teamOf } from '@/lib/visits/mutations/lock'
import { moveVisitStatus } from '@/lib/visits/mutations/status'
import { isOpen, type VisitStatus } from '@/lib/visits/rules'
import { clocksSince, eventsOfVisit, tappedBefore } from '../queries/clock'
import { hourRulesOf } from '../queries/moments'
import { isEditable } from '../rules/approval'
import { clockOf, isClosing, memberTaps, type RunningStretch, type VisitClock } from '../rules/clock'
import { bookClock } from './clock'
import { lockHours } from './member'
import type { MyVisit } from './my-visit'

/**
 * The hours of everybody on the visit, as the taps so far say, here and elsewhere: what somebody starts ends what ran. Answers
 * what runs now, by member.
 */
export async function bookVisit(
  write: Write,
  { visit, order, team }: Pick<MyVisit, 'visit' | 'order' | 'team'>,
): Promise<Map<string, RunningStretch | null>> {
  const rules = await hourRulesOf(write)
  // A tap of somebody who is no longer on it stops nobody else's clock.
  const onIt = new Set(team.map(({ id }) => id))
  const events = (await eventsOfVisit(write, visit.id)).filter(({ memberId }) => onIt.has(memberId))
  const { visits: others, timers } = await clocksAround(write, { visitId: visit.id, team, events })
  const running = new Map<string, RunningStretch | null>()
  // By id, so that two visits with the same people wait for each other and never deadlock.
  for (const { id: memberId } of [...team].sort((a, b) => a.id.localeCompare(b.id))) {
    const clock = clockOf(memberTaps(memberId, others, timers))
    const stretches = clock.stretches.filter(({ subject }) => subject === visit.id)
    await bookClock(write, { visitId: visit.id, orderId: order.id, memberId, stretches, rules })
    running.set(memberId, clock.running)
  }
  return running
}

/** The kind of hours that the own taps of who asks let run on a visit now; null when nothing does. */
export async function ownRunning(write: Write, visitId: string): Promise<RunningStretch['hourType'] | null> {
  const { id } = write.actor
  const events = (await eventsOfVisit(write, visitId)).filter(({ memberId }) => memberId === id)
  const around = await clocksAround(write, { visitId, team: [{ id, leader: true }], events })
  const { running } = clockOf(memberTaps(id, around.visits, around.timers))
  return running?.subject === visitId ? running.hourType : null
}

/** When the own clock ran on a visit; the end is null while it does. */
export async function ownStretches(
  write: Write,
  { visit, team }: Pick<MyVisit, 'visit' | 'team'>,
): Promise<{ startAt: string; endAt: string | null }[]> {
  const events = await eventsOfVisit(write, visit.id)
  const around = await clocksAround(write, { visitId: visit.id, team, events })
  const { stretches, running } = clockOf(memberTaps(write.actor.id, around.visits, around.timers))
  const here: { startAt: string; endAt: string | null }[] = stretches.filter(({ subject }) => subject === visit.id)
  return running?.subject === visit.id ? [...here, { startAt: running.startAt, endAt: null }] : here
}

/** The own hours that end where somebody told they did: an edit with why, and with what the clock said before. */
export async function markTold(
  write: Write,
  { visit, order }: Pick<MyVisit, 'visit' | 'order'>,
  told: { stretch: { endAt: string | null }; endAt: string; reason: string },
): Promise<void> {
  const { organizationId, id } = write.actor
  const [entry] = await write.db
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.organizationId, organizationId),
        eq(timeEntries.visitId, visit.id),
        eq(timeEntries.memberId, id),
        eq(timeEntries.origin, 'clock'),
        eq(timeEntries.clockedEndAt, told.endAt),
        isNull(timeEntries.removedAt),
      ),
    )
  if (!entry || !isEditable(entry.state)) return
  await write.db
    .update(timeEntries)
    .set({ origin: 'edited', reason: told.reason, version: entry.version + 1 })
    .where(and(eq(timeEntries.organizationId, organizationId), eq(timeEntries.id, entry.id)))
  await record(write, {
    subject: ['time_entry', entry.id],
    orderId: order.id,
    action: 'hours.edit',
    params: { minutes: entry.minutes, hourType: entry.hourType },
    changes: [{ field: 'endAt', from: told.stretch.endAt ?? write.now.toString(), to: told.endAt }],
    reason: told.reason,
  })
}

async function clocksAround(read: Read, visit: VisitClock) {
  const [first] = visit.events
  if (!first) return { visits: [visit], timers: [] }
  const ids = visit.team.map(({ id }) => id)
  const around = await clocksSince(read, ids, first.at)
  return { visits: [visit, ...around.visits.filter(({ visitId }) => visitId !== visit.visitId)], timers: around.timers }
}

/** The visit on which one's own clock can run at a moment, other than `exceptVisitId`; not one that is closed: what was signed stays. */
export async function visitToEnd(
  read: Read,
  at: string,
  exceptVisitId: string | null,
): Promise<{ visitId: string; orderId: string } | null> {
  const visitId = await tappedBefore(read, at, exceptVisitId)
  if (!visitId) return null
  const [visit] = await read.db
    .select({ orderId: visits.orderId, status: visits.status })
    .from(visits)
    .where(and(eq(visits.organizationId, read.actor.organizationId), eq(visits.id, visitId)))
  return visit && (isOpen(visit.status) || visit.status === 'cancelled') ? { visitId, orderId: visit.orderId } : null
}

/** The hours of everybody on two visits are held before those of either: groups that share somebody never deadlock. */
export async function lockHoursOf(write: Write, visitIds: readonly string[]): Promise<void> {
  const teams = await Promise.all(visitIds.map((visitId) => teamOf(write, visitId)))
  const ids = new Set([write.actor.id, ...teams.flat().map(({ id }) => id)])
  for (const id of [...ids].sort()) await lockHours(write, id)
}

/**
 * Follows on another visit what was started here: its hours end then. Who leads it finds it paused, to go on with later or to
 * close. Order and visit are locked.
 */
export async function endElsewhere(write: Write, visitId: string): Promise<void> {
  const { id, name } = write.actor
  const { visit, order } = await lockVisit(write, visitId)
  if (!isOpen(visit.status) && visit.status !== 'cancelled') return
  const team = await teamOf(write, visitId)
  const me = visit.status === 'cancelled' ? undefined : team.find((member) => member.id === id)
  if (!me) {
    await bookVisit(write, { visit, order, team: [{ id, name, email: '', locale: '', leader: true }] })
    return
  }
  const running = (await bookVisit(write, { visit, order, team })).get(id)
  const isLeader = me.leader || !team.some(({ leader }) => leader)
  if (isLeader && visit.status === 'working') await pauseUnless(write, visitId, running)
}

/** The hours of a visit that is led here, and that it is paused when the own clock runs elsewhere meanwhile. */
export async function bookLedVisit(write: Write, mine: MyVisit): Promise<VisitStatus> {
  const running = (await bookVisit(write, mine)).get(write.actor.id)
  return pauseUnless(write, mine.visit.id, running)
}

/** One that only waits for its photos is over. */
async function pauseUnless(
  write: Write,
  visitId: string,
  running: RunningStretch | null | undefined,
): Promise<VisitStatus> {
  const { visit } = await lockVisit(write, visitId)
  if (visit.status !== 'working' || running?.subject === visitId) return visit.status
  if ((await eventsOfVisit(write, visitId)).some(({ kind }) => isClosing(kind))) return visit.status
  return (await moveVisitStatus(write, visitId, 'pause')).status
}
