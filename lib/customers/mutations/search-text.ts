import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { contacts, customers, sites } from '@/db/schema/customers'
import type { Write } from '@/lib/auth/actor'
import { searchable } from '@/lib/search'
import { phoneSearch } from '../rules'

/** What a person would type to find a customer, its contacts and its sites. Call after any of them changed. */
export async function refreshSearchText(write: Write, customerId: string): Promise<void> {
  const { db, actor } = write
  const own = and(eq(customers.organizationId, actor.organizationId), eq(customers.id, customerId))
  const [customer] = await db.select().from(customers).where(own)
  if (!customer) return
  const people = await db
    .select({ name: contacts.name, phone: contacts.phone, email: contacts.email })
    .from(contacts)
    .where(
      and(
        eq(contacts.organizationId, actor.organizationId),
        eq(contacts.customerId, customerId),
        isNull(contacts.archivedAt),
      ),
    )
  const places = await db
    .select({
      name: sites.name,
      street: sites.street,
      houseNumber: sites.houseNumber,
      postalCode: sites.postalCode,
      city: sites.city,
    })
    .from(sites)
    .where(
      and(eq(sites.organizationId, actor.organizationId), eq(sites.customerId, customerId), isNull(sites.archivedAt)),
    )
  const words = [
    customer.number,
    customer.name,
    customer.vatNumber,
    customer.enterpriseNumber,
    ...[customer, ...places].flatMap((place) => [place.street, place.houseNumber, place.postalCode, place.city]),
    ...places.map((place) => place.name),
    customer.email,
    customer.invoiceEmail,
    ...phoneSearch(customer.phone),
    ...people.flatMap((person) => [person.name, person.email, ...phoneSearch(person.phone)]),
  ]
  await db
    .update(customers)
    .set({ searchText: searchable(...new Set(words)) })
    .where(own)
}
