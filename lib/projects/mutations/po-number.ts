import 'server-only'
import { and, eq } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import { projects } from '@/db/schema/projects'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { searchable } from '@/lib/search'
import { ownProject } from './lock'

/**
 * The customer's PO number, also of a closed project: its last invoice asks for it then. Refuses common.not_found, and
 * common.stale (with `current.poNumber`) when neither the number that was seen nor the wanted one stands there.
 */
export async function setProjectPoNumber(
  write: Write,
  { id, poNumber, seen }: { id: string; poNumber: string; seen: string },
): Promise<void> {
  const [project] = await write.db.select().from(projects).where(ownProject(write, id)).for('update')
  if (!project) throw new Refused('common.not_found')
  if (project.poNumber === poNumber) return
  if (project.poNumber !== seen) throw new Refused('common.stale', { current: { poNumber: project.poNumber } })
  const [customer] = await write.db
    .select({ name: customers.name })
    .from(customers)
    .where(and(eq(customers.organizationId, write.actor.organizationId), eq(customers.id, project.customerId)))
  const version = project.version + 1
  await write.db
    .update(projects)
    .set({ poNumber, version, searchText: searchable(project.number, project.name, customer?.name, poNumber) })
    .where(ownProject(write, id))
  await record(write, {
    subject: ['project', id],
    action: 'projects.edit',
    changes: [{ field: 'poNumber', from: project.poNumber, to: poNumber }],
    customerId: project.customerId,
    params: { number: project.number },
  })
  await announce(write, 'project', id, version)
}
