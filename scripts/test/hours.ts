import { customers } from '@/db/schema/customers'
import { expenses, timeEntries } from '@/db/schema/hours'
import { projects } from '@/db/schema/projects'
import { type Actor, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'

let count = 0

/** A project by the hour of a customer of its own, led by `leadId`. */
export async function makeProject(actor: Actor, options: { leadId?: string } = {}): Promise<{ id: string }> {
  const { organizationId } = actor
  const [id, customerId] = [newId(), newId()]
  const number = `P-${++count}-${id.slice(-6)}`
  await writing(actor, async ({ db }) => {
    await db
      .insert(customers)
      .values({ organizationId, id: customerId, number, kind: 'company', name: `Bouw ${number}` })
    await db.insert(projects).values({
      organizationId,
      id,
      number,
      name: 'Nieuwbouw',
      customerId,
      leadId: options.leadId ?? null,
      pricing: 'hourly',
      invoicing: 'weekly',
    })
  })
  return { id }
}

type Hours = Partial<typeof timeEntries.$inferInsert>
type Costs = Partial<typeof expenses.$inferInsert>

/** Eight hours of work of a member on a day, as they stand in the table. Returns the id. */
export async function bookHours(actor: Actor, memberId: string, day: string, more: Hours = {}): Promise<string> {
  const id = newId()
  await writing(actor, ({ db }) =>
    db.insert(timeEntries).values({
      organizationId: actor.organizationId,
      id,
      memberId,
      day,
      hourType: 'work',
      minutes: 480,
      origin: 'manual',
      ...more,
    }),
  )
  return id
}

/** Ten euro of parking. */
export async function bookExpense(actor: Actor, memberId: string, day: string, more: Costs = {}): Promise<string> {
  const id = newId()
  await writing(actor, ({ db }) =>
    db.insert(expenses).values({
      organizationId: actor.organizationId,
      id,
      memberId,
      day,
      kind: 'parking',
      grossAmount: '10.00',
      vatRate: '21',
      spentAt: `${day}T10:00:00Z`,
      ...more,
    }),
  )
  return id
}
