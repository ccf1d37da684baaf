import { sql } from 'drizzle-orm'
import { boolean, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import {
  approvalScopes,
  approvalTimings,
  approvalWishes,
  contactReceives,
  customerKinds,
  invoiceGroupings,
  workDetails,
  workGroupings,
} from '@/lib/customers/rules'
import { addressColumns, belongsTo, byName, instant, locationColumns, tenantTable, version } from '../columns'

export const customers = tenantTable(
  'customers',
  {
    number: text().notNull(),
    kind: text({ enum: customerKinds }).notNull(),
    name: text().notNull(),
    vatNumber: text().notNull().default(''),
    enterpriseNumber: text().notNull().default(''),
    ...addressColumns(),
    email: text().notNull().default(''),
    invoiceEmail: text().notNull().default(''),
    phone: text().notNull().default(''),
    /** Another customer who gets the invoice. */
    billToId: uuid(),
    poRequired: boolean().notNull().default(false),
    paymentTermDays: integer().notNull().default(30),
    locale: text().notNull().default('nl'),
    invoiceGrouping: text({ enum: invoiceGroupings }).notNull().default('order'),
    /** Whether and when this customer approves hours; `default` follows the company (approvalWishOf in lib/hours). */
    approval: text({ enum: approvalWishes }).notNull().default('default'),
    approvalTiming: text({ enum: approvalTimings }).notNull().default('default'),
    /** One request for everybody who worked, or one for each. */
    approvalScope: text({ enum: approvalScopes }).notNull().default('together'),
    /** VAT code that goes before the product's: reverse charge, 6 % renovation … (lib/invoices). */
    vatCode: text().notNull().default(''),
    /** How hours of projects stand on invoices, whether a timesheet goes along, and what is said above and below the lines. */
    workGrouping: text({ enum: workGroupings }).notNull().default('phase'),
    workDetail: text({ enum: workDetails }).notNull().default('price'),
    withTimesheet: boolean().notNull().default(true),
    invoiceIntro: text().notNull().default(''),
    invoiceClosing: text().notNull().default(''),
    notes: text().notNull().default(''),
    archivedAt: instant(),
    version: version(),
    /** Everything a person would type to find this customer, lower case without accents; kept by the mutations. */
    searchText: text().notNull().default(''),
  },
  (t) => [
    belongsTo(t, t.billToId, t),
    uniqueIndex().on(t.organizationId, t.number),
    // Of the sum of what is unbilled: only these customers' ways can hold an invoice up, and these send theirs elsewhere.
    index('customers_holding_up').on(t.organizationId, t.id).where(sql`po_required or invoice_grouping = 'month'`),
    index('customers_billed_elsewhere').on(t.organizationId, t.id).where(sql`bill_to_id is not null`),
    index('customers_by_name').on(t.organizationId, byName(t.name), t.id),
    index('customers_search').using('gin', sql`${t.searchText} gin_trgm_ops`),
  ],
)

export const contacts = tenantTable(
  'contacts',
  {
    customerId: uuid().notNull(),
    name: text().notNull(),
    role: text().notNull().default(''),
    phone: text().notNull().default(''),
    email: text().notNull().default(''),
    locale: text().notNull().default('nl'),
    receives: text({ enum: contactReceives }).array().notNull().default(sql`'{}'::text[]`),
    archivedAt: instant(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.customerId, customers),
    index().on(t.organizationId, t.customerId),
    index().on(t.organizationId, t.email),
  ],
)

export const sites = tenantTable(
  'sites',
  {
    customerId: uuid().notNull(),
    name: text().notNull().default(''),
    ...addressColumns(),
    ...locationColumns(),
    accessNotes: text().notNull().default(''),
    contactId: uuid(),
    archivedAt: instant(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.customerId, customers),
    belongsTo(t, t.contactId, contacts),
    index().on(t.organizationId, t.customerId),
    index().on(t.organizationId, t.postalCode, t.houseNumber),
    // Of the sweep that looks addresses up.
    index().on(t.organizationId, t.locatedBy, t.country),
  ],
)
