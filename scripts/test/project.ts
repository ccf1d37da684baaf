import { customers } from '@/db/schema/customers'
import { expenses, timeEntries } from '@/db/schema/hours'
import { projectPhases, projects } from '@/db/schema/projects'
import { type Actor, writing } from '@/lib/auth/actor'
import { hoursAmount } from '@/lib/hours/rules/rates'
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

type Phase = Partial<typeof projectPhases.$inferInsert>

/** A project of a customer as it stands in the tables, hourly and invoiced by the week unless said otherwise, with its phases. */
export function makeProjectFor(
  actor: Actor,
  customerId: string,
  values: Partial<typeof projects.$inferInsert> = {},
  phases: readonly Phase[] = [],
) {
  const { organizationId } = actor
  const projectId = newId()
  const phaseIds = phases.map(() => newId())
  return writing(actor, async ({ db }) => {
    await db.insert(projects).values({
      organizationId,
      id: projectId,
      number: `PR-${++count}-${projectId.slice(-6)}`,
      name: `Nieuwbouw ${count}`,
      customerId,
      pricing: 'hourly',
      invoicing: 'weekly',
      approval: 'no',
      ...values,
    })
    for (const [index, phase] of phases.entries())
      await db.insert(projectPhases).values({
        organizationId,
        id: phaseIds[index] ?? newId(),
        projectId,
        position: index + 1,
        name: `Fase ${index + 1}`,
        ...phase,
      })
    return { projectId, phaseIds }
  })
}

/** Approved hours at a price, by default 8 of work at € 62,50 on Monday 16 November 2026. Returns their id. */
export function bookHours(
  actor: Actor,
  projectId: string,
  values: Partial<typeof timeEntries.$inferInsert> = {},
): Promise<string> {
  const id = newId()
  const minutes = values.minutes ?? 480
  const price = values.price === undefined ? '62.5000' : values.price
  return writing(actor, async ({ db }) => {
    await db.insert(timeEntries).values({
      organizationId: actor.organizationId,
      id,
      memberId: actor.id,
      projectId,
      day: '2026-11-16',
      hourType: 'work',
      state: 'approved',
      origin: 'manual',
      minutes,
      price,
      netAmount: price === null ? null : hoursAmount(minutes, price),
      ...values,
    })
    return id
  })
}

/** An approved expense of € 12,10 at 21 %. Returns its id. */
export function bookExpense(
  actor: Actor,
  projectId: string,
  values: Partial<typeof expenses.$inferInsert> = {},
): Promise<string> {
  const id = newId()
  return writing(actor, async ({ db }) => {
    await db.insert(expenses).values({
      organizationId: actor.organizationId,
      id,
      memberId: actor.id,
      projectId,
      day: '2026-11-16',
      spentAt: '2026-11-16T12:00:00Z',
      kind: 'parking',
      description: 'Vaartkom',
      state: 'approved',
      grossAmount: '12.10',
      vatRate: '21',
      netAmount: '10.00',
      ...values,
    })
    return id
  })
}
