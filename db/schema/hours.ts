import { index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { expenseKinds, hourTypes } from '@/lib/hours/rules'
import { amount, belongsTo, instant, percent, tenantTable, version } from '../columns'
import { members } from './auth'
import { files } from './files'
import { orders } from './orders'
import { visits } from './visits'

export const timeEntries = tenantTable(
  'time_entries',
  {
    memberId: uuid().notNull(),
    orderId: uuid(),
    visitId: uuid(),
    hourType: text({ enum: hourTypes }).notNull(),
    /** Half-open: [start, end). */
    startAt: instant().notNull(),
    endAt: instant().notNull(),
    minutes: integer().notNull(),
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
    index().on(t.organizationId, t.memberId, t.startAt),
  ],
)

export const expenses = tenantTable(
  'expenses',
  {
    memberId: uuid().notNull(),
    orderId: uuid(),
    visitId: uuid(),
    kind: text({ enum: expenseKinds }).notNull(),
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
    index().on(t.organizationId, t.visitId),
    index().on(t.organizationId, t.orderId),
    index().on(t.organizationId, t.receiptFileId),
  ],
)
