import { sql } from 'drizzle-orm'
import { type AnyPgColumn, boolean, date, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Answers } from '@/lib/forms/rules'
import {
  agreementBases,
  documentKinds,
  documentPurposes,
  invoiceStates,
  lineApprovals,
  lineBillings,
  lineKinds,
  lineSources,
  orderStatuses,
  priorities,
  requestStatuses,
} from '@/lib/orders/rules'
import { addressColumns, amount, belongsTo, instant, percent, price, quantity, tenantTable, version } from '../columns'
import { assets } from './assets'
import { members } from './auth'
import { contracts } from './contracts'
import { contacts, customers, sites } from './customers'
import { files } from './files'
import { formTemplates, orderTypes } from './forms'
import { products } from './products'
import { projects } from './projects'

/** What came in and still must be accepted. */
export const requests = tenantTable(
  'requests',
  {
    number: text().notNull(),
    status: text({ enum: requestStatuses }).notNull(),
    orderTypeId: uuid().notNull(),
    formTemplateId: uuid(),
    answers: jsonb().$type<Answers>().notNull().default({}),
    name: text().notNull(),
    company: text().notNull().default(''),
    vatNumber: text().notNull().default(''),
    email: text().notNull(),
    phone: text().notNull().default(''),
    ...addressColumns(),
    description: text().notNull().default(''),
    locale: text().notNull().default('nl'),
    channel: text({ enum: ['form', 'office'] })
      .notNull()
      .default('form'),
    /** The stranger's mail address was confirmed by its link. */
    confirmedAt: instant(),
    customerId: uuid(),
    declineReason: text().notNull().default(''),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.orderTypeId, orderTypes),
    belongsTo(t, t.formTemplateId, formTemplates),
    belongsTo(t, t.customerId, customers),
    uniqueIndex().on(t.organizationId, t.number),
    index().on(t.organizationId, t.status, t.id),
  ],
)

/**
 * A request form that could not be taken as it was: what was typed and sent so far, for the page that says what to mend.
 * Found by the hash of the token in that page's address; thrown away after a day.
 */
export const requestDrafts = tenantTable(
  'request_drafts',
  {
    tokenHash: text().notNull(),
    typed: jsonb().$type<Record<string, string>>().notNull(),
    /** Field → code of what is wrong with it. */
    problems: jsonb().$type<Record<string, string>>().notNull(),
    /** What is wrong with the whole; empty when a page was only asked for its next questions. */
    code: text().notNull().default(''),
    params: jsonb().$type<Record<string, string | number>>().notNull().default({}),
    /** Files that arrived, by the field they answer ('' for the general ones). */
    files: jsonb().$type<{ id: string; fieldId: string; name: string }[]>().notNull().default([]),
  },
  (t) => [uniqueIndex().on(t.organizationId, t.tokenHash), index().on(t.organizationId, t.createdAt)],
)

