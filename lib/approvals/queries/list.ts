import 'server-only'
import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import { approvalRequests } from '@/db/schema/approvals'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { projects } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import { type ApprovalFilters, type ApprovalRow, approvalsPerPage } from '../rules'

/** Requests, newest first, 100 at a time; `before` is the id of the last one seen. */
export async function listApprovals(
  read: Read,
  filters: ApprovalFilters,
  before?: string,
): Promise<{ rows: ApprovalRow[]; more: boolean }> {
  const { organizationId } = read.actor
  const count = (which: SQL) => sql<number>`(select count(*)::int from approval_lines l
    where l.organization_id = approval_requests.organization_id and l.request_id = approval_requests.id and ${which})`
  const rows = await read.db
    .select({
      id: approvalRequests.id,
      number: approvalRequests.number,
      status: approvalRequests.status,
      customer: customers.name,
      project: sql<string>`coalesce(${projects.number} || ' ' || ${projects.name}, (select o.number || ' ' || o.title from orders o
        where o.organization_id = approval_requests.organization_id and o.id = approval_requests.order_id), '')`,
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
      approved: count(sql`l.answer = 'approved'`),
      rejected: count(sql`l.answer = 'rejected'`),
      open: count(sql`l.answer is null`),
      questions: sql<number>`(select count(*)::int from history h where h.organization_id = approval_requests.organization_id
        and h.subject_type = 'approval' and h.subject_id = approval_requests.id and h.action = 'approvals.ask')`,
    })
    .from(approvalRequests)
    .innerJoin(
      customers,
      and(eq(customers.organizationId, organizationId), eq(customers.id, approvalRequests.customerId)),
    )
    .leftJoin(projects, and(eq(projects.organizationId, organizationId), eq(projects.id, approvalRequests.projectId)))
    .leftJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, approvalRequests.memberId)))
    .where(
      and(
        eq(approvalRequests.organizationId, organizationId),
        filters.status === 'all' ? undefined : eq(approvalRequests.status, filters.status),
        filters.projectId ? eq(approvalRequests.projectId, filters.projectId) : undefined,
        filters.rejected
          ? sql`exists (select from approval_lines l where l.organization_id = approval_requests.organization_id
              and l.request_id = approval_requests.id and l.answer = 'rejected')`
          : undefined,
        before ? lt(approvalRequests.id, before) : undefined,
      ),
    )
    .orderBy(desc(approvalRequests.id))
    .limit(approvalsPerPage + 1)
  return { rows: rows.slice(0, approvalsPerPage), more: rows.length > approvalsPerPage }
}
