import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import type { CreateCustomer, EditCustomer } from '../input'
import { checkedNumbers } from '../rules'
import { saveContact } from './contacts'
import { takeNumber } from './number'
import { refreshSearchText } from './search-text'
import { saveSite } from './sites'

type Customer = typeof customers.$inferSelect

function own(write: Write, customerId: string) {
  return and(eq(customers.organizationId, write.actor.organizationId), eq(customers.id, customerId))
}

export async function lockCustomer(write: Write, customerId: string): Promise<Customer> {
  const [customer] = await write.db.select().from(customers).where(own(write, customerId)).for('update')
  if (!customer) throw new Refused('common.not_found')
  return customer
}

/**
 * Makes a customer, with its address as first work address and a first contact when asked. With an `id`, making it again
 * gives the one that is there. Returns id, number and the site's id. Refuses customers.no_bill_to and wrong numbers.
 */
export async function createCustomer(
  write: Write,
  input: CreateCustomer,
): Promise<{ id: string; number: string; siteId: string | null }> {
  const { id: given, withSite, siteId, contact, ...fields } = input
  const id = given ?? newId()
  if (given) {
    await write.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${given}, 0))`)
    const [made] = await write.db.select({ number: customers.number }).from(customers).where(own(write, id))
    if (made) return { id, number: made.number, siteId: withSite ? (siteId ?? null) : null }
  }
  await checkBillTo(write, id, fields.billToId)
  const { country, settings, locale } = await organizationOf(write)
  const numbers = numbersOf(fields, fields.country ?? country)
  const number = await takeNumber(write, 'customer')
  await write.db.insert(customers).values({
    country,
    paymentTermDays: settings.paymentTermDays,
    locale,
    ...fields,
    ...numbers,
    organizationId: write.actor.organizationId,
    id,
    createdAt: write.now.toString(),
    number,
  })
  await record(write, { subject: ['customer', id], action: 'customers.create', params: { number, name: fields.name } })
  if (contact) await saveContact(write, { ...contact, id: newId(), customerId: id, version: null })
  const place = withSite && fields.street && fields.city ? (siteId ?? newId()) : null
  if (place)
    await saveSite(write, {
      id: place,
      customerId: id,
      version: null,
      street: fields.street,
      houseNumber: fields.houseNumber,
      postalCode: fields.postalCode,
      city: fields.city,
      country: fields.country,
    })
  await refreshSearchText(write, id)
  return { id, number, siteId: place }
}

async function nameOf(write: Write, customerId: string | null): Promise<string> {
  if (!customerId) return ''
  const [found] = await write.db.select({ name: customers.name }).from(customers).where(own(write, customerId))
  return found?.name ?? ''
}

/** Changes what is known of a customer. Refuses common.stale (with `current`), customers.no_bill_to, common.not_found. */
export async function editCustomer(write: Write, input: EditCustomer): Promise<{ version: number }> {
  const { id, version, ...typed } = input
  const customer = await lockCustomer(write, id)
  const wanted = { ...typed, ...numbersOf(typed, typed.country ?? customer.country) }
  const changes = changesBetween(customer, wanted)
  if (changes.length === 0) return { version: customer.version }
  if (customer.version !== version)
    throw new Refused('common.stale', { current: { ...customer, billToName: await nameOf(write, customer.billToId) } })
  await checkBillTo(write, id, wanted.billToId)
  await write.db
    .update(customers)
    .set({ ...wanted, version: version + 1 })
    .where(own(write, id))
  await record(write, { subject: ['customer', id], action: 'customers.edit', changes })
  await refreshSearchText(write, id)
  return { version: version + 1 }
}

/** Out of the lists, or back in them; nothing is deleted, since orders and invoices keep pointing to it. */
export async function archiveCustomer(write: Write, customerId: string): Promise<void> {
  const customer = await lockCustomer(write, customerId)
  if (customer.archivedAt) return
  await write.db
    .update(customers)
    .set({ archivedAt: write.now.toString(), version: customer.version + 1 })
    .where(own(write, customerId))
  await record(write, { subject: ['customer', customerId], action: 'customers.archive' })
}

export async function restoreCustomer(write: Write, customerId: string): Promise<void> {
  const customer = await lockCustomer(write, customerId)
  if (!customer.archivedAt) return
  await write.db
    .update(customers)
    .set({ archivedAt: null, version: customer.version + 1 })
    .where(own(write, customerId))
  await record(write, { subject: ['customer', customerId], action: 'customers.restore' })
}

/** Refuses customers.vat_number and customers.enterprise_number beside their fields. */
function numbersOf(typed: { vatNumber?: string; enterpriseNumber?: string }, country: string) {
  const { numbers, fields } = checkedNumbers(typed, country)
  if (Object.keys(fields).length > 0) throw new Refused('common.invalid', { fields })
  return numbers
}

async function checkBillTo(write: Write, id: string, billToId: string | null | undefined): Promise<void> {
  if (!billToId) return
  const refused = new Refused('customers.no_bill_to', { fields: { billToId: 'customers.no_bill_to' } })
  if (billToId === id) throw refused
  const [found] = await write.db.select({ id: customers.id }).from(customers).where(own(write, billToId))
  if (!found) throw refused
}
