import 'server-only'
import { and, asc, desc, eq } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { agendaEntries, visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { type FullOrganization, organizationOf } from '@/lib/auth/queries'
import type { AppointmentFacts } from '../mail'
import { type ArrivalFacts, arrivalOf } from '../rules/arrival'
import { recipientsOf } from './recipient'

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

export type AppointmentOf = AppointmentFacts & {
  status: typeof visits.$inferSelect.status
  customerId: string
  type: ArrivalFacts['type']
}

/**
 * Everything an appointment says to the customer, and to whom (recipientsOf). Null while the visit has no time; `window` is another
 * time than the visit's own.
 */
export async function appointmentOf(
  read: Read,
  visitId: string,
  known?: FullOrganization,
  window?: { startAt: string | null; endAt: string | null },
): Promise<AppointmentOf | null> {
  const organizationId = read.actor.organizationId
  const organization = known ?? (await organizationOf(read))
  const [row] = await read.db
    .select({
      orderId: visits.orderId,
      status: visits.status,
      startAt: visits.startAt,
      endAt: visits.endAt,
      sequence: visits.toldSequence,
      number: orders.number,
      title: orders.title,
      type: {
        name: orderTypes.name,
        names: orderTypes.names,
        arrival: orderTypes.arrival,
        arrivalWindowMinutes: orderTypes.arrivalWindowMinutes,
      },
      site: sites,
    })
    .from(visits)
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(orderTypes, and(eq(orderTypes.organizationId, organizationId), eq(orderTypes.id, orders.orderTypeId)))
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .where(and(eq(visits.organizationId, organizationId), eq(visits.id, visitId)))
  const { startAt, endAt } = window ?? row ?? {}
  if (!row || !startAt || !endAt) return null
  const [recipients, [leader]] = await Promise.all([
    recipientsOf(read, [row.orderId]),
    read.db
      .select({ name: members.name })
      .from(agendaEntries)
      .innerJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, agendaEntries.memberId)))
      .where(and(eq(agendaEntries.organizationId, organizationId), eq(agendaEntries.visitId, visitId)))
      .orderBy(desc(agendaEntries.leader), asc(agendaEntries.memberId))
      .limit(1),
  ])
  const recipient = recipients.get(row.orderId)
  if (!recipient) return null
  const { timeZone, settings } = organization
  return {
    organization: letterhead(organization),
    visitId,
    status: row.status,
    customerId: recipient.customerId,
    orderNumber: row.number,
    orderTitle: row.title,
    orderType: row.type.names[recipient.locale] || row.type.name,
    startAt,
    endAt,
    arrival: arrivalOf(startAt, { timeZone, settings, type: row.type }),
    type: row.type,
    canAnswer: settings.appointmentDeeds.length > 0,
    technician: leader?.name.split(' ')[0] ?? '',
    address: addressLine(row.site),
    customer: { name: recipient.name, email: recipient.email },
    locale: recipient.locale,
    sequence: row.sequence,
  }
}

type Address = { street: string; houseNumber: string; postalCode: string; city: string }

/** Street and place in one line. */
export function addressLine(site: Address): string {
  const street = [site.street, site.houseNumber].filter(Boolean).join(' ')
  return [street, [site.postalCode, site.city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
}

/** Where an order is and for whom, in one line each. */
export async function visitPlace(
  read: Read,
  orderId: string,
): Promise<{ customer: string; address: string; city: string }> {
  const organizationId = read.actor.organizationId
  const [row] = await read.db
    .select({ customer: customers.name, site: sites })
    .from(orders)
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .where(and(eq(orders.organizationId, organizationId), eq(orders.id, orderId)))
  return { customer: row?.customer ?? '', address: row ? addressLine(row.site) : '', city: row?.site.city ?? '' }
}
