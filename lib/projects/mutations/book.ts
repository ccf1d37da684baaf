import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { projectPhases, projects } from '@/db/schema/projects'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import { projectRefusal } from '../rules'
import { ownProject } from './lock'

/**
 * The project, kept open until the transaction ends, when something can be put on it on this day: an order of its customer,
 * hours or an expense (of a phase that is not done). Refuses, beside projectId or phaseId: projects.none, projects.closed,
 * projects.not_begun, projects.ended, projects.no_phase, projects.phase_done.
 */
export async function bookOnProject(
  write: Write,
  on: { projectId: string; phaseId?: string | null; customerId?: string; day?: string },
): Promise<typeof projects.$inferSelect> {
  const [project] = await write.db.select().from(projects).where(ownProject(write, on.projectId)).for('share')
  if (!project || (on.customerId && project.customerId !== on.customerId)) throw refused('projectId', 'projects.none')
  const refusal = projectRefusal(project, 'book', on.day)
  if (refusal) throw refused('projectId', refusal, { number: project.number })
  if (!on.phaseId) return project
  const [phase] = await write.db
    .select({ doneAt: projectPhases.doneAt })
    .from(projectPhases)
    .where(
      and(
        eq(projectPhases.organizationId, write.actor.organizationId),
        eq(projectPhases.projectId, project.id),
        eq(projectPhases.id, on.phaseId),
        isNull(projectPhases.removedAt),
      ),
    )
  if (!phase) throw refused('phaseId', 'projects.no_phase')
  if (phase.doneAt) throw refused('phaseId', 'projects.phase_done')
  return project
}

function refused(field: string, code: string, params: Record<string, string> = {}): Refused {
  return new Refused(code, { fields: { [field]: code }, params })
}
