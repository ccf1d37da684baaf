import { sql } from 'drizzle-orm'
import { check, date, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { lineStates } from '@/lib/hours/rules/approval'
import { expenseKinds, hourTypes } from '@/lib/hours/rules/entries'
import { hourMoments } from '@/lib/hours/rules/moments'
import { invoiceStates } from '@/lib/orders/rules'
import { amount, belongsTo, instant, percent, price, quantity, tenantTable, version } from '../columns'
import { members } from './auth'
import { contracts } from './contracts'
import { customers } from './customers'
import { files } from './files'
import { orders } from './orders'
import { projectPhases, projects } from './projects'
import { visits } from './visits'

/** Prices per hour: what a row leaves open fits everything, and the most specific one wins (lib/hours/rules/rates). */
export const rates = tenantTable(
  'rates',
  {
    projectId: uuid(),
    contractId: uuid(),
    customerId: uuid(),
    memberId: uuid(),
    hourType: text({ enum: hourTypes }),
    price: price().notNull(),
    validFrom: date().notNull(),
    removedAt: instant(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.projectId, projects),
    belongsTo(t, t.contractId, contracts),
    belongsTo(t, t.customerId, customers),
    belongsTo(t, t.memberId, members),
    index().on(t.organizationId, t.projectId),
    index().on(t.organizationId, t.contractId),
    index().on(t.organizationId, t.customerId),
    // What is left open is the same as what is left open elsewhere.
    uniqueIndex('rates_once')
      .on(
        t.organizationId,
        sql`coalesce(${t.projectId}, ${t.organizationId})`,
        sql`coalesce(${t.contractId}, ${t.organizationId})`,
        sql`coalesce(${t.customerId}, ${t.organizationId})`,
        sql`coalesce(${t.memberId}, ${t.organizationId})`,
        sql`coalesce(${t.hourType}, '')`,
        t.validFrom,
      )
      .where(sql`${t.removedAt} is null`),
  ],
)

/**
 * Where a booked line, hours or an expense, stands with the member, the lead and the customer, and what it is billed at.
 * What is on an order is billed by the order's lines; these amounts are of projects.
 */
const lineColumns = () => ({
  /** The local day it counts for. */
  day: date().notNull(),
  projectId: uuid(),
  phaseId: uuid(),
  notes: text().notNull().default(''),
  state: text({ enum: lineStates }).notNull().default('open'),
  /** Why it was returned or rejected. */
  remark: text().notNull().default(''),
  submittedAt: instant(),
  approvedAt: instant(),
  approvedById: uuid(),
  /** Net without VAT, rounded once. Null while its price is missing, and on an order. */
  netAmount: amount(),
  invoiceState: text({ enum: invoiceStates }).notNull().default('open'),
})

export const timeEntries = tenantTable(
  'time_entries',
  {
    memberId: uuid().notNull(),
    orderId: uuid(),
    visitId: uuid(),
    hourType: text({ enum: hourTypes }).notNull(),
    ...lineColumns(),
    /** Half-open: [start, end). Null for hours that were booked on a day without a time. */
    startAt: instant(),
    endAt: instant(),
    /** As they count: what the clock said is rounded as the company does. */
    minutes: integer().notNull(),
    /** What hours they are by when they were worked, and what that adds to their price in percent: as it was set then. */
    moment: text({ enum: hourMoments }).notNull().default('normal'),
    surcharge: percent().notNull().default('0'),
    /** Price per hour and the rate it came from. */
    price: price(),
    rateId: uuid(),
    /** clock: followed from the phone's steps; edited: changed with a reason; manual: typed in. */
    origin: text({ enum: ['clock', 'edited', 'manual'] }).notNull(),
    clockedStartAt: instant(),
    clockedEndAt: instant(),
    reason: text().notNull().default(''),
    removedAt: instant(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.memberId, members),
    belongsTo(t, t.orderId, orders),
    belongsTo(t, t.visitId, visits),
    index().on(t.organizationId, t.visitId),
    index().on(t.organizationId, t.orderId),
    belongsTo(t, t.projectId, projects),
    belongsTo(t, t.phaseId, projectPhases),
    belongsTo(t, t.approvedById, members),
    belongsTo(t, t.rateId, rates),
    index().on(t.organizationId, t.memberId, t.startAt),
    index().on(t.organizationId, t.memberId, t.day),
    index().on(t.organizationId, t.projectId, t.day),
    // All that the screens of unbilled work sum, so that they need not visit the rows.
    index('time_entries_to_bill')
      .on(
        t.organizationId,
        t.projectId,
        t.day,
        t.memberId,
        t.state,
        t.invoiceState,
        t.phaseId,
        t.netAmount,
        t.removedAt,
      )
      .where(
        sql`${t.projectId} is not null and ${t.removedAt} is null and ${t.invoiceState} in ('open', 'concept') and ${t.netAmount} is distinct from 0`,
      ),
    index('time_entries_submitted')
      .on(t.organizationId, t.memberId, t.day)
      .where(sql`${t.state} = 'submitted' and ${t.removedAt} is null`),
    // Whether a rate was billed with, and may still change.
    index('time_entries_billed_by_rate').on(t.organizationId, t.rateId).where(sql`${t.invoiceState} <> 'open'`),
    check('time_entries_window', sql`(${t.startAt} is null) = (${t.endAt} is null)`),
    check('time_entries_one', sql`num_nonnulls(${t.orderId}, ${t.projectId}) <= 1`),
    check('time_entries_visit', sql`${t.visitId} is null or ${t.startAt} is not null`),
  ],
)

/** What a member's clock runs for on an order or project; a visit has its own. Stopped, it has become hours. */
export const timers = tenantTable(
  'timers',
  {
    memberId: uuid().notNull(),
    orderId: uuid(),
    projectId: uuid(),
    phaseId: uuid(),
    hourType: text({ enum: hourTypes }).notNull(),
    notes: text().notNull().default(''),
    startAt: instant().notNull(),
    endAt: instant(),
  },
  (t) => [
    belongsTo(t, t.memberId, members),
    belongsTo(t, t.orderId, orders),
    belongsTo(t, t.projectId, projects),
    belongsTo(t, t.phaseId, projectPhases),
    uniqueIndex('timers_running').on(t.organizationId, t.memberId).where(sql`${t.endAt} is null`),
    check('timers_one', sql`num_nonnulls(${t.orderId}, ${t.projectId}) <= 1`),
  ],
)

export const expenses = tenantTable(
  'expenses',
  {
    memberId: uuid().notNull(),
    orderId: uuid(),
    visitId: uuid(),
    ...lineColumns(),
    kind: text({ enum: expenseKinds }).notNull(),
    /** Driven, when the kind is `kilometres`; the amount follows from the rate. */
    kilometres: quantity(),
    description: text().notNull().default(''),
    /** What was paid, VAT included. */
    grossAmount: amount().notNull(),
    vatRate: percent().notNull(),
    receiptFileId: uuid(),
    spentAt: instant().notNull(),
    billable: text({ enum: ['yes', 'no'] })
      .notNull()
      .default('yes'),
    removedAt: instant(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.memberId, members),
    belongsTo(t, t.orderId, orders),
    belongsTo(t, t.visitId, visits),
    belongsTo(t, t.receiptFileId, files),
    belongsTo(t, t.projectId, projects),
    belongsTo(t, t.phaseId, projectPhases),
    belongsTo(t, t.approvedById, members),
    index().on(t.organizationId, t.memberId, t.day),
    index().on(t.organizationId, t.projectId, t.day),
    index('expenses_submitted')
      .on(t.organizationId, t.memberId, t.day)
      .where(sql`${t.state} = 'submitted' and ${t.removedAt} is null`),
    index('expenses_to_bill')
      .on(t.organizationId, t.projectId, t.day)
      .where(
        sql`${t.projectId} is not null and ${t.removedAt} is null and ${t.invoiceState} in ('open', 'concept') and ${t.billable} = 'yes' and ${t.netAmount} is distinct from 0`,
      ),
    check('expenses_one', sql`num_nonnulls(${t.orderId}, ${t.projectId}) <= 1`),
    index().on(t.organizationId, t.visitId),
    index().on(t.organizationId, t.orderId),
    index().on(t.organizationId, t.receiptFileId),
  ],
)
