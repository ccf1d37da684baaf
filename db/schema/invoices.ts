import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, jsonb, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { InvoiceDocument } from '@/lib/invoices/rules/document'
import { runItemKinds, runItemStates } from '@/lib/invoices/rules/run'
import { creditOutcomes, invoiceKinds, invoiceStatuses } from '@/lib/invoices/rules/status'
import { amount, belongsTo, instant, percent, price, quantity, tenantTable, version } from '../columns'
import { members } from './auth'
import { contractInstalments, contracts } from './contracts'
import { customers, sites } from './customers'
import { files } from './files'
import { expenses, timeEntries } from './hours'
import { orderLines, orders } from './orders'
import { projectPhases, projects } from './projects'

/** The counter is the guarantee: one locked row per series and year, advanced in the finalizing transaction. */
export const invoiceSeries = tenantTable(
  'invoice_series',
  {
    kind: text({ enum: invoiceKinds }).notNull(),
    prefix: text().notNull(),
    year: integer().notNull(),
    startNumber: integer().notNull().default(1),
    lastNumber: integer().notNull().default(0),
    digits: integer().notNull().default(4),
    /** Hash of the newest final document: the next one chains onto it. */
    lastHash: text().notNull().default(''),
    lastIssuedOn: date(),
    version: version(),
  },
  (t) => [
    uniqueIndex().on(t.organizationId, t.kind, t.year),
    uniqueIndex().on(t.organizationId, t.prefix, t.year),
    check('invoice_series_last', sql`${t.lastNumber} >= 0`),
  ],
)

/** Concept until it has a number; from then on triggers refuse every change and the state lives in invoice_states. */
export const invoices = tenantTable(
  'invoices',
  {
    kind: text({ enum: invoiceKinds }).notNull(),
    customerId: uuid().notNull(),
    siteId: uuid(),
    /** What it was collected by: order, customer, site, PO number or month; part of the unique key of a concept. */
    groupKey: text().notNull(),
    seriesId: uuid(),
    number: text(),
    sequence: integer(),
    issuedOn: date(),
    dueOn: date(),
    /** Day of supply when it differs from the day of issue. */
    suppliedOn: date(),
    poNumber: text().notNull().default(''),
    paymentTermDays: integer().notNull().default(30),
    locale: text().notNull().default('nl'),
    paymentReference: text().notNull().default(''),
    notes: text().notNull().default(''),
    /** Said below the lines. */
    closing: text().notNull().default(''),
    /** Hours of projects that no sealed timesheet covers go along as one. */
    withTimesheet: boolean().notNull().default(true),
    /** The invoice that a credit note corrects. */
    creditsId: uuid(),
    creditReason: text().notNull().default(''),
    creditOutcome: text({ enum: creditOutcomes }),
    netAmount: amount().notNull().default('0'),
    vatAmount: amount().notNull().default('0'),
    grossAmount: amount().notNull().default('0'),
    /** Frozen content as printed and sent: parties, lines, VAT breakdown, texts. Null while a concept. */
    document: jsonb().$type<InvoiceDocument>(),
    previousHash: text(),
    hash: text(),
    finalizedAt: instant(),
    finalizedById: uuid(),
    discardedAt: instant(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.customerId, customers),
    belongsTo(t, t.siteId, sites),
    belongsTo(t, t.seriesId, invoiceSeries),
    belongsTo(t, t.creditsId, t),
    belongsTo(t, t.finalizedById, members),
    unique().on(t.organizationId, t.seriesId, t.sequence),
    unique().on(t.organizationId, t.number),
    uniqueIndex('invoices_concept_group')
      .on(t.organizationId, t.groupKey, t.customerId)
      .where(sql`${t.number} is null and ${t.discardedAt} is null`),
    index().on(t.organizationId, t.id),
    index().on(t.organizationId, t.customerId, t.id),
    index().on(t.organizationId, t.creditsId).where(sql`${t.creditsId} is not null`),
    index('invoices_concepts').on(t.organizationId, t.id).where(sql`${t.number} is null and ${t.discardedAt} is null`),
    // The final ones by day, for figures over a stretch of time.
    index('invoices_issued').on(t.organizationId, t.issuedOn).where(sql`${t.number} is not null`),
    check(
      'invoices_final',
      sql`(${t.number} is null) = (${t.sequence} is null) and (${t.number} is null) = (${t.finalizedAt} is null)
          and (${t.number} is null) = (${t.document} is null) and (${t.number} is null) = (${t.hash} is null)
          and (${t.number} is null) = (${t.seriesId} is null) and (${t.number} is null) = (${t.issuedOn} is null or ${t.previousHash} is null)`,
    ),
  ],
)

