import { sql } from 'drizzle-orm'
import { likeWords } from '@/lib/search'
import type { Transaction } from './client'

/**
 * Ids of the rows whose search text has every word of the query; null when nothing was typed. Customers and products come
 * by name, orders, assets, projects and contracts newest first. Uses the trigram indexes (see search_ids in guards.ts).
 */
export async function findIds(
  db: Transaction,
  what: 'customers' | 'orders' | 'assets' | 'products' | 'projects' | 'contracts',
  query: string,
  cap: number,
): Promise<string[] | null> {
  const patterns = likeWords(query)
  if (patterns.length === 0) return null
  const rows = await db.execute<{ id: string }>(
    sql`select search_ids(${what}, ${sql.param(patterns)}::text[], ${cap}::int) as id`,
  )
  return [...new Set(rows.map((row) => row.id))]
}
