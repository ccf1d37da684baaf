import 'server-only'
import { and, eq } from 'drizzle-orm'
import { contacts, customers } from '@/db/schema/customers'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { Refused } from '@/lib/refused'
import type { SaveContact } from '../input'
import { refreshSearchText } from './search-text'

/**
 * Makes a contact (`version` null, `name` given) or changes one. Refuses common.stale (with `current`), common.not_found,
 * common.invalid when a new one has no name.
 */
export async function saveContact(write: Write, input: SaveContact): Promise<{ id: string; version: number }> {
  const { id, customerId, version, ...wanted } = input
  const { organizationId } = write.actor
  const own = and(eq(contacts.organizationId, organizationId), eq(contacts.id, id))
  const [contact] = await write.db.select().from(contacts).where(own).for('update')
  if (!contact) {
    const { name } = wanted
    if (!name) throw new Refused('common.invalid', { fields: { name: 'common.required' } })
    const [customer] = await write.db
      .select({ locale: customers.locale })
      .from(customers)
      .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId)))
    if (!customer || version !== null) throw new Refused('common.not_found')
    await write.db.insert(contacts).values({
      locale: customer.locale,
      ...wanted,
      name,
      organizationId,
      id,
      customerId,
      createdAt: write.now.toString(),
    })
    await record(write, {
      subject: ['contact', id],
      customerId,
      action: 'customers.contact_add',
      params: { name },
    })
    await refreshSearchText(write, customerId)
    return { id, version: 1 }
  }
  const changes = changesBetween(contact, wanted)
  if (changes.length === 0) return { id, version: contact.version }
  if (contact.version !== version) throw new Refused('common.stale', { current: contact })
  await write.db
    .update(contacts)
    .set({ ...wanted, version: contact.version + 1 })
    .where(own)
  await record(write, {
    subject: ['contact', id],
    customerId: contact.customerId,
    action: 'customers.contact_edit',
    params: { name: wanted.name ?? contact.name },
    changes,
  })
  await refreshSearchText(write, contact.customerId)
  return { id, version: contact.version + 1 }
}

/** Out of the lists or back; orders that name this contact keep it. Refuses common.not_found. */
export async function archiveContact(write: Write, input: { id: string; archived: boolean }): Promise<void> {
  const own = and(eq(contacts.organizationId, write.actor.organizationId), eq(contacts.id, input.id))
  const [contact] = await write.db.select().from(contacts).where(own).for('update')
  if (!contact) throw new Refused('common.not_found')
  if ((contact.archivedAt !== null) === input.archived) return
  await write.db
    .update(contacts)
    .set({ archivedAt: input.archived ? write.now.toString() : null, version: contact.version + 1 })
    .where(own)
  await record(write, {
    subject: ['contact', input.id],
    customerId: contact.customerId,
    action: input.archived ? 'customers.contact_archive' : 'customers.contact_restore',
    params: { name: contact.name },
  })
  await refreshSearchText(write, contact.customerId)
}