export const invoiceLines = tenantTable(
  'invoice_lines',
  {
    invoiceId: uuid().notNull(),
    position: integer().notNull(),
    orderId: uuid(),
    orderLineId: uuid(),
    /** Hours, expenses or a fixed price of a project; which ones stands in invoice_line_sources. */
    projectId: uuid(),
    phaseId: uuid(),
    /** An instalment of a fee of a contract. */
    contractId: uuid(),
    instalmentId: uuid(),
    description: text().notNull(),
    unit: text().notNull().default('st'),
    quantity: quantity().notNull(),
    unitPrice: price().notNull(),
    discountPercent: percent().notNull().default('0'),
    /** Code of the dated table in lib/invoices/rules/vat, from which category and rate follow. */
    vatCode: text().notNull().default('S21'),
    vatCategory: text().notNull().default('S'),
    vatRate: percent().notNull(),
    netAmount: amount().notNull(),
    /** On a credit note: the line it takes back. */
    creditsLineId: uuid(),
  },
  (t) => [
    belongsTo(t, t.invoiceId, invoices),
    belongsTo(t, t.creditsLineId, t),
    uniqueIndex().on(t.organizationId, t.creditsLineId),
    belongsTo(t, t.orderId, orders),
    belongsTo(t, t.orderLineId, orderLines),
    belongsTo(t, t.projectId, projects),
    belongsTo(t, t.phaseId, projectPhases),
    belongsTo(t, t.contractId, contracts),
    belongsTo(t, t.instalmentId, contractInstalments),
    index().on(t.organizationId, t.contractId).where(sql`${t.contractId} is not null`),
    index().on(t.organizationId, t.instalmentId).where(sql`${t.instalmentId} is not null`),
    index().on(t.organizationId, t.projectId).where(sql`${t.projectId} is not null`),
    index().on(t.organizationId, t.invoiceId, t.position),
    index().on(t.organizationId, t.orderLineId),
    index().on(t.organizationId, t.orderId),
  ],
)

/** What of a project a line of an invoice bills: hours, of which a line can gather many, an expense, or so much of a fixed price. */
export const invoiceLineSources = tenantTable(
  'invoice_line_sources',
  {
    invoiceLineId: uuid().notNull(),
    timeEntryId: uuid(),
    expenseId: uuid(),
    /** Of the price agreed for the line's phase, or for its project when it names none. */
    fixedAmount: amount(),
  },
  (t) => [
    belongsTo(t, t.invoiceLineId, invoiceLines),
    belongsTo(t, t.timeEntryId, timeEntries),
    belongsTo(t, t.expenseId, expenses),
    uniqueIndex().on(t.organizationId, t.invoiceLineId, t.timeEntryId, t.expenseId),
    index().on(t.organizationId, t.timeEntryId).where(sql`${t.timeEntryId} is not null`),
    index().on(t.organizationId, t.expenseId).where(sql`${t.expenseId} is not null`),
    check('invoice_line_sources_one', sql`num_nonnulls(${t.timeEntryId}, ${t.expenseId}, ${t.fixedAmount}) = 1`),
  ],
)

