import { customers } from '@/db/schema/customers'
import { projectPhases, projects } from '@/db/schema/projects'
import { type Actor, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'

let count = 0

/** An open project of a customer of its own, by the hour, with one phase. Returns the ids a test needs. */
export function makeProject(by: Actor, values: Partial<typeof projects.$inferInsert> = {}) {
  const { organizationId } = by
  const [id, phaseId, customerId] = [newId(), newId(), newId()]
  const number = `P-${++count}-${id.slice(-6)}`
  return writing(by, async (write) => {
    await write.db
      .insert(customers)
      .values({ organizationId, id: customerId, number: `K-${number}`, kind: 'company', name: `Bakkerij ${count}` })
    await write.db.insert(projects).values({
      organizationId,
      id,
      number,
      name: `Renovatie ${count}`,
      customerId,
      pricing: 'hourly',
      invoicing: 'weekly',
      ...values,
    })
    await write.db
      .insert(projectPhases)
      .values({ organizationId, id: phaseId, projectId: id, position: 1, name: 'Ruwbouw' })
    return { id, phaseId, customerId, number }
  })
}
