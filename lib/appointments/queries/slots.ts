import 'server-only'
import { and, asc, eq, sql } from 'drizzle-orm'
import { orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import { type Actor, type Read, reading } from '@/lib/auth/actor'
import type { FullOrganization } from '@/lib/auth/queries'
import { type Place, roadMetres, roadSeconds } from '@/lib/geo/rules/road'
import { travelMatrix, waysAround } from '@/lib/geo/travel'
import { holidayRulesOf } from '@/lib/hours/rules/holidays'
import { workDaysIn } from '@/lib/hours/rules/work-days'
import { factsOf, type Known } from '@/lib/planning/queries/facts'
import type { Legs } from '@/lib/planning/rules/facts'
import { legsBy, placesOf, unknownSeconds } from '@/lib/planning/rules/ways'
import { addDays, dayIn, type Temporal } from '@/lib/time'
import { freeSlots, type Slot, type SlotFacts, slotLimits } from '../rules/slots'

/** So many times as many moments as are offered are looked at with real travel times. */
const weighed = 3

export type SlotsKnown = SlotFacts & { spots: Known['spots'] }

/** What is known about free moments for a visit in the coming two weeks; null for one that is unknown or has no time. */
export async function slotFacts(
  read: Read,
  visitId: string,
  organization: FullOrganization,
  now: Temporal.Instant,
): Promise<SlotsKnown | null> {
  const { organizationId } = read.actor
  const { timeZone, settings } = organization
  const [[visit], team] = await Promise.all([
    read.db
      .select({
        startAt: visits.startAt,
        minutes: visits.durationMinutes,
        skills: orderTypes.skills,
        orderId: orders.id,
        siteId: orders.siteId,
      })
      .from(visits)
      .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
      .innerJoin(orderTypes, and(eq(orderTypes.organizationId, organizationId), eq(orderTypes.id, orders.orderTypeId)))
      .where(and(eq(visits.organizationId, organizationId), eq(visits.id, visitId))),
    read.db
      .select({ id: agendaEntries.memberId })
      .from(agendaEntries)
      .where(and(eq(agendaEntries.organizationId, organizationId), eq(agendaEntries.visitId, visitId)))
      .orderBy(sql`${agendaEntries.leader} desc`, asc(agendaEntries.memberId)),
  ])
  if (!visit?.startAt) return null
  const { startAt: _, ...wanted } = visit
  const earliest = now.add({ hours: settings.appointmentNoticeHours })
  const first = dayIn(timeZone, earliest.toString())
  const days = Array.from({ length: slotLimits.days }, (_, index) => addDays(first, index))
  const { facts, spots } = await factsOf(read, {
    ...{ from: first, to: days.at(-1) ?? first, now: earliest, overtimeMinutes: 0 },
    workDays: workDaysIn(holidayRulesOf(organization)),
    orders: { order: visit.orderId },
  })
  return {
    ...{ timeZone, days, workDay: settings, facts, spots },
    visit: { ...wanted, visitId, team: team.map(({ id }) => id) },
  }
}

/**
 * The moments that are offered. Those that look good by the crow's way are held against the travel times of the company, which are
 * asked for outside a transaction and remembered: who picks one is judged by the same.
 */
export async function offeredSlots(actor: Actor, known: SlotsKnown): Promise<Slot[]> {
  const { spots, visit } = known
  const hopeful = freeSlots(known, legsBy(spots, estimate), weighed * slotLimits.most)
  const { points } = placesOf(spots, [visit.siteId, ...hopeful.flatMap(({ near }) => near)])
  await travelMatrix(actor, points)
  return freeSlots(known, await reading(actor, (read) => legsAround(read, known)))
}

/** Ways to and from the visit as the company knows them, and others as the crow flies. */
export async function legsAround(read: Read, { spots, visit }: SlotsKnown): Promise<Legs> {
  const others = legsBy(spots, estimate)
  const { index, points } = placesOf(spots, [visit.siteId, ...spots.keys()])
  if (!index.has(visit.siteId)) return others
  const { to, from } = await waysAround(read, points)
  return (a, b) => {
    if (a === b || (a !== visit.siteId && b !== visit.siteId)) return others(a, b)
    const [ways, other] = a === visit.siteId ? [from, b] : [to, a]
    return ways[index.get(other ?? '') ?? -1] ?? unknownSeconds
  }
}

const estimate = (from: Place, to: Place) => roadSeconds(roadMetres(from, to))
