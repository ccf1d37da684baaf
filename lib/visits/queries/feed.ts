import 'server-only'
import { and, asc, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { links, members } from '@/db/schema/auth'
import { contacts, customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { agendaEntries, leaves, visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { env } from '@/lib/env'
import { addDays, dayBounds, dayIn, type Temporal } from '@/lib/time'
import type { FeedEvent, FeedFacts } from '../mail/feed'
import { addressLine } from './appointment'

/** Local days before and after today that a calendar gets. */
const daysBefore = 30
const daysAfter = 180
/** Fifteen a day. */
const mostEvents = 3000

/** The visits and leaves of a member for their own calendar, from 30 days ago until 180 days ahead; null when they are not active. */
export async function feedOf(read: Read, memberId: string, now: Temporal.Instant): Promise<FeedFacts | null> {
  const { organizationId } = read.actor
  const [organization, [member]] = await Promise.all([
    organizationOf(read),
    read.db
      .select({ name: members.name, locale: members.locale, roles: members.roles })
      .from(members)
      .where(and(eq(members.organizationId, organizationId), eq(members.id, memberId), eq(members.active, true))),
  ])
  if (!member) return null
  const today = dayIn(organization.timeZone, now)
  const from = dayBounds(organization.timeZone, addDays(today, -daysBefore)).start
  const to = dayBounds(organization.timeZone, addDays(today, daysAfter)).end
  const rows = await entriesOf(read, memberId, from, to)
  const page = member.roles.includes('technician') ? 'field/visits' : 'orders'
  return {
    company: organization.name,
    name: member.name,
    locale: member.locale,
    events: rows.flatMap((row): FeedEvent[] => {
      const { startAt, endAt, leave, visit, order, site } = row
      if (!startAt || !endAt) return []
      if (leave)
        return [{ uid: `leave-${leave.id}@werkstroom`, sequence: leave.version, startAt, endAt, leave: leave.kind }]
      if (!visit || !order || !site) return []
      const contact = [row.orderContact, row.siteContact, row.customer].find((one) => one?.phone)
      return [
        {
          // Of one visit each of a team has an event; two feeds may come together in one calendar.
          uid: `visit-${visit.id}-${memberId}@werkstroom`,
          ...{ sequence: visit.version, startAt, endAt, leave: null },
          customer: row.customer?.name ?? '',
          orderType: row.type?.names[member.locale] || (row.type?.name ?? ''),
          ...{ orderNumber: order.number, orderTitle: order.title },
          ...{ address: addressLine(site), city: site.city },
          contact: contact ? `${contact.name} ${contact.phone}` : '',
          url: `${env.APP_URL}/${page}/${page === 'orders' ? order.id : visit.id}`,
        },
      ]
    }),
  }
}

function entriesOf(read: Read, memberId: string, from: string, to: string) {
  const { organizationId } = read.actor
  const [orderContact, siteContact] = [alias(contacts, 'order_contact'), alias(contacts, 'site_contact')]
  return read.db
    .select({
      startAt: agendaEntries.startAt,
      endAt: agendaEntries.endAt,
      leave: { id: leaves.id, kind: leaves.kind, version: leaves.version },
      visit: { id: visits.id, version: visits.version },
      order: { id: orders.id, number: orders.number, title: orders.title },
      type: { name: orderTypes.name, names: orderTypes.names },
      customer: { name: customers.name, phone: customers.phone },
      site: {
        ...{ street: sites.street, houseNumber: sites.houseNumber, postalCode: sites.postalCode, city: sites.city },
      },
      orderContact: { name: orderContact.name, phone: orderContact.phone },
      siteContact: { name: siteContact.name, phone: siteContact.phone },
    })
    .from(agendaEntries)
    .leftJoin(leaves, and(eq(leaves.organizationId, organizationId), eq(leaves.id, agendaEntries.leaveId)))
    .leftJoin(visits, and(eq(visits.organizationId, organizationId), eq(visits.id, agendaEntries.visitId)))
    .leftJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .leftJoin(orderTypes, and(eq(orderTypes.organizationId, organizationId), eq(orderTypes.id, orders.orderTypeId)))
    .leftJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .leftJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .leftJoin(orderContact, and(eq(orderContact.organizationId, organizationId), eq(orderContact.id, orders.contactId)))
    .leftJoin(siteContact, and(eq(siteContact.organizationId, organizationId), eq(siteContact.id, sites.contactId)))
    .where(
      and(
        eq(agendaEntries.organizationId, organizationId),
        eq(agendaEntries.memberId, memberId),
        lt(agendaEntries.startAt, to),
        gt(agendaEntries.endAt, from),
        or(isNull(visits.id), ne(visits.status, 'cancelled')),
      ),
    )
    .orderBy(asc(agendaEntries.startAt), asc(agendaEntries.id))
    .limit(mostEvents)
}

export type FeedState = { id: string; since: string } | null

/** Since when somebody's agenda has an address; null without one. The address itself nobody knows any more. */
export async function feedStateOf(read: Read, memberId: string): Promise<FeedState> {
  const [link] = await read.db
    .select({ id: links.id, since: links.createdAt })
    .from(links)
    .where(
      and(
        eq(links.organizationId, read.actor.organizationId),
        eq(links.purpose, 'agenda'),
        eq(links.subjectId, memberId),
        isNull(links.withdrawnAt),
        gt(links.expiresAt, sql`now()`),
      ),
    )
    .limit(1)
  return link ?? null
}
