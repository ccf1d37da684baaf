import 'server-only'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { projectPhases, projects } from '@/db/schema/projects'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import { leadsProject, type ProjectStep, projectRefusal } from '../rules'

export type LockedProject = typeof projects.$inferSelect

export function ownProject(write: Write, projectId: string) {
  return and(eq(projects.organizationId, write.actor.organizationId), eq(projects.id, projectId))
}

/** The project, locked until the transaction ends, when this step can be taken. Refuses common.not_found and as projectRefusal. */
export async function lockProject(write: Write, projectId: string, step: ProjectStep): Promise<LockedProject> {
  const [project] = await write.db.select().from(projects).where(ownProject(write, projectId)).for('update')
  if (!project) throw new Refused('common.not_found')
  const refusal = projectRefusal(project, step)
  if (refusal) throw new Refused(refusal, { params: { number: project.number } })
  return project
}

/** Closing and finishing let money be billed: the lead's, or the administration's. Refuses projects.not_lead. */
export function refuseOthers(write: Write, project: LockedProject): void {
  if (!leadsProject(project, write.actor)) throw new Refused('projects.not_lead')
}

export function phasesOf(write: Write, projectId: string) {
  return write.db
    .select()
    .from(projectPhases)
    .where(
      and(
        eq(projectPhases.organizationId, write.actor.organizationId),
        eq(projectPhases.projectId, projectId),
        isNull(projectPhases.removedAt),
      ),
    )
    .orderBy(asc(projectPhases.position), asc(projectPhases.id))
}

/** Whether hours or expenses are booked on a project, or on one phase of it. */
export async function isBookedOn(write: Write, projectId: string, phaseId: string | null = null): Promise<boolean> {
  const onPhase = phaseId ? sql`and b.phase_id = ${phaseId}` : sql``
  const about = sql`b.organization_id = ${write.actor.organizationId} and b.project_id = ${projectId}
    and b.removed_at is null ${onPhase}`
  const [row] = await write.db.execute<{ booked: boolean }>(sql`
    select exists (select from time_entries b where ${about}) or exists (select from expenses b where ${about}) as booked`)
  return row?.booked === true
}
