import 'server-only'
import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { contacts, customers, sites } from '@/db/schema/customers'
import type { Read } from '@/lib/auth/actor'
import { phoneSearch } from '@/lib/customers/rules'
import { searchable } from '@/lib/search'
import { type Asker, type MatchReason, matchOf, samePlace } from '../rules'

export type Suggestion = {
  id: string
  number: string
  name: string
  kind: 'company' | 'person'
  city: string
  reasons: MatchReason[]
  score: number
  /** Its work addresses; `isSame` is where the request is about. */
  sites: { id: string; address: string; isSame: boolean }[]
}

/** The customers who may be the one who asks, the likeliest first: by mail, phone, VAT number, address or a name like it. */
export async function customerSuggestions(read: Read, asker: Asker, customerId?: string | null): Promise<Suggestion[]> {
  const { organizationId } = read.actor
  const certain = [
    asker.email,
    asker.vatNumber,
    ...phoneSearch(asker.phone),
    `${asker.street} ${asker.houseNumber} ${asker.postalCode}`,
  ]
    .map((text) => searchable(text))
    .filter((text) => text.length >= 6)
    .map((text) => sql`${customers.searchText} like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`)
  const name = searchable(asker.company || asker.name)
  const found = await read.db
    .select({
      id: customers.id,
      number: customers.number,
      name: customers.name,
      kind: customers.kind,
      city: customers.city,
      vatNumber: customers.vatNumber,
      email: customers.email,
      invoiceEmail: customers.invoiceEmail,
      phone: customers.phone,
    })
    .from(customers)
    .where(
      and(
        eq(customers.organizationId, organizationId),
        isNull(customers.archivedAt),
        or(
          ...certain,
          name.length >= 4 ? sql`${name} <% ${customers.searchText}` : undefined,
          customerId ? eq(customers.id, customerId) : undefined,
        ),
      ),
    )
    .limit(60)
  if (found.length === 0) return []
  const ids = found.map((customer) => customer.id)
  const people = await read.db
    .select({ customerId: contacts.customerId, email: contacts.email, phone: contacts.phone })
    .from(contacts)
    .where(
      and(eq(contacts.organizationId, organizationId), inArray(contacts.customerId, ids), isNull(contacts.archivedAt)),
    )
    .limit(600)
  const places = await read.db
    .select()
    .from(sites)
    .where(and(eq(sites.organizationId, organizationId), inArray(sites.customerId, ids), isNull(sites.archivedAt)))
    .limit(600)
  return found
    .map((customer) => {
      const own = people.filter((person) => person.customerId === customer.id)
      const ownPlaces = places.filter((place) => place.customerId === customer.id)
      const { reasons, score } = matchOf(asker, {
        name: customer.name,
        vatNumber: customer.vatNumber,
        emails: [customer.email, customer.invoiceEmail, ...own.map((person) => person.email)],
        phones: [customer.phone, ...own.map((person) => person.phone)],
        places: ownPlaces,
      })
      return {
        id: customer.id,
        number: customer.number,
        name: customer.name,
        kind: customer.kind,
        city: customer.city,
        reasons,
        score,
        sites: ownPlaces
          .map((place) => ({ id: place.id, address: addressOf(place), isSame: samePlace(asker, place) }))
          .sort((a, b) => Number(b.isSame) - Number(a.isSame))
          .slice(0, 20),
      }
    })
    .filter((suggestion) => suggestion.score > 0 || suggestion.id === customerId)
    .sort((a, b) => b.score - a.score)
    .slice(0, 5)
}

function addressOf(place: { name: string; street: string; houseNumber: string; postalCode: string; city: string }) {
  const street = [place.street, place.houseNumber].filter(Boolean).join(' ')
  const city = [place.postalCode, place.city].filter(Boolean).join(' ')
  return [place.name, street, city].filter(Boolean).join(', ')
}
