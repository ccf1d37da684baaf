import 'server-only'
import { and, desc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { customers, sites } from '@/db/schema/customers'
import { invoices } from '@/db/schema/invoices'
import { orders, requests } from '@/db/schema/orders'
import { findIds } from '@/db/search'
import { hasRole, type Read } from '@/lib/auth/actor'
import { likeWords } from '@/lib/search'
import { matchingIds } from './matching'
import { visibleOrders } from './visible'

const perGroup = 6

/** Orders by number, title, customer, street or place, newest first; a technician finds the own ones only. */
export async function searchOrders(read: Read, query: string) {
  const found = await matchingIds(read, query, hasRole(read.actor, 'planner', 'administration') ? 20 : 500)
  if (!found?.length) return []
  return read.db
    .select({
      id: orders.id,
      number: orders.number,
      title: orders.title,
      status: orders.status,
      customer: customers.name,
      city: sites.city,
    })
    .from(orders)
    .innerJoin(customers, and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)))
    .innerJoin(sites, and(eq(sites.organizationId, orders.organizationId), eq(sites.id, orders.siteId)))
    .where(and(visibleOrders(read), isOneOf(orders.id, found)))
    .orderBy(desc(orders.id))
    .limit(perGroup)
}

/** Work addresses of customers that match, where the street or place itself does. */
export async function searchSites(read: Read, query: string) {
  const theirs = await findIds(read.db, 'customers', query, 100)
  const patterns = likeWords(query)
  if (!theirs?.length) return []
  const words = sql`lower(${sites.name} || ' ' || ${sites.street} || ' ' || ${sites.houseNumber} || ' ' || ${sites.postalCode} || ' ' || ${sites.city})`
  return read.db
    .select({
      id: sites.id,
      customerId: sites.customerId,
      customer: customers.name,
      street: sites.street,
      houseNumber: sites.houseNumber,
      city: sites.city,
    })
    .from(sites)
    .innerJoin(customers, and(eq(customers.organizationId, sites.organizationId), eq(customers.id, sites.customerId)))
    .where(
      and(
        eq(sites.organizationId, read.actor.organizationId),
        inArray(sites.customerId, theirs),
        isNull(sites.archivedAt),
        ...patterns.map((pattern) => sql`${words} like ${pattern}`),
      ),
    )
    .limit(perGroup)
}

/** Invoices by (the beginning of) their number. */
export function searchInvoices(read: Read, query: string) {
  const start = query.trim().toUpperCase()
  return read.db
    .select({ id: invoices.id, number: invoices.number, customer: customers.name })
    .from(invoices)
    .innerJoin(
      customers,
      and(eq(customers.organizationId, invoices.organizationId), eq(customers.id, invoices.customerId)),
    )
    .where(
      and(
        eq(invoices.organizationId, read.actor.organizationId),
        isNotNull(invoices.number),
        startsWith(invoices.number, start),
      ),
    )
    .orderBy(desc(invoices.number))
    .limit(perGroup)
}

/** Requests by number, or by name among the ones that still wait. */
export function searchRequests(read: Read, query: string) {
  const patterns = likeWords(query)
  const words = sql`lower(${requests.name} || ' ' || ${requests.company} || ' ' || ${requests.email} || ' ' || ${requests.street} || ' ' || ${requests.city})`
  return read.db
    .select({
      id: requests.id,
      number: requests.number,
      name: requests.name,
      status: requests.status,
      city: requests.city,
    })
    .from(requests)
    .where(
      and(
        eq(requests.organizationId, read.actor.organizationId),
        or(
          startsWith(requests.number, query.trim().toUpperCase()),
          and(
            inArray(requests.status, ['unconfirmed', 'open']),
            patterns.length > 0 ? and(...patterns.map((pattern) => sql`${words} like ${pattern}`)) : sql`false`,
          ),
        ),
      ),
    )
    .orderBy(desc(requests.id))
    .limit(perGroup)
}

/** A range besides LIKE, which alone can't use an index under row-level security. */
function startsWith(column: unknown, start: string): SQL {
  const after = start.slice(0, -1) + String.fromCodePoint((start.codePointAt(start.length - 1) ?? 0) + 1)
  return sql`(${column} = ${start} or (${column} >= ${start} and ${column} < ${after} and starts_with(${column}, ${start})))`
}
