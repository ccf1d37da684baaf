import 'server-only'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { members } from '@/db/schema/auth'
import { contacts, customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { type FullOrganization, organizationOf } from '@/lib/auth/queries'
import type { AppointmentFacts } from '../mail'

/** Address, telephone and mail of the company: the small print under a letter. */
export function letterhead(organization: FullOrganization) {
  const street = [organization.street, organization.houseNumber].filter(Boolean).join(' ')
  const city = [organization.postalCode, organization.city].filter(Boolean).join(' ')
  return {
    name: organization.name,
    email: organization.email,
    colour: organization.colour,
    slug: organization.slug,
    timeZone: organization.timeZone,
    contact: [street, city, organization.phone, organization.email].filter(Boolean).join(' · '),
  }
}

/**
 * Everything an appointment says to the customer, and to whom: the order's contact, else the site's, else the customer's
 * contact that receives appointments, else the customer. Null while the visit has no time; `window` is another time than
 * the visit's own.
 */
export async function appointmentOf(
  read: Read,
  visitId: string,
  known?: FullOrganization,
  window?: { startAt: string | null; endAt: string | null },
): Promise<(AppointmentFacts & { status: typeof visits.$inferSelect.status; customerId: string }) | null> {
  const organizationId = read.actor.organizationId
  const organization = known ?? (await organizationOf(read))
  const orderContact = alias(contacts, 'order_contact')
  const siteContact = alias(contacts, 'site_contact')
  const [row] = await read.db
    .select({
      status: visits.status,
      startAt: visits.startAt,
      endAt: visits.endAt,
      sequence: visits.toldSequence,
      number: orders.number,
      title: orders.title,
      type: orderTypes.name,
      typeNames: orderTypes.names,
      site: sites,
      customer: {
        id: customers.id,
        name: customers.name,
        email: customers.email,
        locale: customers.locale,
      },
      orderContact: { name: orderContact.name, email: orderContact.email, locale: orderContact.locale },
      siteContact: { name: siteContact.name, email: siteContact.email, locale: siteContact.locale },
    })
    .from(visits)
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(orderTypes, and(eq(orderTypes.organizationId, organizationId), eq(orderTypes.id, orders.orderTypeId)))
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .leftJoin(orderContact, and(eq(orderContact.organizationId, organizationId), eq(orderContact.id, orders.contactId)))
    .leftJoin(siteContact, and(eq(siteContact.organizationId, organizationId), eq(siteContact.id, sites.contactId)))
    .where(and(eq(visits.organizationId, organizationId), eq(visits.id, visitId)))
  const { startAt, endAt } = window ?? row ?? {}
  if (!row || !startAt || !endAt) return null
  const [general] = await read.db
    .select({ name: contacts.name, email: contacts.email, locale: contacts.locale })
    .from(contacts)
    .where(
      and(
        eq(contacts.organizationId, organizationId),
        eq(contacts.customerId, row.customer.id),
        sql`'appointments' = any(${contacts.receives})`,
        sql`${contacts.archivedAt} is null`,
      ),
    )
    .orderBy(asc(contacts.id))
    .limit(1)
  const [leader] = await read.db
    .select({ name: members.name })
    .from(agendaEntries)
    .innerJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, agendaEntries.memberId)))
    .where(and(eq(agendaEntries.organizationId, organizationId), eq(agendaEntries.visitId, visitId)))
    .orderBy(desc(agendaEntries.leader), asc(agendaEntries.memberId))
    .limit(1)
  const recipient = [row.orderContact, row.siteContact, general].find((contact) => contact?.email) ?? row.customer
  const { site } = row
  return {
    organization: letterhead(organization),
    visitId,
    status: row.status,
    customerId: row.customer.id,
    orderNumber: row.number,
    orderTitle: row.title,
    orderType: row.typeNames[recipient.locale] || row.type,
    startAt,
    endAt,
    windowMinutes: organization.settings.arrivalWindowMinutes,
    technician: leader?.name.split(' ')[0] ?? '',
    address: addressLine(site),
    customer: { name: recipient.name, email: recipient.email },
    locale: recipient.locale,
    sequence: row.sequence,
  }
}

/** How a visit stands, also one that has no time any more; null for one that is unknown. */
export async function visitStatusOf(read: Read, visitId: string) {
  const [row] = await read.db
    .select({ status: visits.status })
    .from(visits)
    .where(and(eq(visits.organizationId, read.actor.organizationId), eq(visits.id, visitId)))
  return row?.status ?? null
}

type Address = { street: string; houseNumber: string; postalCode: string; city: string }

/** Street and place in one line. */
export function addressLine(site: Address): string {
  const street = [site.street, site.houseNumber].filter(Boolean).join(' ')
  return [street, [site.postalCode, site.city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
}

/** Where an order is and for whom, in one line each. */
export async function visitPlace(read: Read, orderId: string): Promise<{ customer: string; address: string }> {
  const organizationId = read.actor.organizationId
  const [row] = await read.db
    .select({ customer: customers.name, site: sites })
    .from(orders)
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, orderId)))
  return { customer: row?.customer ?? '', address: row ? addressLine(row.site) : '' }
}