export const orders = tenantTable(
  'orders',
  {
    number: text().notNull(),
    /** Cache of orderStatus(facts), written in the transaction that changed a fact. */
    status: text({ enum: orderStatuses }).notNull(),
    orderTypeId: uuid().notNull(),
    customerId: uuid().notNull(),
    siteId: uuid().notNull(),
    contactId: uuid(),
    assetId: uuid(),
    requestId: uuid(),
    /** The order of which this one does what was left. */
    followUpOfId: uuid(),
    /** Asked for while somebody was at work on the order that it follows. */
    madeOnSite: boolean().notNull().default(false),
    /** The project whose budget its hours use. */
    projectId: uuid(),
    /** The agreement it is done under. */
    contractId: uuid(),
    /** Versions of the forms it started with. */
    intakeTemplateId: uuid(),
    checklistTemplateId: uuid(),
    answers: jsonb().$type<Answers>().notNull().default({}),
    title: text().notNull(),
    description: text().notNull().default(''),
    internalNotes: text().notNull().default(''),
    priority: text({ enum: priorities }).notNull().default('normal'),
    dueOn: date(),
    /** The customer wants nobody before this day, and rather this technician. */
    earliestOn: date(),
    preferredMemberId: uuid(),
    durationMinutes: integer().notNull().default(60),
    /** What must be carried there; null: what its products weigh (lib/orders/queries/load). */
    loadKg: quantity(),
    loadM3: quantity(),
    poNumber: text().notNull().default(''),
    /** Price agreed beforehand, without VAT; control compares with it. */
    agreedAmount: amount(),
    /** By which quote or contract, with its number in the company's own papers; null when by neither. */
    agreedBasis: text({ enum: agreementBases }),
    agreedReference: text().notNull().default(''),
    /** What is left to do after a partly done visit or no access. */
    remainingWork: text().notNull().default(''),
    /** When the check sent it back to planning, and what for; a visit that is closed later has done it or says what is left. */
    sentBackAt: instant(),
    sentBackWork: text().notNull().default(''),
    // Decisions: facts that a person set, from which (with visits and lines) the status follows.
    acceptedAt: instant(),
    cancelledAt: instant(),
    cancelReason: text().notNull().default(''),
    releasedAt: instant(),
    releasedById: uuid(),
    /** Why it is invoiced although the customer did not approve all of it; empty while that was not decided. */
    approvalWaiver: text().notNull().default(''),
    // Facts cached from later modules, so that lists and the status need no join.
    visitCount: integer().notNull().default(0),
    /** needs_visit: back in the backlog; open: a visit is planned or running; done: all work is executed. */
    visitState: text({ enum: ['needs_visit', 'planned', 'running', 'done'] })
      .notNull()
      .default('needs_visit'),
    firstVisitAt: instant(),
    executedAt: instant(),
    holdReason: text().notNull().default(''),
    holdOwnerId: uuid(),
    holdUntil: date(),
    /** Sum of billable lines without VAT, and the part of it that is not on a final invoice. */
    billableAmount: amount().notNull().default('0'),
    unbilledAmount: amount().notNull().default('0'),
    lineCount: integer().notNull().default(0),
    version: version(),
    searchText: text().notNull().default(''),
  },
  (t) => [
    belongsTo(t, t.orderTypeId, orderTypes),
    belongsTo(t, t.customerId, customers),
    belongsTo(t, t.siteId, sites),
    belongsTo(t, t.contactId, contacts),
    belongsTo(t, t.assetId, assets),
    belongsTo(t, t.requestId, requests),
    belongsTo(t, t.followUpOfId, t),
    belongsTo(t, t.projectId, projects),
    belongsTo(t, t.contractId, contracts),
    belongsTo(t, t.intakeTemplateId, formTemplates),
    belongsTo(t, t.checklistTemplateId, formTemplates),
    belongsTo(t, t.releasedById, members),
    belongsTo(t, t.holdOwnerId, members),
    belongsTo(t, t.preferredMemberId, members),
    uniqueIndex().on(t.organizationId, t.number),
    uniqueIndex().on(t.organizationId, t.requestId),
    index().on(t.organizationId, t.id),
    index().on(t.organizationId, t.status, t.id),
    index().on(t.organizationId, t.customerId, t.id),
    index().on(t.organizationId, t.siteId, t.id),
    index().on(t.organizationId, t.assetId, t.id),
    index().on(t.organizationId, t.orderTypeId, t.id),
    index().on(t.organizationId, t.followUpOfId).where(sql`${t.followUpOfId} is not null`),
    index().on(t.organizationId, t.projectId, t.id).where(sql`${t.projectId} is not null`),
    index().on(t.organizationId, t.contractId, t.id).where(sql`${t.contractId} is not null`),
    index('orders_backlog')
      .on(t.organizationId, t.dueOn, t.id)
      .where(sql`${t.visitState} = 'needs_visit' and ${t.cancelledAt} is null and ${t.acceptedAt} is not null`),
    index('orders_unbilled')
      .on(t.organizationId, t.id)
      .where(sql`${t.status} not in ('invoiced', 'cancelled', 'declined')`),
    index('orders_search').using('gin', sql`${t.searchText} gin_trgm_ops`),
  ],
)

type LineColumns = Record<'kind' | 'billing' | 'invoiceState' | 'netAmount', AnyPgColumn>

