import 'server-only'
import { and, asc, desc, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { assets } from '@/db/schema/assets'
import { customers, sites } from '@/db/schema/customers'
import { maintenanceOccurrences, maintenancePlans } from '@/db/schema/maintenance'
import { orders } from '@/db/schema/orders'
import { given, statement } from '@/db/statement'
import type { Read } from '@/lib/auth/actor'
import type { DayText } from '@/lib/time'

const planFacts = {
  planId: maintenancePlans.id,
  planVersion: maintenancePlans.version,
  name: maintenancePlans.name,
  intervalCount: maintenancePlans.intervalCount,
  intervalUnit: maintenancePlans.intervalUnit,
  remind: sql<boolean>`${maintenancePlans.remind} = 'yes'`,
  customerId: maintenancePlans.customerId,
  customer: customers.name,
  street: sites.street,
  houseNumber: sites.houseNumber,
  city: sites.city,
  asset: sql<string>`coalesce(concat_ws(' ', ${assets.type}, ${assets.make}, ${assets.model}), '')`,
}

/** Maintenance that is due up to a day (null: all that is coming), the nearest first; at most 500. */
export function dueMaintenance(read: Read, until: DayText | null) {
  const own = read.actor.organizationId
  return read.db
    .select({
      ...planFacts,
      id: maintenanceOccurrences.id,
      dueOn: maintenanceOccurrences.dueOn,
      remindedAt: maintenanceOccurrences.remindedAt,
    })
    .from(maintenanceOccurrences)
    .innerJoin(
      maintenancePlans,
      and(
        eq(maintenancePlans.organizationId, maintenanceOccurrences.organizationId),
        eq(maintenancePlans.id, maintenanceOccurrences.planId),
      ),
    )
    .innerJoin(customers, and(eq(customers.organizationId, own), eq(customers.id, maintenancePlans.customerId)))
    .innerJoin(sites, and(eq(sites.organizationId, own), eq(sites.id, maintenancePlans.siteId)))
    .leftJoin(assets, and(eq(assets.organizationId, own), eq(assets.id, maintenancePlans.assetId)))
    .where(
      and(
        eq(maintenanceOccurrences.organizationId, own),
        eq(maintenanceOccurrences.status, 'due'),
        until ? lte(maintenanceOccurrences.dueOn, until) : undefined,
      ),
    )
    .orderBy(asc(maintenanceOccurrences.dueOn), asc(maintenanceOccurrences.id))
    .limit(500)
}

export type DueMaintenance = Awaited<ReturnType<typeof dueMaintenance>>[number]

/** What was planned, done or left out lately, the newest first. */
export function pastMaintenance(read: Read) {
  const own = read.actor.organizationId
  return read.db
    .select({
      id: maintenanceOccurrences.id,
      dueOn: maintenanceOccurrences.dueOn,
      status: maintenanceOccurrences.status,
      cancelReason: maintenanceOccurrences.cancelReason,
      name: maintenancePlans.name,
      planEnded: sql<boolean>`${maintenancePlans.endedAt} is not null`,
      customer: customers.name,
      orderId: orders.id,
      orderNumber: orders.number,
    })
    .from(maintenanceOccurrences)
    .innerJoin(
      maintenancePlans,
      and(
        eq(maintenancePlans.organizationId, maintenanceOccurrences.organizationId),
        eq(maintenancePlans.id, maintenanceOccurrences.planId),
      ),
    )
    .innerJoin(customers, and(eq(customers.organizationId, own), eq(customers.id, maintenancePlans.customerId)))
    .leftJoin(orders, and(eq(orders.organizationId, own), eq(orders.id, maintenanceOccurrences.orderId)))
    .where(and(eq(maintenanceOccurrences.organizationId, own), sql`${maintenanceOccurrences.status} <> 'due'`))
    .orderBy(desc(maintenanceOccurrences.id))
    .limit(100)
}

export type PastMaintenance = Awaited<ReturnType<typeof pastMaintenance>>[number]

const ofOrder = statement((db) =>
  db
    .select({ id: maintenancePlans.id, name: maintenancePlans.name, dueOn: maintenanceOccurrences.dueOn })
    .from(maintenancePlans)
    .innerJoin(
      orders,
      and(
        eq(orders.organizationId, maintenancePlans.organizationId),
        eq(orders.id, given('order')),
        eq(orders.siteId, maintenancePlans.siteId),
      ),
    )
    .leftJoin(
      maintenanceOccurrences,
      and(
        eq(maintenanceOccurrences.organizationId, maintenancePlans.organizationId),
        eq(maintenanceOccurrences.planId, maintenancePlans.id),
        eq(maintenanceOccurrences.status, 'due'),
      ),
    )
    .where(
      and(
        eq(maintenancePlans.organizationId, given('own')),
        isNull(maintenancePlans.endedAt),
        or(isNull(orders.assetId), isNull(maintenancePlans.assetId), eq(maintenancePlans.assetId, orders.assetId)),
      ),
    )
    .orderBy(asc(maintenanceOccurrences.dueOn))
    .limit(10),
)

/** The running plans that this order began or carries on, for its page. */
export function plansOfOrder(read: Read, orderId: string) {
  return ofOrder(read.db, { own: read.actor.organizationId, order: orderId })
}

export type OrderPlan = Awaited<ReturnType<typeof plansOfOrder>>[number]
