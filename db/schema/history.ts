import { index, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { actorKinds, type Change } from '@/lib/history/rules'
import { tenantTable } from '../columns'

/** Append-only: triggers refuse update and delete for every role. */
export const history = tenantTable(
  'history',
  {
    subjectType: text().notNull(),
    subjectId: uuid().notNull(),
    /** The order or customer whose timeline also shows it. */
    orderId: uuid(),
    customerId: uuid(),
    actorKind: text({ enum: actorKinds }).notNull(),
    actorId: text().notNull(),
    actorName: text().notNull(),
    /** `<module>.<step>`, with words under `history.<module>.<step>`. */
    action: text().notNull(),
    changes: jsonb().$type<Change[]>().notNull().default([]),
    /** Facts for the sentence: numbers, names. */
    params: jsonb().$type<Record<string, string | number>>().notNull().default({}),
    reason: text().notNull().default(''),
  },
  (t) => [
    index().on(t.organizationId, t.subjectType, t.subjectId, t.id),
    index().on(t.organizationId, t.orderId, t.id),
    index().on(t.organizationId, t.customerId, t.id),
  ],
)
