import { index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { pushStates } from '@/lib/push/rules'
import { belongsTo, instant, tenantTable } from '../columns'
import { members, sessions } from './auth'

/** A browser of a member that wants to be told of changes while it is closed; nothing is sent once its session ended. */
export const pushSubscriptions = tenantTable(
  'push_subscriptions',
  {
    memberId: uuid().notNull(),
    sessionId: uuid().notNull(),
    /** The address at the browser's own push service, and the keys that only the browser can read with. */
    endpoint: text().notNull(),
    p256dh: text().notNull(),
    auth: text().notNull(),
  },
  (t) => [
    belongsTo(t, t.memberId, members),
    belongsTo(t, t.sessionId, sessions).onDelete('cascade'),
    uniqueIndex().on(t.organizationId, t.endpoint),
    index().on(t.organizationId, t.memberId),
  ],
)

/** What goes to one browser: queued with the change that causes it, gone a week later. */
export const pushMessages = tenantTable(
  'push_messages',
  {
    subscriptionId: uuid().notNull(),
    /** One per change and browser. */
    uniqueKey: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    /** What it is about: newer news of the same replaces older. */
    tag: text().notNull(),
    /** Where a tap leads. */
    url: text().notNull(),
    state: text({ enum: pushStates }).notNull().default('queued'),
    attempts: integer().notNull().default(0),
    error: text().notNull().default(''),
    sentAt: instant(),
  },
  (t) => [
    belongsTo(t, t.subscriptionId, pushSubscriptions).onDelete('cascade'),
    uniqueIndex().on(t.organizationId, t.uniqueKey),
    index().on(t.organizationId, t.subscriptionId),
    index().on(t.organizationId, t.createdAt),
  ],
)
