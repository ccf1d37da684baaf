import { date, index, text, uuid } from 'drizzle-orm/pg-core'
import { paymentMethods } from '@/lib/payments/rules'
import { amount, belongsTo, instant, tenantTable } from '../columns'
import { members } from './auth'
import { invoices } from './invoices'

export const payments = tenantTable(
  'payments',
  {
    invoiceId: uuid().notNull(),
    amount: amount().notNull(),
    paidOn: date().notNull(),
    method: text({ enum: paymentMethods }).notNull(),
    reference: text().notNull().default(''),
    memberId: uuid().notNull(),
    /** A mistake is reversed, never deleted. */
    reversedAt: instant(),
    reverseReason: text().notNull().default(''),
  },
  (t) => [
    belongsTo(t, t.invoiceId, invoices),
    belongsTo(t, t.memberId, members),
    index().on(t.organizationId, t.invoiceId),
  ],
)
