import { eq } from 'drizzle-orm'
import { formTemplates } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { type Actor, writing } from '@/lib/auth/actor'
import type { FormField } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'

/** Gives an order a checklist with these questions. */
export async function giveChecklist(planner: Actor, orderId: string, fields: FormField[]): Promise<void> {
  const id = newId()
  await writing(planner, async ({ db }) => {
    const [order] = await db.select().from(orders).where(eq(orders.id, orderId))
    if (!order) throw new Error('no order')
    const { organizationId, orderTypeId } = order
    await db.insert(formTemplates).values({ organizationId, id, orderTypeId, kind: 'checklist', number: 1, fields })
    await db.update(orders).set({ checklistTemplateId: id }).where(eq(orders.id, orderId))
  })
}