/** Billable, worth something or without a price, and neither on a final invoice nor written off. */
const unbilled = (t: LineColumns) =>
  sql`${t.kind} <> 'text' and ${t.billing} in ('included', 'extra') and ${t.invoiceState} in ('open', 'concept')
          and (${t.netAmount} is null or ${t.netAmount} <> 0)`

/** What is billed, given or covered. The signed report stays as it was; corrections show against planned and done. */
export const orderLines = tenantTable(
  'order_lines',
  {
    orderId: uuid().notNull(),
    position: integer().notNull(),
    kind: text({ enum: lineKinds }).notNull(),
    billing: text({ enum: lineBillings }).notNull().default('included'),
    productId: uuid(),
    description: text().notNull(),
    unit: text().notNull().default('st'),
    quantity: quantity().notNull(),
    /** What was planned, and what the technician recorded: kept beside what is billed. */
    plannedQuantity: quantity(),
    doneQuantity: quantity(),
    unitPrice: price(),
    discountPercent: percent().notNull().default('0'),
    vatRate: percent().notNull().default('21'),
    cost: price(),
    /** Line net without VAT, rounded once: 0 when not billable. Null while a price is missing. */
    netAmount: amount(),
    /** Where it came from, so that recording twice makes one line. */
    source: text({ enum: lineSources }).notNull().default('office'),
    sourceId: uuid(),
    invoiceState: text({ enum: invoiceStates }).notNull().default('open'),
    correctionReason: text().notNull().default(''),
    /** What the customer said of it, where the customer is asked (lib/approvals), and why not. */
    approval: text({ enum: lineApprovals }).notNull().default('none'),
    approvalRemark: text().notNull().default(''),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.orderId, orders),
    belongsTo(t, t.productId, products),
    uniqueIndex().on(t.organizationId, t.source, t.sourceId),
    index().on(t.organizationId, t.orderId, t.position),
    index('order_lines_unbilled').on(t.organizationId, t.orderId).where(unbilled(t)),
    // Those few of an order that do not simply share its fate.
    index('order_lines_exceptional')
      .on(t.organizationId, t.orderId)
      .where(
        sql`${unbilled(t)} and (${t.netAmount} is null or ${t.approval} <> 'none' or ${t.invoiceState} = 'concept')`,
      ),
  ],
)

/** A file that belongs to a request or an order. */
export const documents = tenantTable(
  'documents',
  {
    requestId: uuid(),
    orderId: uuid(),
    fileId: uuid().notNull(),
    kind: text({ enum: documentKinds }).notNull(),
    title: text().notNull().default(''),
    /** Which field of a form it answers. */
    fieldId: text().notNull().default(''),
    /** The visit on which it was made; no foreign key, since visits come later than orders. */
    visitId: uuid(),
    /** Goes along with the invoice. */
    withInvoice: boolean().notNull().default(false),
    /** What the office meant it for on site; empty: nothing in particular. */
    purpose: text({ enum: documentPurposes }).notNull().default(''),
    removedAt: instant(),
  },
  (t) => [
    belongsTo(t, t.requestId, requests),
    belongsTo(t, t.orderId, orders),
    belongsTo(t, t.fileId, files),
    index().on(t.organizationId, t.orderId),
    index().on(t.organizationId, t.requestId),
    index().on(t.organizationId, t.visitId),
    index().on(t.organizationId, t.fileId),
  ],
)

/** One question about one line: it arrives on the phone, the answer lands on the line. */
export const orderQuestions = tenantTable(
  'order_questions',
  {
    orderId: uuid().notNull(),
    lineId: uuid(),
    askedById: uuid().notNull(),
    askedToId: uuid().notNull(),
    question: text().notNull(),
    answer: text().notNull().default(''),
    answeredAt: instant(),
  },
  (t) => [
    belongsTo(t, t.orderId, orders),
    belongsTo(t, t.lineId, orderLines),
    belongsTo(t, t.askedById, members),
    belongsTo(t, t.askedToId, members),
    index().on(t.organizationId, t.orderId),
    index().on(t.organizationId, t.askedToId).where(sql`${t.answeredAt} is null`),
  ],
)
