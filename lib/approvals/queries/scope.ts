import 'server-only'
import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import { approvalRequests } from '@/db/schema/approvals'
import { hasRole, type Read } from '@/lib/auth/actor'

/** Sees every request, and what it amounts to. */
export function seesAllRequests(read: Read): boolean {
  return hasRole(read.actor, 'planner', 'administration')
}

/** Requests that somebody may see: the office all of them, a lead those of the projects they lead and of their orders. */
export function seenRequests(read: Read): SQL | undefined {
  if (seesAllRequests(read)) return undefined
  const { organizationId, id } = read.actor
  const led = sql`(select p.id from projects p where p.organization_id = ${organizationId} and p.lead_id = ${id})`
  return or(
    sql`${approvalRequests.projectId} in ${led}`,
    sql`${approvalRequests.orderId} in (select o.id from orders o
      where o.organization_id = ${organizationId} and o.project_id in ${led})`,
  )
}

/** Whether somebody may read, remind, withdraw and send again this request. */
export async function mayHandleRequest(read: Read, requestId: string): Promise<boolean> {
  if (seesAllRequests(read)) return true
  const [seen] = await read.db
    .select({ id: approvalRequests.id })
    .from(approvalRequests)
    .where(
      and(
        eq(approvalRequests.organizationId, read.actor.organizationId),
        eq(approvalRequests.id, requestId),
        seenRequests(read),
      ),
    )
  return seen !== undefined
}
