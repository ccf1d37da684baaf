import 'server-only'
import { and, eq } from 'drizzle-orm'
import { contacts, customers, sites } from '@/db/schema/customers'
import type { Write } from '@/lib/auth/actor'
import { hasMoved, locatedState, unlocated } from '@/lib/geo/rules/located'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { enqueue } from '@/lib/jobs/mutations'
import { Refused } from '@/lib/refused'
import type { SaveSite } from '../input'
import { refreshSearchText } from './search-text'

/**
 * Makes a work address (`version` null; street and city given) or changes one. Where it is is looked up by a job. Refuses common.stale (with `current`),
 * common.not_found, customers.no_contact, common.invalid.
 */
export async function saveSite(write: Write, input: SaveSite): Promise<{ id: string; version: number }> {
  const { id, customerId, version, ...wanted } = input
  const { organizationId } = write.actor
  const own = and(eq(sites.organizationId, organizationId), eq(sites.id, id))
  const [site] = await write.db.select().from(sites).where(own).for('update')
  await checkContact(write, site?.customerId ?? customerId, wanted.contactId)
  if (!site) {
    const missing = Object.fromEntries(
      (['street', 'city'] as const).filter((field) => !wanted[field]).map((field) => [field, 'common.required']),
    )
    if (Object.keys(missing).length > 0) throw new Refused('common.invalid', { fields: missing })
    const [customer] = await write.db
      .select({ country: customers.country })
      .from(customers)
      .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId)))
    if (!customer || version !== null) throw new Refused('common.not_found')
    await write.db
      .insert(sites)
      .values({ country: customer.country, ...wanted, organizationId, id, customerId, createdAt: write.now.toString() })
    await record(write, {
      subject: ['site', id],
      customerId,
      action: 'customers.site_add',
      params: { site: named(wanted) },
    })
    await enqueue(write, 'customers.locate', { siteId: id })
    await refreshSearchText(write, customerId)
    return { id, version: 1 }
  }
  const changes = changesBetween(site, wanted)
  if (changes.length === 0) return { id, version: site.version }
  if (site.version !== version) throw new Refused('common.stale', { current: site })
  // A pin stays where somebody put it; anything else follows the address.
  const moves = hasMoved(site, { ...site, ...wanted }) && locatedState(site) !== 'pin'
  await write.db
    .update(sites)
    .set({ ...wanted, ...(moves ? unlocated : {}), version: site.version + 1 })
    .where(own)
  if (moves) await enqueue(write, 'customers.locate', { siteId: id })
  await record(write, {
    subject: ['site', id],
    customerId: site.customerId,
    action: 'customers.site_edit',
    params: { site: named({ ...site, ...wanted }) },
    changes,
  })
  await refreshSearchText(write, site.customerId)
  return { id, version: site.version + 1 }
}

/** Out of the lists or back; orders there keep it. Refuses common.not_found. */
export async function archiveSite(write: Write, input: { id: string; archived: boolean }): Promise<void> {
  const own = and(eq(sites.organizationId, write.actor.organizationId), eq(sites.id, input.id))
  const [site] = await write.db.select().from(sites).where(own).for('update')
  if (!site) throw new Refused('common.not_found')
  if ((site.archivedAt !== null) === input.archived) return
  await write.db
    .update(sites)
    .set({ archivedAt: input.archived ? write.now.toString() : null, version: site.version + 1 })
    .where(own)
  await record(write, {
    subject: ['site', input.id],
    customerId: site.customerId,
    action: input.archived ? 'customers.site_archive' : 'customers.site_restore',
    params: { site: named(site) },
  })
  await refreshSearchText(write, site.customerId)
}

async function checkContact(write: Write, customerId: string, contactId: string | null | undefined): Promise<void> {
  if (!contactId) return
  const [found] = await write.db
    .select({ id: contacts.id })
    .from(contacts)
    .where(
      and(
        eq(contacts.organizationId, write.actor.organizationId),
        eq(contacts.id, contactId),
        eq(contacts.customerId, customerId),
      ),
    )
  if (!found) throw new Refused('customers.no_contact', { fields: { contactId: 'customers.no_contact' } })
}

/** A site in a sentence: its name and address. */
export function named(site: { name?: string; street?: string; houseNumber?: string; city?: string }): string {
  const address = [[site.street, site.houseNumber].filter(Boolean).join(' '), site.city].filter(Boolean).join(', ')
  return site.name ? `${site.name}, ${address}` : address
}
