import 'server-only'
import { and, eq, exists, inArray, or, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import type { Database } from '@/db/statement'
import { hasRole, type Read } from '@/lib/auth/actor'

/** May this person know of all the company's orders? A technician may of those with an own agenda entry. */
export function seesAllOrders(actor: Read['actor']): boolean {
  return actor.kind !== 'member' || hasRole(actor, 'planner', 'administration')
}

/** Orders this person may know of. */
export function visibleOrders({ actor, db }: Pick<Read, 'actor' | 'db'>): SQL {
  return seesAllOrders(actor)
    ? eq(orders.organizationId, actor.organizationId)
    : ordersOfMember(db, actor.organizationId, actor.id)
}

/** Orders on which a member has an own agenda entry. */
export function ordersOfMember(
  db: Database,
  organizationId: string | Placeholder,
  memberId: string | Placeholder,
): SQL {
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
        eq(agendaEntries.memberId, memberId),
      ),
    )
  return and(eq(orders.organizationId, organizationId), exists(mine)) as SQL
}

/** The same for what a phone recorded, also after they were taken off all visits of that order. */
export function visitedOrder(read: Pick<Read, 'actor' | 'db'>, orderId: string): SQL {
  const { organizationId, id } = read.actor
  const wasThere = sql`exists (select from visits v
    join visit_members m on m.organization_id = v.organization_id and m.visit_id = v.id
    where v.organization_id = ${organizationId} and v.order_id = orders.id and m.member_id = ${id}::uuid)`
  const own = and(eq(orders.organizationId, organizationId), eq(orders.id, orderId))
  return and(own, or(visibleOrders(read), wasThere)) as SQL
}

export function visibleOrder(read: Pick<Read, 'actor' | 'db'>, ...ids: string[]): SQL {
  return and(visibleOrders(read), inArray(orders.id, ids)) as SQL
}
