import 'server-only'
import { and, asc, eq, gt, inArray, or, sql } from 'drizzle-orm'
import { products } from '@/db/schema/products'
import type { Read } from '@/lib/auth/actor'
import { likeWords } from '@/lib/search'
import type { ProductKind } from './rules'

const columns = {
  id: products.id,
  number: products.number,
  kind: products.kind,
  name: products.name,
  unit: products.unit,
  price: products.price,
  cost: products.cost,
  vatRate: products.vatRate,
  ledgerAccount: products.ledgerAccount,
  active: products.active,
  version: products.version,
}
export type ProductRow = Awaited<ReturnType<typeof listProducts>>[number]

/** Products by name, 200 at a time; `after` is the last one seen. Every word of `query` must occur. */
export function listProducts(
  read: Read,
  options: {
    query?: string
    kinds?: readonly ProductKind[]
    inactiveToo?: boolean
    after?: { name: string; id: string }
    limit?: number
  } = {},
) {
  const patterns = likeWords(options.query ?? '')
  return read.db
    .select(columns)
    .from(products)
    .where(
      and(
        eq(products.organizationId, read.actor.organizationId),
        options.inactiveToo ? undefined : eq(products.active, true),
        options.kinds?.length ? inArray(products.kind, [...options.kinds]) : undefined,
        patterns.length > 0
          ? inArray(products.id, sql`(select search_ids('products', ${sql.param(patterns)}::text[], 500))`)
          : undefined,
        options.after
          ? or(
              gt(products.name, options.after.name),
              and(eq(products.name, options.after.name), gt(products.id, options.after.id)),
            )
          : undefined,
      ),
    )
    .orderBy(asc(products.name), asc(products.id))
    .limit(Math.min(options.limit ?? 200, 500))
}
