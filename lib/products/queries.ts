import 'server-only'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { byName, isOneOf } from '@/db/columns'
import { products } from '@/db/schema/products'
import { findIds } from '@/db/search'
import type { Read } from '@/lib/auth/actor'
import type { ProductKind } from './rules'

const columns = {
  id: products.id,
  number: products.number,
  kind: products.kind,
  name: products.name,
  unit: products.unit,
  price: products.price,
  cost: products.cost,
  weightKg: products.weightKg,
  volumeM3: products.volumeM3,
  vatRate: products.vatRate,
  ledgerAccount: products.ledgerAccount,
  active: products.active,
  version: products.version,
}
export type ProductRow = Awaited<ReturnType<typeof listProducts>>[number]

/** Products by name, 200 at a time; `after` is the last one seen. Every word of `query` must occur. */
export async function listProducts(
  read: Read,
  options: {
    query?: string
    kinds?: readonly ProductKind[]
    inactiveToo?: boolean
    after?: { name: string; id: string }
    limit?: number
  } = {},
) {
  const found = await findIds(read.db, 'products', options.query ?? '', 500)
  if (found?.length === 0) return []
  return read.db
    .select(columns)
    .from(products)
    .where(
      and(
        eq(products.organizationId, read.actor.organizationId),
        options.inactiveToo ? undefined : eq(products.active, true),
        options.kinds?.length ? inArray(products.kind, [...options.kinds]) : undefined,
        found ? isOneOf(products.id, found) : undefined,
        options.after
          ? sql`(${byName(products.name)}, ${products.id}) > (${options.after.name}, ${options.after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(byName(products.name), asc(products.id))
    .limit(Math.min(options.limit ?? 200, 500))
}
