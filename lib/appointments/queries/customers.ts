import 'server-only'
import { and, asc, desc, eq, gte, inArray, lt, ne } from 'drizzle-orm'
import { customers, sites } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { type DayText, dayBounds, dayIn } from '@/lib/time'
import { recipientsOf } from '@/lib/visits/queries/recipient'
import { teamsOf } from '@/lib/visits/queries/visits'
import { toldState } from '@/lib/visits/rules'
import { unseenAnswers } from './unseen'

const most = 200

export type CustomersOfDay = Awaited<ReturnType<typeof customersOfDay>>

const columns = {
  id: visits.id,
  orderId: visits.orderId,
  status: visits.status,
  startAt: visits.startAt,
  endAt: visits.endAt,
  toldAt: visits.toldAt,
  toldStartAt: visits.toldStartAt,
  toldEndAt: visits.toldEndAt,
  customerAnswer: visits.customerAnswer,
  customerAnsweredAt: visits.customerAnsweredAt,
  customerWords: visits.customerWords,
  customerParts: visits.customerParts,
  expectedStartAt: visits.expectedStartAt,
  number: orders.number,
  customer: customers.name,
  city: sites.city,
}

function visitsWithCustomer(read: Read) {
  const { organizationId } = read.actor
  return read.db
    .select(columns)
    .from(visits)
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
}

/**
 * Customers of a local day who don't know their time yet, with the address they would be told at, and all answers that no
 * planner has seen. At most 200 each, in order of time.
 */
export async function customersOfDay(read: Read, day: DayText, now: string) {
  const { timeZone } = await organizationOf(read)
  const { start, end } = dayBounds(timeZone, day)
  const own = eq(visits.organizationId, read.actor.organizationId)
  const [planned, answers] = await Promise.all([
    visitsWithCustomer(read)
      .where(
        and(own, eq(visits.status, 'planned'), gte(visits.startAt, start > now ? start : now), lt(visits.startAt, end)),
      )
      .orderBy(asc(visits.startAt), asc(visits.id))
      .limit(most),
    visitsWithCustomer(read)
      .where(unseenAnswers(read))
      .orderBy(desc(visits.customerAnsweredAt), asc(visits.id))
      .limit(most),
  ])
  const untold = planned.filter((visit) => ['untold', 'moved'].includes(toldState(visit)))
  const [recipients, teams] = await Promise.all([
    recipientsOf(
      read,
      untold.map(({ orderId }) => orderId),
    ),
    teamsOf(
      read,
      untold.map(({ id }) => id),
    ),
  ])
  return {
    untold: untold.map((visit) => ({
      id: visit.id,
      number: visit.number,
      customer: visit.customer,
      city: visit.city,
      startAt: visit.startAt,
      endAt: visit.endAt,
      told: toldState(visit),
      email: recipients.get(visit.orderId)?.email ?? '',
      team: (teams.get(visit.id) ?? []).map(({ name }) => name).join(', '),
    })),
    answers: answers.map((visit) => ({
      id: visit.id,
      orderId: visit.orderId,
      number: visit.number,
      customer: visit.customer,
      city: visit.city,
      startAt: visit.startAt,
      endAt: visit.endAt,
      answer: visit.customerAnswer,
      at: visit.customerAnsweredAt,
      words: visit.customerWords,
      parts: visit.customerParts,
    })),
  }
}

/**
 * The day of who leads a visit, for telling the customers after it: visits in order of time, none while it has
 * no time; null for an unknown visit.
 */
export async function dayAround(read: Read, visitId: string) {
  const { organizationId } = read.actor
  const { timeZone } = await organizationOf(read)
  const [found] = await read.db
    .select({ memberId: agendaEntries.memberId, startAt: visits.startAt })
    .from(visits)
    .innerJoin(
      agendaEntries,
      and(eq(agendaEntries.organizationId, organizationId), eq(agendaEntries.visitId, visits.id)),
    )
    .where(and(eq(visits.organizationId, organizationId), eq(visits.id, visitId)))
    .orderBy(desc(agendaEntries.leader), asc(agendaEntries.memberId))
    .limit(1)
  if (!found) return null
  if (!found.startAt) return []
  const { start, end } = dayBounds(timeZone, dayIn(timeZone, found.startAt))
  const mine = read.db
    .select({ id: agendaEntries.visitId })
    .from(agendaEntries)
    .where(and(eq(agendaEntries.organizationId, organizationId), eq(agendaEntries.memberId, found.memberId)))
  const rows = await visitsWithCustomer(read)
    .where(
      and(
        eq(visits.organizationId, organizationId),
        gte(visits.startAt, start),
        lt(visits.startAt, end),
        ne(visits.status, 'cancelled'),
        inArray(visits.id, mine),
      ),
    )
    .orderBy(asc(visits.startAt), asc(visits.id))
    .limit(most)
  return rows.map((visit) => ({
    id: visit.id,
    status: visit.status,
    startAt: visit.startAt ?? '',
    endAt: visit.endAt ?? '',
    told: toldState(visit),
    expectedStartAt: visit.expectedStartAt,
    customer: visit.customer,
    city: visit.city,
  }))
}
