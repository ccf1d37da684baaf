import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { organizations } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import type { Read } from '@/lib/auth/actor'

/** The company, the customer work is done for, and who pays for it: the one that customer's bills go to, or the customer itself. */
export async function payerOf({ actor, db }: Pick<Read, 'actor' | 'db'>, customerId: string) {
  const { organizationId } = actor
  // Sent together, done one after the other, as every transaction's statements are.
  const [[company], parties] = await Promise.all([
    db.select().from(organizations).where(eq(organizations.id, organizationId)),
    db
      .select()
      .from(customers)
      .where(
        and(
          eq(customers.organizationId, organizationId),
          sql`${customers.id} in (${customerId}, (select c.bill_to_id from customers c
            where c.organization_id = ${organizationId} and c.id = ${customerId}))`,
        ),
      ),
  ])
  const customer = parties.find(({ id }) => id === customerId)
  if (!customer || !company) throw new Error(`nobody to bill for customer ${customerId}`)
  return { company, customer, buyer: parties.find(({ id }) => id === customer.billToId) ?? customer }
}
