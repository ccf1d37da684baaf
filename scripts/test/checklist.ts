import { and, count, eq } from 'drizzle-orm'
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
    const [earlier] = await db
      .select({ count: count() })
      .from(formTemplates)
      .where(and(eq(formTemplates.orderTypeId, orderTypeId), eq(formTemplates.kind, 'checklist')))
    const number = (earlier?.count ?? 0) + 1
    await db.insert(formTemplates).values({ organizationId, id, orderTypeId, kind: 'checklist', number, fields })
    await db.update(orders).set({ checklistTemplateId: id }).where(eq(orders.id, orderId))
  })
}
