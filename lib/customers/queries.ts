import 'server-only'
import { and, asc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { byName, isOneOf } from '@/db/columns'
import { contacts, customers, sites } from '@/db/schema/customers'
import { findIds } from '@/db/search'
import type { Read } from '@/lib/auth/actor'
import {
  type CustomerKind,
  checkedNumbers,
  type InvoiceGrouping,
  phoneSearch,
  searchWords,
  type WorkGrouping,
} from './rules'

export const customersPerPage = 100

export type CustomerRow = Awaited<ReturnType<typeof listCustomers>>[number]

/**
 * Customers by name, 100 at a time; `after` is the last one seen. With `query` every word must occur in the customer, its
 * contacts or its sites (name, number, street, city, phone, mail, VAT); then at most 300 and no further page.
 */
export async function listCustomers(
  read: Read,
  options: {
    query?: string
    kind?: CustomerKind
    archived?: boolean
    after?: { name: string; id: string }
    limit?: number
  } = {},
) {
  const found = await findIds(read.db, 'customers', searchWords(options.query ?? ''), 300)
  if (found?.length === 0) return []
  return read.db
    .select({
      id: customers.id,
      number: customers.number,
      kind: customers.kind,
      name: customers.name,
      street: customers.street,
      houseNumber: customers.houseNumber,
      postalCode: customers.postalCode,
      city: customers.city,
      phone: customers.phone,
      email: customers.email,
    })
    .from(customers)
    .where(
      and(
        eq(customers.organizationId, read.actor.organizationId),
        options.archived ? isNotNull(customers.archivedAt) : isNull(customers.archivedAt),
        options.kind ? eq(customers.kind, options.kind) : undefined,
        found ? isOneOf(customers.id, found) : undefined,
        options.after
          ? sql`(${byName(customers.name)}, ${customers.id}) > (${options.after.name}, ${options.after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(byName(customers.name), asc(customers.id))
    .limit(Math.min(options.limit ?? customersPerPage, 300))
}

const billTo = alias(customers, 'bill_to')

export type CustomerPage = NonNullable<Awaited<ReturnType<typeof customerForPage>>>

/** A customer with whom it is billed to, its contacts and its sites (archived ones too, marked). */
/** What the one who gets this customer's invoices wishes, as columns of a query from customers. */
export const buyerWishes = {
  poRequired: ofBuyer<boolean>('po_required'),
  invoiceGrouping: ofBuyer<InvoiceGrouping>('invoice_grouping'),
  workGrouping: ofBuyer<WorkGrouping>('work_grouping'),
}

function ofBuyer<Value>(column: 'po_required' | 'invoice_grouping' | 'work_grouping'): SQL<Value> {
  return sql<Value>`coalesce((select buyer.${sql.raw(column)} from customers buyer
    where buyer.organization_id = customers.organization_id and buyer.id = customers.bill_to_id), customers.${sql.raw(column)})`
}

export async function customerForPage(read: Read, customerId: string) {
  const { organizationId } = read.actor
  const [found] = await read.db
    .select({ customer: customers, billToName: billTo.name, needsPo: buyerWishes.poRequired })
    .from(customers)
    .leftJoin(billTo, and(eq(billTo.organizationId, customers.organizationId), eq(billTo.id, customers.billToId)))
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId)))
  if (!found) return null
  const people = await contactsOf(read, customerId)
  const places = await sitesOf(read, customerId)
  const { searchText: _, ...customer } = found.customer
  return { ...customer, billToName: found.billToName ?? '', needsPo: found.needsPo, contacts: people, sites: places }
}

export type ContactRow = Awaited<ReturnType<typeof contactsOf>>[number]

export function contactsOf(read: Read, customerId: string) {
  return read.db
    .select({
      id: contacts.id,
      name: contacts.name,
      role: contacts.role,
      phone: contacts.phone,
      email: contacts.email,
      locale: contacts.locale,
      receives: contacts.receives,
      archivedAt: contacts.archivedAt,
      version: contacts.version,
    })
    .from(contacts)
    .where(and(eq(contacts.organizationId, read.actor.organizationId), eq(contacts.customerId, customerId)))
    .orderBy(byName(contacts.name), asc(contacts.id))
    .limit(200)
}

export type SiteRow = Awaited<ReturnType<typeof sitesOf>>[number]

export function sitesOf(read: Read, customerId: string) {
  return read.db
    .select({
      id: sites.id,
      name: sites.name,
      street: sites.street,
      houseNumber: sites.houseNumber,
      postalCode: sites.postalCode,
      city: sites.city,
      country: sites.country,
      accessNotes: sites.accessNotes,
      latitude: sites.latitude,
      longitude: sites.longitude,
      located: sites.located,
      locatedBy: sites.locatedBy,
      contactId: sites.contactId,
      archivedAt: sites.archivedAt,
      version: sites.version,
    })
    .from(sites)
    .where(and(eq(sites.organizationId, read.actor.organizationId), eq(sites.customerId, customerId)))
    .orderBy(byName(sites.city), byName(sites.street), asc(sites.id))
    .limit(500)
}

export type LookAlike = {
  id: string
  number: string
  name: string
  city: string
  same: ('vat' | 'email' | 'phone' | 'name')[]
}

/**
 * Customers that may be the one that is being typed in: the same VAT number, mail address or phone (of a contact too), or
 * nearly the same name at the same postal code. At most 5, the surest first.
 */
export async function lookAlikes(
  read: Read,
  typed: { name?: string; vatNumber?: string; email?: string; phone?: string; postalCode?: string; country?: string },
): Promise<LookAlike[]> {
  const { numbers } = checkedNumbers({ vatNumber: typed.vatNumber }, typed.country ?? 'BE')
  const vat = numbers.vatNumber ?? ''
  const email = typed.email?.trim().toLowerCase() ?? ''
  const phone = phoneSearch(typed.phone ?? '').at(-1) ?? ''
  const name = typed.name?.trim() ?? ''
  const postalCode = typed.postalCode?.trim() ?? ''
  const looks: [string, number][] = [
    [vat, 20],
    [email.includes('@') ? email : '', 20],
    [phone, 20],
    // Every postal code is in the search text; the name is compared only there.
    [name.length >= 3 && postalCode.length >= 4 ? postalCode : '', 2000],
  ]
  const candidates: string[] = []
  for (const [words, cap] of looks) candidates.push(...((await findIds(read.db, 'customers', words, cap)) ?? []))
  if (candidates.length === 0) return []
  const sameVat = sql<boolean>`${vat !== ''} and ${customers.vatNumber} = ${vat}`
  const sameEmail = sql<boolean>`${email.includes('@')} and position(${email} in ${customers.searchText}) > 0`
  const samePhone = sql<boolean>`${phone !== ''} and position(${phone} in ${customers.searchText}) > 0`
  const alike = sql<number>`case when ${name.length >= 3 && postalCode !== ''} and position(${postalCode.toLowerCase()} in ${customers.searchText}) > 0
    then greatest(similarity(${customers.name}, ${name}), word_similarity(${name}, ${customers.name}) * 0.8) else 0 end`
  const rows = await read.db
    .select({
      id: customers.id,
      number: customers.number,
      name: customers.name,
      city: customers.city,
      sameVat,
      sameEmail,
      samePhone,
      alike: alike.mapWith(Number),
    })
    .from(customers)
    .where(
      and(
        eq(customers.organizationId, read.actor.organizationId),
        isNull(customers.archivedAt),
        inArray(customers.id, [...new Set(candidates)]),
        or(sameVat, sameEmail, samePhone, sql`${alike} > 0.42`),
      ),
    )
    .orderBy(sql`${sameVat} desc, ${sameEmail} desc, ${samePhone} desc, ${alike} desc`, asc(customers.id))
    .limit(5)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    name: row.name,
    city: row.city,
    same: [
      ...(row.sameVat ? (['vat'] as const) : []),
      ...(row.sameEmail ? (['email'] as const) : []),
      ...(row.samePhone ? (['phone'] as const) : []),
      ...(row.alike > 0.42 ? (['name'] as const) : []),
    ],
  }))
}
