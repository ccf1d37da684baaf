import 'server-only'
import { and, asc, desc, eq, gt, gte, inArray, isNull, lte, ne, or } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { visitEvents } from '@/db/schema/execution'
import { timers } from '@/db/schema/hours'
import { agendaEntries } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import type { ClockEvent, TimerClock, VisitClock } from '../rules/clock'

/** The taps of some visits with who goes on them, the leader first. */
async function visitClocks(read: Read, visitIds: readonly string[]): Promise<VisitClock[]> {
  if (visitIds.length === 0) return []
  const { organizationId } = read.actor
  const [events, team] = await Promise.all([
    read.db
      .select({
        visitId: visitEvents.visitId,
        memberId: visitEvents.memberId,
        kind: visitEvents.kind,
        at: visitEvents.at,
      })
      .from(visitEvents)
      .where(and(eq(visitEvents.organizationId, organizationId), isOneOf(visitEvents.visitId, visitIds)))
      .orderBy(asc(visitEvents.at), asc(visitEvents.id)),
    read.db
      .select({ visitId: agendaEntries.visitId, id: agendaEntries.memberId, leader: agendaEntries.leader })
      .from(agendaEntries)
      .where(and(eq(agendaEntries.organizationId, organizationId), isOneOf(agendaEntries.visitId, visitIds)))
      .orderBy(desc(agendaEntries.leader), asc(agendaEntries.memberId)),
  ])
  return visitIds.map((visitId) => ({
    visitId,
    team: team.filter((one) => one.visitId === visitId).map(({ id, leader }) => ({ id, leader })),
    events: events.filter((one) => one.visitId === visitId).map(({ memberId, kind, at }) => ({ memberId, kind, at })),
  }))
}

/** Every other clock that some people started since a moment: on visits that one of them tapped on, and their own timers. */
export async function clocksSince(
  read: Read,
  memberIds: readonly string[],
  since: string,
): Promise<{ visits: VisitClock[]; timers: (TimerClock & { orderId: string | null })[] }> {
  const { organizationId } = read.actor
  const [tapped, ofTimers] = await Promise.all([
    read.db
      .selectDistinct({ visitId: visitEvents.visitId })
      .from(visitEvents)
      .where(
        and(
          eq(visitEvents.organizationId, organizationId),
          inArray(visitEvents.memberId, [...memberIds]),
          gte(visitEvents.at, since),
        ),
      ),
    read.db
      .select({
        id: timers.id,
        memberId: timers.memberId,
        orderId: timers.orderId,
        hourType: timers.hourType,
        startAt: timers.startAt,
        endAt: timers.endAt,
      })
      .from(timers)
      .where(
        and(
          eq(timers.organizationId, organizationId),
          inArray(timers.memberId, [...memberIds]),
          or(isNull(timers.endAt), gt(timers.endAt, since)),
        ),
      ),
  ])
  return { visits: await visitClocks(read, tapped.map(({ visitId }) => visitId).sort()), timers: ofTimers }
}

/** The visit on which somebody tapped last before a moment, other than this one: what that moment's start ends. */
export async function tappedBefore(
  { actor, db }: Read,
  at: string,
  exceptVisitId: string | null,
): Promise<string | null> {
  const [last] = await db
    .select({ visitId: visitEvents.visitId })
    .from(visitEvents)
    .where(
      and(
        eq(visitEvents.organizationId, actor.organizationId),
        eq(visitEvents.memberId, actor.id),
        lte(visitEvents.at, at),
        exceptVisitId ? ne(visitEvents.visitId, exceptVisitId) : undefined,
      ),
    )
    .orderBy(desc(visitEvents.at), desc(visitEvents.id))
    .limit(1)
  return last?.visitId ?? null
}

/** The taps of one visit, in order. */
export function eventsOfVisit({ actor, db }: Read, visitId: string): Promise<ClockEvent[]> {
  return db
    .select({ memberId: visitEvents.memberId, kind: visitEvents.kind, at: visitEvents.at })
    .from(visitEvents)
    .where(and(eq(visitEvents.organizationId, actor.organizationId), eq(visitEvents.visitId, visitId)))
    .orderBy(asc(visitEvents.at), asc(visitEvents.id))
    .limit(1000)
}
