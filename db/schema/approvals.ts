import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { type ApprovalLineFacts, approvalAnswers, approvalKinds, approvalStatuses } from '@/lib/approvals/rules'
import { templateAbouts, templateKinds } from '@/lib/approvals/rules/templates'
import { amount, belongsTo, instant, tenantTable, version } from '../columns'
import { members } from './auth'
import { contacts, customers } from './customers'
import { files } from './files'
import { expenses, timeEntries } from './hours'
import { orders } from './orders'
import { projects } from './projects'

/** A timesheet of a period, or an executed order, offered to the customer by link. */
export const approvalRequests = tenantTable(
  'approval_requests',
  {
    number: text().notNull(),
    kind: text({ enum: approvalKinds }).notNull(),
    status: text({ enum: approvalStatuses }).notNull().default('open'),
    customerId: uuid().notNull(),
    projectId: uuid(),
    orderId: uuid(),
    /** Of one member when the project asks per member; null for everybody together. */
    memberId: uuid(),
    /** Days of the period, both included. */
    periodFrom: date().notNull(),
    periodTo: date().notNull(),
    contactId: uuid(),
    /** Where and to whom it went; the contact may change later. */
    recipient: text().notNull(),
    recipientName: text().notNull().default(''),
    locale: text().notNull().default('nl'),
    /** The request whose rejected lines this one offers again. */
    previousId: uuid(),
    sentAt: instant().notNull(),
    answeredAt: instant(),
    answeredByName: text().notNull().default(''),
    expiresAt: instant().notNull(),
    withdrawnAt: instant(),
    /** Days of silence after which the contract takes it as approved, as the customer was told; null: it never does. */
    silentConsentDays: integer(),
    /** When silence became the answer. */
    silentConsentAt: instant(),
    reminders: integer().notNull().default(0),
    /** How many of the company's reminder days are done; a reminder by hand is not one of them. */
    automaticReminders: integer().notNull().default(0),
    lastRemindedAt: instant(),
    minutes: integer().notNull().default(0),
    netAmount: amount().notNull().default('0'),
    /** The sealed timesheet and its hash. */
    pdfFileId: uuid(),
    pdfSha256: text(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.customerId, customers),
    belongsTo(t, t.projectId, projects),
    belongsTo(t, t.orderId, orders),
    belongsTo(t, t.memberId, members),
    belongsTo(t, t.contactId, contacts),
    belongsTo(t, t.previousId, t),
    belongsTo(t, t.pdfFileId, files),
    uniqueIndex().on(t.organizationId, t.number),
    index().on(t.organizationId, t.status, t.id),
    index().on(t.organizationId, t.customerId, t.id),
    index().on(t.organizationId, t.projectId, t.periodFrom),
    index().on(t.organizationId, t.orderId).where(sql`${t.orderId} is not null`),
    check('approval_requests_one', sql`num_nonnulls(${t.projectId}, ${t.orderId}) = 1`),
  ],
)

/** What was offered, as it was then, and what the customer said of it. */
export const approvalLines = tenantTable(
  'approval_lines',
  {
    requestId: uuid().notNull(),
    position: integer().notNull(),
    timeEntryId: uuid(),
    expenseId: uuid(),
    /** A line of a finished order. No foreign key: once rejected it may be taken away. */
    orderLineId: uuid(),
    /** Copied when it was offered: later changes don't reach what the customer saw. */
    facts: jsonb().$type<ApprovalLineFacts>().notNull(),
    answer: text({ enum: approvalAnswers }),
    remark: text().notNull().default(''),
    answeredAt: instant(),
    answeredByName: text().notNull().default(''),
    /** Evidence beside the name: to whom the link was sent, and from where it was answered. */
    answeredByEmail: text().notNull().default(''),
    answeredByIp: text().notNull().default(''),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.requestId, approvalRequests),
    belongsTo(t, t.timeEntryId, timeEntries),
    belongsTo(t, t.expenseId, expenses),
    index().on(t.organizationId, t.requestId, t.position),
    index().on(t.organizationId, t.timeEntryId).where(sql`${t.timeEntryId} is not null`),
    index().on(t.organizationId, t.expenseId).where(sql`${t.expenseId} is not null`),
    index().on(t.organizationId, t.orderLineId).where(sql`${t.orderLineId} is not null`),
    check('approval_lines_one', sql`num_nonnulls(${t.timeEntryId}, ${t.expenseId}, ${t.orderLineId}) <= 1`),
  ],
)

/**
 * How often the page of a link was opened, one row per link (its id is the link's). An observation: who opened it, a person
 * or a mail scanner, nobody knows, so nothing follows from it.
 */
export const approvalOpenings = tenantTable(
  'approval_openings',
  {
    requestId: uuid().notNull(),
    /** To whom the link was sent. */
    recipient: text().notNull(),
    lastAt: instant().notNull(),
    times: integer().notNull().default(1),
  },
  (t) => [belongsTo(t, t.requestId, approvalRequests), index().on(t.organizationId, t.requestId)],
)

/** The company's own words of a mail about a request, by language; what a language lacks is said in ours. */
export const approvalTemplates = tenantTable(
  'approval_templates',
  {
    kind: text({ enum: templateKinds }).notNull(),
    /** For which requests it goes by itself. */
    about: text({ enum: templateAbouts }).notNull().default('both'),
    name: text().notNull(),
    /** Used when nobody chooses: what goes by itself. */
    isDefault: boolean().notNull().default(false),
    subject: jsonb().$type<Record<string, string>>().notNull().default({}),
    body: jsonb().$type<Record<string, string>>().notNull().default({}),
    archivedAt: instant(),
    version: version(),
  },
  (t) => [
    uniqueIndex().on(t.organizationId, t.kind, t.about).where(sql`${t.isDefault} and ${t.archivedAt} is null`),
    index().on(t.organizationId, t.name),
  ],
)
