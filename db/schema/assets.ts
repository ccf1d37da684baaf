import { sql } from 'drizzle-orm'
import { date, index, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { belongsTo, instant, tenantTable, version } from '../columns'
import { customers, sites } from './customers'

export const assets = tenantTable(
  'assets',
  {
    customerId: uuid().notNull(),
    siteId: uuid().notNull(),
    type: text().notNull(),
    make: text().notNull().default(''),
    model: text().notNull().default(''),
    serial: text().notNull().default(''),
    installedOn: date(),
    /** Own fields of the company: label → value, in the order they were made. */
    ownFields: jsonb().$type<{ label: string; value: string }[]>().notNull().default([]),
    notes: text().notNull().default(''),
    retiredAt: instant(),
    version: version(),
    searchText: text().notNull().default(''),
  },
  (t) => [
    belongsTo(t, t.customerId, customers),
    belongsTo(t, t.siteId, sites),
    index().on(t.organizationId, t.siteId),
    index().on(t.organizationId, t.customerId),
    index('assets_search').using('gin', sql`${t.searchText} gin_trgm_ops`),
  ],
)
