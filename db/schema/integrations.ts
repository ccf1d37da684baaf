import { integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { handoverStatuses, handoverTargets } from '@/lib/integrations/rules'
import { belongsTo, instant, tenantTable } from '../columns'
import { invoices } from './invoices'

/** What was handed to the bookkeeper, when and where; unique, so that each invoice goes once per target. */
export const handovers = tenantTable(
  'handovers',
  {
    invoiceId: uuid().notNull(),
    target: text({ enum: handoverTargets }).notNull(),
    destination: text().notNull(),
    status: text({ enum: handoverStatuses }).notNull().default('queued'),
    attempts: integer().notNull().default(0),
    deliveredAt: instant(),
    mailId: uuid(),
    error: text().notNull().default(''),
  },
  (t) => [belongsTo(t, t.invoiceId, invoices), uniqueIndex().on(t.organizationId, t.invoiceId, t.target)],
)
