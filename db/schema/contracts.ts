import { sql } from 'drizzle-orm'
import { check, date, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { feePeriods, feeTimings, instalmentStates } from '@/lib/contracts/rules/fees'
import { amount, belongsTo, percent, tenantTable, version } from '../columns'
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

/** What the customer pays each period under a contract. */
export const contractFees = tenantTable(
  'contract_fees',
  {
    contractId: uuid().notNull(),
    description: text().notNull(),
    /** Of a whole period, without VAT. */
    amount: amount().notNull(),
    vatRate: percent().notNull(),
    period: text({ enum: feePeriods }).notNull(),
    timing: text({ enum: feeTimings }).notNull(),
    /** First day of its first period; the others begin on that day of their month. */
    startsOn: date().notNull(),
    /** Its own last day; the contract's counts too. */
    endsOn: date(),
    /** When the next instalment is made; null when there is none to come. */
    nextDueOn: date(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.contractId, contracts),
    index().on(t.organizationId, t.contractId, t.id),
    index('contract_fees_due').on(t.organizationId, t.nextDueOn).where(sql`${t.nextDueOn} is not null`),
    check('contract_fees_term', sql`${t.endsOn} >= ${t.startsOn}`),
    check('contract_fees_amount', sql`${t.amount} > 0`),
  ],
)

/** A fee of one period, made when it was due, with what was agreed then: billed like the fixed price of a project. */
export const contractInstalments = tenantTable(
  'contract_instalments',
  {
    contractId: uuid().notNull(),
    feeId: uuid().notNull(),
    startsOn: date().notNull(),
    endsOn: date().notNull(),
    dueOn: date().notNull(),
    description: text().notNull(),
    amount: amount().notNull(),
    /** Of the whole period, as agreed when it was made: what its share follows from when the end moves. */
    wholeAmount: amount().notNull(),
    vatRate: percent().notNull(),
    invoiceState: text({ enum: instalmentStates }).notNull().default('open'),
  },
  (t) => [
    belongsTo(t, t.contractId, contracts),
    belongsTo(t, t.feeId, contractFees),
    // Whoever makes it, and however often: a period is billed once.
    uniqueIndex('contract_instalments_once').on(t.organizationId, t.feeId, t.startsOn),
    index().on(t.organizationId, t.contractId, t.startsOn),
    index('contract_instalments_to_bill')
      .on(t.organizationId, t.contractId, t.dueOn)
      .where(sql`${t.invoiceState} = 'open'`),
    check('contract_instalments_term', sql`${t.endsOn} >= ${t.startsOn}`),
    check('contract_instalments_amount', sql`${t.amount} >= 0`),
  ],
)
