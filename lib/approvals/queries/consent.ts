import 'server-only'
import { and, asc, desc, eq, exists, inArray, isNotNull, or, sql } from 'drizzle-orm'
import { approvalLines, approvalRequests } from '@/db/schema/approvals'
import { history } from '@/db/schema/history'
import { mails } from '@/db/schema/mail'
import type { Read } from '@/lib/auth/actor'
import type { Temporal } from '@/lib/time'
import { deliveryOf } from '../rules/signs'

/** Kinds of the mails that ask for an answer. */
export const askingKinds = ['approvals.offered', 'approvals.reminded'] as const

/**
 * When the mail that asks left, of who is asked now; null when it did not, or when a later one came back or may be lost. And
 * whether anything was said: a line answered, a question asked.
 */
export async function silenceOf(
  read: Read,
  request: { id: string; recipient: string },
): Promise<{ mailedAt: string | null; isSpoken: boolean }> {
  const { organizationId } = read.actor
  const asked = await read.db
    .select({ kind: mails.kind, status: mails.status, sentAt: mails.sentAt, nextAttemptAt: mails.nextAttemptAt })
    .from(mails)
    .where(
      and(
        eq(mails.organizationId, organizationId),
        eq(mails.subjectType, 'approval'),
        eq(mails.subjectId, request.id),
        eq(mails.recipient, request.recipient),
        inArray(mails.kind, [...askingKinds]),
      ),
    )
    .orderBy(desc(mails.id))
    .limit(50)
  const isLost = asked.some((mail) => ['bounced', 'uncertain', 'retrying'].includes(deliveryOf(mail)))
  const offered = asked.find((mail) => mail.kind === 'approvals.offered')
  const answered = read.db
    .select({ one: sql`1` })
    .from(approvalLines)
    .where(
      and(
        eq(approvalLines.organizationId, organizationId),
        eq(approvalLines.requestId, request.id),
        isNotNull(approvalLines.answer),
      ),
    )
  const questioned = read.db
    .select({ one: sql`1` })
    .from(history)
    .where(
      and(
        eq(history.organizationId, organizationId),
        eq(history.subjectType, 'approval'),
        eq(history.subjectId, request.id),
        eq(history.action, 'approvals.ask'),
      ),
    )
  const [spoken] = await read.db
    .select({ id: approvalRequests.id })
    .from(approvalRequests)
    .where(
      and(
        eq(approvalRequests.organizationId, organizationId),
        eq(approvalRequests.id, request.id),
        or(exists(answered), exists(questioned)),
      ),
    )
  const mailedAt = offered?.status === 'sent' && !isLost ? offered.sentAt : null
  return { mailedAt, isSpoken: spoken !== undefined }
}

/** Open requests of which the contract knows silent consent and whose days may be over, the oldest first; at most 5,000. */
export async function silentOnes(read: Read, now: Temporal.Instant): Promise<string[]> {
  const rows = await read.db
    .select({ id: approvalRequests.id })
    .from(approvalRequests)
    .where(
      and(
        eq(approvalRequests.organizationId, read.actor.organizationId),
        eq(approvalRequests.status, 'open'),
        isNotNull(approvalRequests.silentConsentDays),
        sql`${approvalRequests.sentAt} <= ${now.toString()}::timestamptz - make_interval(hours => 24 * ${approvalRequests.silentConsentDays})`,
      ),
    )
    .orderBy(asc(approvalRequests.id))
    .limit(5000)
  return rows.map(({ id }) => id)
}
