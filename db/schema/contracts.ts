import { sql } from 'drizzle-orm'
import { check, date, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { belongsTo, tenantTable, version } from '../columns'
import { customers, sites } from './customers'
import { files } from './files'

/** An agreement with a customer under which projects and orders are done. */
export const contracts = tenantTable(
  'contracts',
  {
    number: text().notNull(),
    /** Its number in the papers of the company or the customer. */
    reference: text().notNull().default(''),
    name: text().notNull(),
    customerId: uuid().notNull(),
    startsOn: date().notNull(),
    /** Its last day; null until further notice. */
    endsOn: date(),
    poNumber: text().notNull().default(''),
    notes: text().notNull().default(''),
    /** The signed paper. */
    fileId: uuid(),
    /** A request that nobody answers counts as approved after so many days; null: silence is no approval. */
    silentConsentDays: integer(),
    version: version(),
    searchText: text().notNull().default(''),
  },
  (t) => [
    belongsTo(t, t.customerId, customers),
    belongsTo(t, t.fileId, files),
    uniqueIndex().on(t.organizationId, t.number),
    index().on(t.organizationId, t.customerId, t.id),
    index().on(t.organizationId, t.fileId).where(sql`${t.fileId} is not null`),
    index('contracts_search').using('gin', sql`${t.searchText} gin_trgm_ops`),
    check('contracts_term', sql`${t.endsOn} >= ${t.startsOn}`),
    check('contracts_consent', sql`${t.silentConsentDays} > 0`),
  ],
)

/** The work addresses a contract is about; without any it is about all of its customer. */
export const contractSites = tenantTable(
  'contract_sites',
  { contractId: uuid().notNull(), siteId: uuid().notNull() },
  (t) => [
    belongsTo(t, t.contractId, contracts),
    belongsTo(t, t.siteId, sites),
    uniqueIndex().on(t.organizationId, t.contractId, t.siteId),
    index().on(t.organizationId, t.siteId),
  ],
)
