import 'server-only'
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { files } from '@/db/schema/files'
import { mails } from '@/db/schema/mail'
import { given, statement } from '@/db/statement'
import type { Read } from '@/lib/auth/actor'
import { type MailStatus, mailStatuses } from './rules'

const summary = {
  id: mails.id,
  createdAt: mails.createdAt,
  kind: mails.kind,
  recipient: mails.recipient,
  subject: mails.subject,
  status: mails.status,
  attempts: mails.attempts,
  sentAt: mails.sentAt,
  nextAttemptAt: mails.nextAttemptAt,
  error: mails.error,
  bounceReason: mails.bounceReason,
  deliveredAt: mails.deliveredAt,
  attachments: sql<number>`cardinality(${mails.attachmentIds})`.mapWith(Number),
}

export type MailSummary = Awaited<ReturnType<typeof listMails>>[number]

/** The outbox, newest first, 100 at a time; `before` is the id of the last one seen. */
export function listMails(read: Read, options: { statuses?: readonly MailStatus[]; before?: string } = {}) {
  return read.db
    .select(summary)
    .from(mails)
    .where(
      and(
        eq(mails.organizationId, read.actor.organizationId),
        options.statuses?.length ? inArray(mails.status, [...options.statuses]) : undefined,
        options.before ? lt(mails.id, options.before) : undefined,
      ),
    )
    .orderBy(desc(mails.id))
    .limit(100)
}

const ofOrder = statement((db) =>
  db
    .select(summary)
    .from(mails)
    .where(and(eq(mails.organizationId, given('own')), eq(mails.orderId, given('order'))))
    .orderBy(desc(mails.id))
    .limit(100),
)

/** Mails that belong to an order, for its timeline. */
export function mailsOfOrder(read: Read, orderId: string) {
  return ofOrder(read.db, { own: read.actor.organizationId, order: orderId })
}

/** Mails about a record, for its timeline. */
export function mailsAbout(read: Read, [type, id]: readonly [type: string, id: string]) {
  return read.db
    .select(summary)
    .from(mails)
    .where(
      and(eq(mails.organizationId, read.actor.organizationId), eq(mails.subjectType, type), eq(mails.subjectId, id)),
    )
    .orderBy(desc(mails.id))
    .limit(100)
}

export async function mailById(read: Read, mailId: string) {
  const [mail] = await read.db
    .select({
      ...summary,
      html: mails.html,
      text: mails.text,
      calendar: mails.calendar,
      attachmentIds: mails.attachmentIds,
    })
    .from(mails)
    .where(and(eq(mails.organizationId, read.actor.organizationId), eq(mails.id, mailId)))
  return mail ? withoutKeys(read, mail) : null
}

/**
 * An invitation or a new password's link opens somebody's account, and who has the link of an approval answers as the
 * customer. Nobody here reads them, but an administrator of an installation without a mail transport, who has no other way
 * to hand them over.
 */
function withoutKeys<Mail extends { status: MailStatus; html: string; text: string }>(read: Read, mail: Mail): Mail {
  const mayRead = mail.status === 'kept' && read.actor.roles.includes('admin')
  if (mayRead) return mail
  const hidden = (text: string) => text.replace(/\/(invitation|reset-password|approval)\/[\w-]{43}/g, '/$1/…')
  return { ...mail, html: hidden(mail.html), text: hidden(mail.text) }
}

/** How many mails are in each status; `needing` counts those a person must look at. */
export async function mailCounts(read: Read): Promise<Record<MailStatus, number>> {
  const rows = await read.db
    .select({ status: mails.status, count: sql<number>`count(*)`.mapWith(Number) })
    .from(mails)
    .where(eq(mails.organizationId, read.actor.organizationId))
    .groupBy(mails.status)
  const counts = Object.fromEntries(mailStatuses.map((status) => [status, 0])) as Record<MailStatus, number>
  for (const { status, count } of rows) counts[status] = count
  return counts
}

/** Names of the files that go along with a mail. */
export function attachmentsOf(read: Read, fileIds: readonly string[]) {
  if (fileIds.length === 0) return Promise.resolve([])
  return read.db
    .select({ id: files.id, name: files.name })
    .from(files)
    .where(and(eq(files.organizationId, read.actor.organizationId), inArray(files.id, [...fileIds])))
}
