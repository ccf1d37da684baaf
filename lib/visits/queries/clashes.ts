import 'server-only'
import { and, asc, eq, gt, inArray, lt } from 'drizzle-orm'
import { customers, sites } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import type { ClashQuery } from '../input'
import { openVisitStatuses } from '../rules'

/** More than anybody moves by hand. */
const mostClashes = 100

export type ClashingVisit = Awaited<ReturnType<typeof clashesDuring>>[number]

/** What somebody still has to do while they are to be away, the first to begin first. */
export function clashesDuring(read: Read, { member, from, to }: ClashQuery) {
  const { organizationId } = read.actor
  return read.db
    .select({
      id: visits.id,
      number: orders.number,
      customer: customers.name,
      city: sites.city,
      status: visits.status,
      startAt: visits.startAt,
      endAt: visits.endAt,
    })
    .from(agendaEntries)
    .innerJoin(visits, and(eq(visits.organizationId, organizationId), eq(visits.id, agendaEntries.visitId)))
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .where(
      and(
        eq(agendaEntries.organizationId, organizationId),
        eq(agendaEntries.memberId, member),
        lt(agendaEntries.startAt, to),
        gt(agendaEntries.endAt, from),
        inArray(visits.status, [...openVisitStatuses]),
      ),
    )
    .orderBy(asc(agendaEntries.startAt), asc(agendaEntries.id))
    .limit(mostClashes)
}
