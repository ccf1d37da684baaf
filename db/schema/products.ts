import { sql } from 'drizzle-orm'
import { boolean, index, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { productKinds } from '@/lib/products/rules'
import { percent, price, quantity, tenantTable, version } from '../columns'

export const products = tenantTable(
  'products',
  {
    number: text().notNull(),
    kind: text({ enum: productKinds }).notNull(),
    name: text().notNull(),
    unit: text().notNull().default('st'),
    price: price().notNull().default('0'),
    cost: price().notNull().default('0'),
    /** Of one unit; null when nobody said. */
    weightKg: quantity(),
    volumeM3: quantity(),
    vatRate: percent().notNull().default('21'),
    /** Sales ledger account for the bookkeeping hand-over. */
    ledgerAccount: text().notNull().default(''),
    active: boolean().notNull().default(true),
    version: version(),
    searchText: text().notNull().default(''),
  },
  (t) => [
    uniqueIndex().on(t.organizationId, t.number),
    index().on(t.organizationId, t.kind, t.name),
    index('products_search').using('gin', sql`${t.searchText} gin_trgm_ops`),
  ],
)
