import 'server-only'
import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { approvalRequests } from '@/db/schema/approvals'
import { invoices } from '@/db/schema/invoices'
import { orders, requests } from '@/db/schema/orders'
import { seenRequests } from '@/lib/approvals/queries/scope'
import type { Read } from '@/lib/auth/actor'
import { sheetsWaiting } from '@/lib/hours/queries/waiting'
import { type Counts, noCounts } from '../rules'

/** Past this a rail shows "999+", so counting stops there whatever the archive holds. */
const most = 1000

/** What waits in each module: new requests, orders to plan, executed work to check, concepts to finalize, hours to approve. */
export async function moduleCounts(read: Read): Promise<Counts> {
  const { organizationId } = read.actor
  const upTo = (table: PgTable, where: SQL | undefined) =>
    sql<number>`(select count(*)::int from (select 1 from ${table} where ${where} limit ${most}) as waiting)`
  const [row] = await read.db.execute<Counts>(sql`select
    ${upTo(requests, and(eq(requests.organizationId, organizationId), eq(requests.status, 'open')))} as requests,
    ${upTo(
      orders,
      and(
        eq(orders.organizationId, organizationId),
        eq(orders.visitState, 'needs_visit'),
        isNull(orders.cancelledAt),
        isNotNull(orders.acceptedAt),
      ),
    )} as backlog,
    ${upTo(orders, and(eq(orders.organizationId, organizationId), eq(orders.status, 'executed')))} as control,
    ${upTo(invoices, and(eq(invoices.organizationId, organizationId), isNull(invoices.number), isNull(invoices.discardedAt)))} as concepts,
    ${sheetsWaiting(read)} as hours,
    ${upTo(approvalRequests, and(eq(approvalRequests.organizationId, organizationId), eq(approvalRequests.status, 'open')))} as approvals`)
  return row ?? noCounts
}

/** What waits for somebody who works on the phone only: hours and requests of the projects they lead. */
export async function fieldCounts(read: Read): Promise<Counts> {
  const open = and(
    eq(approvalRequests.organizationId, read.actor.organizationId),
    eq(approvalRequests.status, 'open'),
    seenRequests(read),
  )
  const [row] = await read.db.execute<Pick<Counts, 'hours' | 'approvals'>>(sql`select ${sheetsWaiting(read)} as hours,
    (select count(*)::int from (select 1 from ${approvalRequests} where ${open} limit ${most}) as waiting) as approvals`)
  return { ...noCounts, hours: row?.hours ?? 0, approvals: row?.approvals ?? 0 }
}
