import 'server-only'
import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { contacts, customers } from '@/db/schema/customers'
import type { Read } from '@/lib/auth/actor'
import { searchable } from '@/lib/search'

/** Whether the company knows this mail address, and whose it is when only one customer has it. */
export async function knownCustomer(read: Read, email: string): Promise<{ customerId: string | null } | null> {
  const { organizationId } = read.actor
  const address = email.toLowerCase()
  const isContact = sql`exists (
    select from ${contacts} where ${contacts.organizationId} = ${customers.organizationId}
      and ${contacts.customerId} = ${customers.id} and ${contacts.archivedAt} is null
      and lower(${contacts.email}) = ${address})`
  // The trigram index on what customers are searched by finds the few that can have it.
  const pattern = `%${searchable(address).replace(/[\\%_]/g, '\\$&')}%`
  const found = await read.db
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.organizationId, organizationId),
        isNull(customers.archivedAt),
        sql`${customers.searchText} like ${pattern}`,
        or(sql`lower(${customers.email}) = ${address}`, sql`lower(${customers.invoiceEmail}) = ${address}`, isContact),
      ),
    )
    .limit(2)
  if (found.length === 0) return null
  return { customerId: found.length === 1 ? (found[0]?.id ?? null) : null }
}
