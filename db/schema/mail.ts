import { sql } from 'drizzle-orm'
import { index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { mailStatuses } from '@/lib/mail/rules'
import { bounceReasons } from '@/lib/mail/rules/bounces'
import { instant, tenantTable } from '../columns'

/** The outbox: every mail the product ever wanted to send, with what became of it. */
export const mails = tenantTable(
  'mails',
  {
    kind: text().notNull(),
    /** One mail per document and step: the same key twice is the same mail. */
    uniqueKey: text().notNull(),
    recipient: text().notNull(),
    recipientName: text().notNull().default(''),
    replyTo: text().notNull().default(''),
    subject: text().notNull(),
    html: text().notNull(),
    text: text().notNull(),
    /** Ids of files that go along. */
    attachmentIds: uuid().array().notNull().default(sql`'{}'::uuid[]`),
    /** An .ics body, sent as text/calendar. */
    calendar: text(),
    status: text({ enum: mailStatuses }).notNull().default('queued'),
    attempts: integer().notNull().default(0),
    /** Committed before the first byte leaves, so that a crash shows as uncertain instead of as a double. */
    attemptId: uuid(),
    attemptedAt: instant(),
    nextAttemptAt: instant(),
    sentAt: instant(),
    /** What the provider told afterwards: that it arrived, or when it last came back and why. */
    deliveredAt: instant(),
    bouncedAt: instant(),
    bounceReason: text({ enum: bounceReasons }),
    error: text().notNull().default(''),
    messageId: text().notNull(),
    providerId: text().notNull().default(''),
    subjectType: text().notNull().default(''),
    subjectId: uuid(),
    orderId: uuid(),
    facts: jsonb().$type<Record<string, string>>().notNull().default({}),
  },
  (t) => [
    uniqueIndex().on(t.organizationId, t.uniqueKey),
    index().on(t.organizationId, t.status, t.id),
    index().on(t.organizationId, t.orderId),
    index().on(t.organizationId, t.subjectType, t.subjectId),
  ],
)
