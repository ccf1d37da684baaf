import 'server-only'
import { and, asc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { isOneOf } from '@/db/columns'
import { contacts, customers, sites } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import type { Read } from '@/lib/auth/actor'

/** Who is told of the visits of an order; without an address nobody can be. */
export type Recipient = { customerId: string; name: string; email: string; locale: string }

/**
 * By order, who hears when somebody comes: the order's contact, else the site's, else the customer's contact that receives
 * appointments, else the customer; the first of them with an address.
 */
export async function recipientsOf(read: Read, orderIds: readonly string[]): Promise<Map<string, Recipient>> {
  if (orderIds.length === 0) return new Map()
  const { organizationId } = read.actor
  const orderContact = alias(contacts, 'order_contact')
  const siteContact = alias(contacts, 'site_contact')
  const rows = await read.db
    .select({
      orderId: orders.id,
      customer: { id: customers.id, name: customers.name, email: customers.email, locale: customers.locale },
      ofOrder: { name: orderContact.name, email: orderContact.email, locale: orderContact.locale },
      ofSite: { name: siteContact.name, email: siteContact.email, locale: siteContact.locale },
    })
    .from(orders)
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .leftJoin(orderContact, and(eq(orderContact.organizationId, organizationId), eq(orderContact.id, orders.contactId)))
    .leftJoin(siteContact, and(eq(siteContact.organizationId, organizationId), eq(siteContact.id, sites.contactId)))
    .where(and(eq(orders.organizationId, organizationId), isOneOf(orders.id, orderIds)))
  const general = await read.db
    .select({ customerId: contacts.customerId, name: contacts.name, email: contacts.email, locale: contacts.locale })
    .from(contacts)
    .where(
      and(
        eq(contacts.organizationId, organizationId),
        isOneOf(
          contacts.customerId,
          rows.map((row) => row.customer.id),
        ),
        sql`'appointments' = any(${contacts.receives})`,
        sql`${contacts.archivedAt} is null`,
      ),
    )
    .orderBy(asc(contacts.id))
  return new Map(
    rows.map(({ orderId, customer, ofOrder, ofSite }) => {
      const ofCustomer = general.find(({ customerId }) => customerId === customer.id)
      const { name, email, locale } = [ofOrder, ofSite, ofCustomer].find((contact) => contact?.email) ?? customer
      return [orderId, { customerId: customer.id, name, email, locale }]
    }),
  )
}
