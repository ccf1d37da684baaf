import 'server-only'
import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import { visitEvents } from '@/db/schema/execution'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { bookClock } from '@/lib/hours/mutations/clock'
import { lockMyOpenVisit, type MyVisit } from '@/lib/hours/mutations/my-visit'
import { runningOf, spansOf } from '@/lib/hours/rules/entries'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { instantOf, Temporal } from '@/lib/time'
import { moveVisitStatus } from '@/lib/visits/mutations/status'
import { runningVisitStatuses, type VisitStatus } from '@/lib/visits/rules'
import type { TakeStep } from '../input'
import { type ClockEvent, fieldSteps, ownStepRefusal, tapsOf, type VisitEventKind } from '../rules'

/**
 * One tap of the clock: kept with the phone's time, hours follow. The leader's tap moves the visit; anybody else's only the
 * own hours. The same id twice is one tap. Refused: common.not_found, hours.closed, visits.not_this_step {status},
 * execution.other_running {number, customer} while another visit of this technician runs.
 */
export async function takeStep(write: Write, input: TakeStep): Promise<{ status: VisitStatus }> {
  const mine = await lockMyOpenVisit(write, input.visitId)
  const { visit } = mine
  if (await isTaken(write, input.id, visit.id)) return { status: visit.status }
  const step = fieldSteps[input.step]
  if (mine.isLate) {
    await addEvent(write, mine, { id: input.id, kind: input.step, at: input.at })
    await bookHours(write, mine)
    return { status: visit.status }
  }
  if (mine.isLeader) {
    if (input.step === 'travel' || input.step === 'arrive') await refuseOtherRunning(write, visit.id)
    await addEvent(write, mine, { id: input.id, kind: input.step, at: input.at })
    const moved = await moveVisitStatus(write, visit.id, step.visitStep)
    await bookHours(write, mine)
    return { status: moved.status }
  }
  const events = await eventsOf(write, visit.id)
  const own = events.filter(({ memberId }) => memberId === write.actor.id)
  const running = runningOf(tapsOf(own, write.actor.id, write.actor.id))
  const refusal = ownStepRefusal(running?.hourType ?? null, input.step)
  if (refusal) throw new Refused(refusal, { params: { status: visit.status } })
  await addEvent(write, mine, { id: input.id, kind: input.step, at: input.at })
  await bookHours(write, mine)
  await announce(write, 'visit', visit.id, visit.version)
  return { status: visit.status }
}

/** Keeps a tap with the phone's time; a phone whose clock is ahead taps now. */
export async function addEvent(
  write: Write,
  { visit }: MyVisit,
  event: { id: string; kind: VisitEventKind; at: string; note?: string },
): Promise<void> {
  const tapped = instantOf(event.at)
  const at = Temporal.Instant.compare(tapped, write.now) > 0 ? write.now : tapped
  await write.db.insert(visitEvents).values({
    organizationId: write.actor.organizationId,
    id: event.id,
    createdAt: write.now.toString(),
    visitId: visit.id,
    memberId: write.actor.id,
    kind: event.kind,
    at: at.toString(),
    note: event.note ?? '',
  })
}

/** The hours of everybody on the visit, as the taps so far say. */
export async function bookHours(write: Write, mine: MyVisit): Promise<void> {
  const { timeZone } = await organizationOf(write)
  // A tap of somebody who is no longer on it stops nobody else's clock.
  const onIt = new Set(mine.team.map(({ id }) => id))
  const events = (await eventsOf(write, mine.visit.id)).filter(({ memberId }) => onIt.has(memberId))
  // By id, so that two visits with the same people wait for each other and never deadlock.
  for (const member of [...mine.team].sort((a, b) => a.id.localeCompare(b.id))) {
    const spans = spansOf(tapsOf(events, member.id, leaderOf(mine)), timeZone)
    await bookClock(write, { visitId: mine.visit.id, orderId: mine.order.id, memberId: member.id, spans, timeZone })
  }
}

function leaderOf({ team }: MyVisit): string {
  return team[0]?.id ?? ''
}

function eventsOf(write: Write, visitId: string): Promise<ClockEvent[]> {
  return write.db
    .select({ memberId: visitEvents.memberId, kind: visitEvents.kind, at: visitEvents.at })
    .from(visitEvents)
    .where(and(eq(visitEvents.organizationId, write.actor.organizationId), eq(visitEvents.visitId, visitId)))
    .orderBy(asc(visitEvents.at), asc(visitEvents.id))
}

/** Whether this tap is known; a tap of another visit with its id is nobody's. */
export async function isTaken(write: Write, eventId: string, visitId: string): Promise<boolean> {
  const [known] = await write.db
    .select({ visitId: visitEvents.visitId })
    .from(visitEvents)
    .where(and(eq(visitEvents.organizationId, write.actor.organizationId), eq(visitEvents.id, eventId)))
  if (known && known.visitId !== visitId) throw new Refused('common.not_found')
  return known !== undefined
}

/** Nobody works in two places: a forgotten stop is told when the next visit starts. One that only waits for its photos is over. */
async function refuseOtherRunning(write: Write, visitId: string): Promise<void> {
  const { organizationId } = write.actor
  const [other] = await write.db
    .select({ number: orders.number, customer: customers.name })
    .from(agendaEntries)
    .innerJoin(visits, and(eq(visits.organizationId, organizationId), eq(visits.id, agendaEntries.visitId)))
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .where(
      and(
        eq(agendaEntries.organizationId, organizationId),
        eq(agendaEntries.memberId, write.actor.id),
        eq(agendaEntries.leader, true),
        ne(visits.id, visitId),
        inArray(visits.status, runningVisitStatuses),
        sql`not exists (select from visit_events e where e.organization_id = ${organizationId} and e.visit_id = ${visits.id}
          and e.kind in ('complete', 'partly_complete', 'no_access'))`,
      ),
    )
    .limit(1)
  if (other) throw new Refused('execution.other_running', { params: other })
}