/** What happens to a final invoice after it can no longer change. */
export const invoiceStates = tenantTable(
  'invoice_states',
  {
    invoiceId: uuid().notNull(),
    status: text({ enum: invoiceStatuses }).notNull(),
    grossAmount: amount().notNull(),
    paidAmount: amount().notNull().default('0'),
    creditedAmount: amount().notNull().default('0'),
    dueOn: date(),
    sentAt: instant(),
    pdfFileId: uuid(),
    pdfSha256: text(),
    /** The timesheet that was drawn for it; null when there was none to draw. */
    timesheetFileId: uuid(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.invoiceId, invoices),
    belongsTo(t, t.pdfFileId, files),
    belongsTo(t, t.timesheetFileId, files),
    uniqueIndex().on(t.organizationId, t.invoiceId),
    index().on(t.organizationId, t.status, t.id),
    index('invoice_states_unfinished')
      .on(t.organizationId, t.id)
      .where(sql`${t.pdfFileId} is null or ${t.sentAt} is null`),
  ],
)

/** Files that go along with the mail: work reports and chosen documents. */
export const invoiceAttachments = tenantTable(
  'invoice_attachments',
  { invoiceId: uuid().notNull(), fileId: uuid().notNull(), title: text().notNull().default('') },
  (t) => [
    belongsTo(t, t.invoiceId, invoices),
    belongsTo(t, t.fileId, files),
    uniqueIndex().on(t.organizationId, t.invoiceId, t.fileId),
  ],
)

/** Many invoices at once: first their concepts, then, when somebody looked at them, their numbers and mails. */
export const invoiceRuns = tenantTable(
  'invoice_runs',
  {
    /** Last day of the work in it. */
    upTo: date().notNull(),
    startedById: uuid().notNull(),
    /** In whose name it goes on: whoever let it go on last; null for who started it. */
    actingId: uuid(),
    /** Since when the concepts may be finalized; null while somebody still has to say so. */
    finalizingAt: instant(),
    pausedAt: instant(),
    /** Why it paused by itself: a refusal's code; empty when somebody paused it. */
    pausedCode: text().notNull().default(''),
    version: version(),
  },
  (t) => [belongsTo(t, t.startedById, members), belongsTo(t, t.actingId, members)],
)

/** What a run does one after the other, each in a transaction of its own: work to put on a concept, or a concept to finalize. */
export const invoiceRunItems = tenantTable(
  'invoice_run_items',
  {
    runId: uuid().notNull(),
    position: integer().notNull(),
    kind: text({ enum: runItemKinds }).notNull(),
    state: text({ enum: runItemStates }).notNull().default('waiting'),
    projectId: uuid(),
    /** Of the concept that a project's work comes on, and the last day of that work, or of a contract's instalments. */
    groupKey: text(),
    upTo: date(),
    orderId: uuid(),
    contractId: uuid(),
    invoiceId: uuid(),
    /** Why it failed, or what was found instead: a refusal's code. */
    code: text().notNull().default(''),
    params: jsonb().$type<Record<string, string | number>>().notNull().default({}),
  },
  (t) => [
    belongsTo(t, t.runId, invoiceRuns),
    belongsTo(t, t.projectId, projects),
    belongsTo(t, t.orderId, orders),
    belongsTo(t, t.contractId, contracts),
    belongsTo(t, t.invoiceId, invoices),
    index().on(t.organizationId, t.runId, t.position),
    uniqueIndex().on(t.organizationId, t.runId, t.groupKey).where(sql`${t.groupKey} is not null`),
    uniqueIndex().on(t.organizationId, t.runId, t.orderId).where(sql`${t.orderId} is not null`),
    uniqueIndex().on(t.organizationId, t.runId, t.contractId).where(sql`${t.contractId} is not null`),
    uniqueIndex().on(t.organizationId, t.runId, t.invoiceId).where(sql`${t.invoiceId} is not null`),
    index('invoice_run_items_waiting').on(t.organizationId, t.runId, t.position).where(sql`${t.state} = 'waiting'`),
    check(
      'invoice_run_items_one',
      sql`num_nonnulls(${t.projectId}, ${t.orderId}, ${t.contractId}, ${t.invoiceId}) = 1 and (${t.groupKey} is null) = (${t.projectId} is null)
          and (${t.upTo} is null) = (${t.projectId} is null and ${t.contractId} is null)`,
    ),
  ],
)
