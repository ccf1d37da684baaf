import 'server-only'
import { and, desc, eq, gte, inArray, lt, lte, type SQL, sql } from 'drizzle-orm'
import { approvalRequests } from '@/db/schema/approvals'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import type { MailStatus } from '@/lib/mail/rules'
import { type ApprovalFilters, type ApprovalRow, type ApprovalSign, approvalsPerPage } from '../rules'
import { deliveryOf } from '../rules/signs'
import { askingKinds } from './consent'
import { seenRequests, seesAllRequests } from './scope'

const ofRequest = (table: string) => sql.raw(`${table}.organization_id = approval_requests.organization_id`)

/** The newest mail to who is asked now. */
const newestMail = (which: SQL) => sql`(select ${which} from mails m where ${ofRequest('m')}
  and m.subject_type = 'approval' and m.subject_id = approval_requests.id and m.recipient = approval_requests.recipient
  and m.kind in ${askingKinds} order by m.id desc limit 1)`

const openings = sql<number>`(select coalesce(sum(o.times), 0)::int from approval_openings o
  where ${ofRequest('o')} and o.request_id = approval_requests.id)`

const questions = sql<number>`(select count(*)::int from history h where ${ofRequest('h')}
  and h.subject_type = 'approval' and h.subject_id = approval_requests.id and h.action = 'approvals.ask')`

const lines = (which: SQL) => sql<number>`(select count(*)::int from approval_lines l
  where ${ofRequest('l')} and l.request_id = approval_requests.id and ${which})`

/** What a sign means. Of what is bounced and not opened only requests that still wait count. */
const signs: Record<ApprovalSign, SQL | undefined> = {
  bounced: and(
    eq(approvalRequests.status, 'open'),
    newestMail(sql`m.status in ('bounced', 'uncertain') or (m.status = 'failed' and m.next_attempt_at is null)`),
  ),
  questions: sql`${questions} > 0`,
  opened: sql`${openings} > 0`,
  unopened: and(eq(approvalRequests.status, 'open'), sql`${openings} = 0`),
  silent: sql`${approvalRequests.silentConsentAt} is not null`,
}

/** Requests that somebody may see, newest first, 100 at a time; `before` is the id of the last one seen. */
export async function listApprovals(
  read: Read,
  filters: ApprovalFilters,
  before?: string,
): Promise<{ rows: ApprovalRow[]; more: boolean }> {
  const { organizationId } = read.actor
  const found = await read.db
    .select({
      id: approvalRequests.id,
      version: approvalRequests.version,
      kind: approvalRequests.kind,
      number: approvalRequests.number,
      status: approvalRequests.status,
      customer: customers.name,
      projectNumber: sql<string>`coalesce(${projects.number}, ${orders.number}, '')`,
      project: sql<string>`coalesce(${projects.name}, ${orders.title}, '')`,
      member: members.name,
      from: approvalRequests.periodFrom,
      to: approvalRequests.periodTo,
      recipient: approvalRequests.recipient,
      sentAt: approvalRequests.sentAt,
      answeredAt: approvalRequests.answeredAt,
      expiresAt: approvalRequests.expiresAt,
      reminders: approvalRequests.reminders,
      minutes: approvalRequests.minutes,
      netAmount: approvalRequests.netAmount,
      silentConsentAt: approvalRequests.silentConsentAt,
      approved: lines(sql`l.answer = 'approved'`),
      rejected: lines(sql`l.answer = 'rejected'`),
      open: lines(sql`l.answer is null`),
      questions,
      opened: openings,
      mail: newestMail(sql`json_build_object('status', m.status, 'nextAttemptAt', m.next_attempt_at)`) as SQL<{
        status: MailStatus
        nextAttemptAt: string | null
      } | null>,
    })
    .from(approvalRequests)
    .innerJoin(
      customers,
      and(eq(customers.organizationId, organizationId), eq(customers.id, approvalRequests.customerId)),
    )
    .leftJoin(projects, and(eq(projects.organizationId, organizationId), eq(projects.id, approvalRequests.projectId)))
    .leftJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, approvalRequests.orderId)))
    .leftJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, approvalRequests.memberId)))
    .where(
      and(
        eq(approvalRequests.organizationId, organizationId),
        seenRequests(read),
        filters.status === 'all' ? undefined : eq(approvalRequests.status, filters.status),
        filters.projectId ? eq(approvalRequests.projectId, filters.projectId) : undefined,
        filters.customerId ? eq(approvalRequests.customerId, filters.customerId) : undefined,
        filters.from ? gte(approvalRequests.periodTo, filters.from) : undefined,
        filters.to ? lte(approvalRequests.periodFrom, filters.to) : undefined,
        filters.sign ? signs[filters.sign] : undefined,
        filters.rejected ? sql`${lines(sql`l.answer = 'rejected'`)} > 0` : undefined,
        before ? lt(approvalRequests.id, before) : undefined,
      ),
    )
    .orderBy(desc(approvalRequests.id))
    .limit(approvalsPerPage + 1)
  const seesPrices = seesAllRequests(read)
  const rows = found.slice(0, approvalsPerPage).map(
    ({ mail, silentConsentAt, netAmount, ...row }): ApprovalRow => ({
      ...row,
      netAmount: seesPrices ? netAmount : null,
      delivery: deliveryOf(mail),
      isSilent: silentConsentAt !== null,
    }),
  )
  return { rows, more: found.length > approvalsPerPage }
}

export type ApprovalChoices = { customers: { id: string; name: string }[]; projects: { id: string; name: string }[] }

/** Customers and projects of the latest requests, to filter by; and those that a filter in the address names. */
export async function approvalChoices(read: Read, filters: ApprovalFilters): Promise<ApprovalChoices> {
  const { organizationId } = read.actor
  const latest = await read.db
    .select({ customerId: approvalRequests.customerId, projectId: approvalRequests.projectId })
    .from(approvalRequests)
    .where(and(eq(approvalRequests.organizationId, organizationId), seenRequests(read)))
    .orderBy(desc(approvalRequests.id))
    .limit(500)
  const ids = (all: readonly (string | null)[]) => [...new Set(all.flatMap((id) => id ?? []))]
  const asked = seesAllRequests(read) ? filters : null
  const customerIds = ids([...latest.map((row) => row.customerId), asked?.customerId ?? null])
  const projectIds = ids([...latest.map((row) => row.projectId), asked?.projectId ?? null])
  const [named, known] = await Promise.all([
    customerIds.length === 0
      ? []
      : read.db
          .select({ id: customers.id, name: customers.name })
          .from(customers)
          .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, customerIds)))
          .orderBy(customers.name),
    projectIds.length === 0
      ? []
      : read.db
          .select({ id: projects.id, name: sql<string>`${projects.number} || ' ' || ${projects.name}` })
          .from(projects)
          .where(and(eq(projects.organizationId, organizationId), inArray(projects.id, projectIds)))
          .orderBy(projects.number),
  ])
  return { customers: named, projects: known }
}
