import 'server-only'
import { sql } from 'drizzle-orm'
import type { Write } from '@/lib/auth/actor'

const shapes = {
  order: { prefix: 'O', yearly: true, digits: 4 },
  request: { prefix: 'A', yearly: true, digits: 4 },
  customer: { prefix: 'K', yearly: false, digits: 4 },
  project: { prefix: 'P', yearly: true, digits: 4 },
  contract: { prefix: 'C', yearly: true, digits: 4 },
  approval: { prefix: 'G', yearly: true, digits: 4 },
  product: { prefix: 'P', yearly: false, digits: 4 },
} as const
export type NumberKind = keyof typeof shapes

/**
 * The next number of its kind: `O-2026-0123` (year where the organization is), `K0001`. One locked counter row, so that
 * numbers have no gap and no double; a transaction that fails gives its number back. Take it late: the row stays locked.
 */
export async function takeNumber(write: Write, kind: NumberKind): Promise<string> {
  const { prefix, yearly, digits } = shapes[kind]
  const period = yearly ? sql`to_char(${write.now.toString()}::timestamptz at time zone o.time_zone, 'YYYY')` : sql`''`
  const [row] = await write.db.execute<{ period: string; last: number }>(sql`
    insert into counters (organization_id, kind, period, last)
    select o.id, ${kind}, ${period}, 1 from organizations o where o.id = ${write.actor.organizationId}
    on conflict (organization_id, kind, period) do update set last = counters.last + 1
    returning period, last`)
  if (!row) throw new Error(`no counter for ${kind}`)
  const digitsText = String(row.last).padStart(digits, '0')
  return yearly ? `${prefix}-${row.period}-${digitsText}` : `${prefix}${digitsText}`
}
