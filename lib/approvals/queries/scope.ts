import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { approvalRequests } from '@/db/schema/approvals'
import { projects } from '@/db/schema/projects'
import { hasRole, type Read } from '@/lib/auth/actor'

/** Sees every request, and what it amounts to. */
export function seesAllRequests(read: Read): boolean {
  return hasRole(read.actor, 'planner', 'administration')
}

/** Requests that somebody may see: the office all of them, a lead those of the projects they lead. */
export function seenRequests(read: Read): SQL | undefined {
  if (seesAllRequests(read)) return undefined
  return sql`${approvalRequests.projectId} in (select id from projects
    where organization_id = ${read.actor.organizationId} and lead_id = ${read.actor.id})`
}

/** Whether somebody may remind, withdraw and send again what belongs to this project. */
export async function mayHandleRequest(read: Read, projectId: string | null): Promise<boolean> {
  if (seesAllRequests(read)) return true
  if (!projectId) return false
  const [project] = await read.db
    .select({ leadId: projects.leadId })
    .from(projects)
    .where(and(eq(projects.organizationId, read.actor.organizationId), eq(projects.id, projectId)))
  return project?.leadId === read.actor.id
}
