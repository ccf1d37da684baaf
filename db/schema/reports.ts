import { date, jsonb, uniqueIndex } from 'drizzle-orm/pg-core'
import type { UnbilledGroup } from '@/lib/reports/rules'
import { amount, tenantTable } from '../columns'

/** What waited to be invoiced when the weekly mail went: its row is why that mail goes once, and what the next one compares with. */
export const unbilledWeeks = tenantTable(
  'unbilled_weeks',
  {
    /** The day on which the mail was due. */
    dueOn: date().notNull(),
    amount: amount().notNull(),
    groups: jsonb().$type<UnbilledGroup[]>().notNull(),
  },
  (t) => [uniqueIndex().on(t.organizationId, t.dueOn)],
)
