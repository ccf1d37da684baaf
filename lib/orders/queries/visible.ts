import 'server-only'
import { and, eq, exists, inArray, type SQL, sql } from 'drizzle-orm'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import { hasRole, type Read } from '@/lib/auth/actor'

/** Orders this person may know of: a technician those with an own agenda entry, everybody else all of the company. */
export function visibleOrders(read: Pick<Read, 'actor' | 'db'>): SQL {
  const { actor, db } = read
  const own = eq(orders.organizationId, actor.organizationId)
  if (actor.kind !== 'member' || hasRole(actor, 'planner', 'administration')) return own
  const mine = db
    .select({ one: sql`1` })
    .from(visits)
    .innerJoin(
      agendaEntries,
      and(eq(agendaEntries.organizationId, visits.organizationId), eq(agendaEntries.visitId, visits.id)),
    )
    .where(
      and(
        eq(visits.organizationId, orders.organizationId),
        eq(visits.orderId, orders.id),
        eq(agendaEntries.memberId, actor.id),
      ),
    )
  return and(own, exists(mine)) as SQL
}

export function visibleOrder(read: Pick<Read, 'actor' | 'db'>, ...ids: string[]): SQL {
  return and(visibleOrders(read), inArray(orders.id, ids)) as SQL
}
