import { boolean, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { viewPages } from '@/lib/planning/rules/views'
import { belongsTo, tenantTable, version } from '../columns'
import { members } from './auth'

/** How somebody likes to see a page: what stands in its address, under a name. A taste, so that no history is kept of it. */
export const savedViews = tenantTable(
  'saved_views',
  {
    memberId: uuid().notNull(),
    page: text({ enum: viewPages }).notNull(),
    name: text().notNull(),
    /** The address after the question mark. */
    query: text().notNull(),
    /** Everybody of the company sees it; only its owner changes it. */
    shared: boolean().notNull().default(false),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.memberId, members),
    uniqueIndex().on(t.organizationId, t.memberId, t.page, t.name),
    index().on(t.organizationId, t.page),
  ],
)
