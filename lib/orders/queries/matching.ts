import 'server-only'
import { sql } from 'drizzle-orm'
import { findIds } from '@/db/search'
import type { Read } from '@/lib/auth/actor'
import { searchWords } from '@/lib/customers/rules'

/**
 * Ids of at most 200 orders whose own words match, and of the newest orders of customers that match (by name, phone,
 * street, VAT …); null when nothing was typed. Asked first and by itself, so that the list's plan knows how few there are.
 */
export async function matchingIds(read: Read, query: string, cap = 200): Promise<string[] | null> {
  const own = await findIds(read.db, 'orders', query, cap)
  if (!own) return null
  const theirs = (await findIds(read.db, 'customers', searchWords(query), 50)) ?? []
  if (theirs.length === 0) return own
  const rows = await read.db.execute<{ id: string }>(sql`
    select n.id from unnest(${sql.param(theirs)}::uuid[]) as c(id) cross join lateral (
      select o.id from orders o where o.organization_id = ${read.actor.organizationId} and o.customer_id = c.id
      order by o.id desc limit 10) n`)
  return [...new Set([...own, ...rows.map((row) => row.id)])]
}
