import 'server-only'
import { projects } from '@/db/schema/projects'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import { projectRefusal } from '../rules'
import { ownProject } from './lock'

/**
 * The project, kept open until the transaction ends, for an order of its customer; hours and expenses lock what they are for
 * themselves (lib/hours/mutations/work). Refuses, beside projectId: projects.none, projects.closed.
 */
export async function bookOnProject(
  write: Write,
  on: { projectId: string; customerId: string },
): Promise<typeof projects.$inferSelect> {
  const [project] = await write.db.select().from(projects).where(ownProject(write, on.projectId)).for('share')
  if (!project || project.customerId !== on.customerId) throw refused('projects.none')
  const refusal = projectRefusal(project, 'book')
  if (refusal) throw refused(refusal, { number: project.number })
  return project
}

function refused(code: string, params: Record<string, string> = {}): Refused {
  return new Refused(code, { fields: { projectId: code }, params })
}
