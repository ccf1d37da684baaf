import 'server-only'
import { and, arrayContains, asc, eq, gt, lt, ne, or, sql } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { members } from '@/db/schema/auth'
import { orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import type { FullOrganization } from '@/lib/auth/queries'
import { holidayRulesOf, holidaysBetween } from '@/lib/hours/rules/holidays'
import { addDays, dayBounds, dayIn, instantOf, type Temporal } from '@/lib/time'
import { type SlotFacts, slotLimits } from '../rules/slots'

/** What is known about free moments for a visit in the coming two weeks; null for one that is unknown or has no time. */
export async function slotFacts(
  read: Read,
  visitId: string,
  organization: FullOrganization,
  now: Temporal.Instant,
): Promise<SlotFacts | null> {
  const { organizationId } = read.actor
  const [visit] = await read.db
    .select({ startAt: visits.startAt, minutes: visits.durationMinutes, skills: orderTypes.skills })
    .from(visits)
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(orderTypes, and(eq(orderTypes.organizationId, organizationId), eq(orderTypes.id, orders.orderTypeId)))
    .where(and(eq(visits.organizationId, organizationId), eq(visits.id, visitId)))
  if (!visit?.startAt) return null
  const { timeZone, settings } = organization
  const earliest = now.add({ hours: settings.appointmentNoticeHours }).toString()
  const first = dayIn(timeZone, earliest)
  const days = Array.from({ length: slotLimits.days }, (_, index) => addDays(first, index))
  const last = days.at(-1) ?? first
  const [team, workers] = await Promise.all([
    read.db
      .select({ id: agendaEntries.memberId })
      .from(agendaEntries)
      .where(and(eq(agendaEntries.organizationId, organizationId), eq(agendaEntries.visitId, visitId)))
      .orderBy(sql`${agendaEntries.leader} desc`, asc(agendaEntries.memberId)),
    read.db
      .select({
        id: members.id,
        skills: members.skills,
        weekMinutes: members.weekMinutes,
        schedule: members.schedule,
      })
      .from(members)
      .where(
        and(
          eq(members.organizationId, organizationId),
          eq(members.active, true),
          arrayContains(members.roles, ['technician']),
          visit.skills.length > 0 ? arrayContains(members.skills, visit.skills) : undefined,
        ),
      )
      .orderBy(asc(members.id))
      .limit(500),
  ])
  const from = dayBounds(timeZone, first).start
  const busy = await read.db
    .select({
      memberId: agendaEntries.memberId,
      visitId: agendaEntries.visitId,
      startAt: agendaEntries.startAt,
      endAt: agendaEntries.endAt,
    })
    .from(agendaEntries)
    .where(
      and(
        eq(agendaEntries.organizationId, organizationId),
        isOneOf(
          agendaEntries.memberId,
          workers.map(({ id }) => id),
        ),
        lt(agendaEntries.startAt, dayBounds(timeZone, last).end),
        gt(agendaEntries.endAt, from),
        // The visit itself goes away from where it stands.
        or(sql`${agendaEntries.visitId} is null`, ne(agendaEntries.visitId, visitId)),
      ),
    )
    .limit(20_000)
  const own = Map.groupBy(busy, ({ memberId }) => memberId)
  const at = (instant: string | null) => (instant ? instantOf(instant).epochMilliseconds : 0)
  return {
    timeZone,
    days,
    holidays: new Set(holidaysBetween(holidayRulesOf(organization), first, last).keys()),
    workDay: settings,
    from: earliest,
    minutes: visit.minutes,
    skills: visit.skills,
    team: team.map(({ id }) => id),
    workers: workers.map((worker) => ({
      ...worker,
      busy: (own.get(worker.id) ?? []).map((entry) => ({
        start: at(entry.startAt),
        end: at(entry.endAt),
        isVisit: entry.visitId !== null,
      })),
    })),
  }
}
