import 'server-only'
import { and, asc, desc, eq, gte, isNotNull, lt, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import { agendaEntries, leaveRequests, visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import type { AskedLeaveRow } from '../rules'

/** One's own requests: what is pending and what was decided about the days from `since` on, the latest first. */
export function myLeaveRequests(read: Read, since: string) {
  return asked(read, and(eq(leaveRequests.memberId, read.actor.id), gte(leaveRequests.endAt, since)))
    .orderBy(desc(leaveRequests.startAt), desc(leaveRequests.id))
    .limit(50)
}

/** What waits for a decision, the first to begin first, with what it would run into. */
export async function pendingLeaveRequests(read: Read) {
  const requests = await asked(read, eq(leaveRequests.state, 'pending'))
    .orderBy(asc(leaveRequests.startAt), asc(leaveRequests.id))
    .limit(100)
  const clashes = requests.length === 0 ? [] : await clashesOf(read)
  const byRequest = Map.groupBy(clashes, (clash) => clash.requestId)
  return requests.map((request) => ({ ...request, clashes: byRequest.get(request.id) ?? [] }))
}

export type MyLeaveRequest = Awaited<ReturnType<typeof myLeaveRequests>>[number]
export type PendingLeaveRequest = Awaited<ReturnType<typeof pendingLeaveRequests>>[number]

function asked(read: Read, which: SQL | undefined) {
  const { organizationId } = read.actor
  const decider = sql<
    string | null
  >`(select name from members where organization_id = ${organizationId} and id = ${leaveRequests.decidedById})`
  return read.db
    .select({
      id: leaveRequests.id,
      memberId: leaveRequests.memberId,
      member: members.name,
      kind: leaveRequests.kind,
      startAt: leaveRequests.startAt,
      endAt: leaveRequests.endAt,
      notes: leaveRequests.notes,
      state: leaveRequests.state,
      decidedBy: decider,
      decideReason: leaveRequests.decideReason,
      createdAt: leaveRequests.createdAt,
      version: leaveRequests.version,
    })
    .from(leaveRequests)
    .innerJoin(
      members,
      and(eq(members.organizationId, leaveRequests.organizationId), eq(members.id, leaveRequests.memberId)),
    )
    .where(and(eq(leaveRequests.organizationId, organizationId), which))
    .$dynamic()
}

/** Visits that stand where somebody asks to be away. */
function clashesOf(read: Read) {
  return read.db
    .select({
      requestId: leaveRequests.id,
      visitId: visits.id,
      orderId: orders.id,
      number: orders.number,
      customer: customers.name,
      startAt: agendaEntries.startAt,
      endAt: agendaEntries.endAt,
    })
    .from(leaveRequests)
    .innerJoin(
      agendaEntries,
      and(
        eq(agendaEntries.organizationId, leaveRequests.organizationId),
        eq(agendaEntries.memberId, leaveRequests.memberId),
        lt(agendaEntries.startAt, leaveRequests.endAt),
        sql`${agendaEntries.endAt} > ${leaveRequests.startAt}`,
        isNotNull(agendaEntries.visitId),
      ),
    )
    .innerJoin(
      visits,
      and(eq(visits.organizationId, agendaEntries.organizationId), eq(visits.id, agendaEntries.visitId)),
    )
    .innerJoin(orders, and(eq(orders.organizationId, visits.organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(customers, and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)))
    .where(and(eq(leaveRequests.organizationId, read.actor.organizationId), eq(leaveRequests.state, 'pending')))
    .orderBy(asc(agendaEntries.startAt))
    .limit(500)
}

/** Pending requests of some people in these days, compact: wall minutes where the company is, as the calendar draws them. */
export async function askedLeaves(
  read: Read,
  timeZone: string,
  days: { from: string; to: string },
  memberIds: readonly string[],
): Promise<AskedLeaveRow[]> {
  const wall = (at: SQLWrapper) => sql<number>`(extract(epoch from ${at} at time zone ${timeZone}) / 60)::int`
  const rows = await read.db
    .select({
      id: leaveRequests.id,
      memberId: leaveRequests.memberId,
      kind: leaveRequests.kind,
      start: wall(leaveRequests.startAt),
      end: wall(leaveRequests.endAt),
    })
    .from(leaveRequests)
    .where(
      and(
        eq(leaveRequests.organizationId, read.actor.organizationId),
        eq(leaveRequests.state, 'pending'),
        sql`${leaveRequests.memberId} = any(${sql.param([...memberIds])}::uuid[])`,
        lt(leaveRequests.startAt, days.to),
        sql`${leaveRequests.endAt} > ${days.from}`,
      ),
    )
    .orderBy(asc(leaveRequests.startAt))
    .limit(500)
  return rows.map((row) => [row.id, row.memberId, row.kind, row.start, row.end])
}
