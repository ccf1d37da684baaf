import 'server-only'
import { and, eq, max, sql } from 'drizzle-orm'
import { errorCode } from '@/db/client'
import { orderTypes } from '@/db/schema/forms'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { Refused } from '@/lib/refused'
import type { EditOrderTypeInput, OrderTypeInput } from '../input'
import { lockOrderType } from './templates'

/** Makes an order type, last in the list. Refuses forms.type_name (the name exists). */
export async function createOrderType(write: Write, input: OrderTypeInput): Promise<{ id: string }> {
  const { actor, db } = write
  const [last] = await db
    .select({ position: max(orderTypes.position) })
    .from(orderTypes)
    .where(eq(orderTypes.organizationId, actor.organizationId))
  const made = await db
    .insert(orderTypes)
    .values({ organizationId: actor.organizationId, ...stored(input), position: (last?.position ?? -1) + 1 })
    .onConflictDoNothing()
    .returning({ id: orderTypes.id })
  if (made.length === 0) throw nameTaken()
  await record(write, { subject: ['order_type', input.id], action: 'forms.type_created', params: { name: input.name } })
  return { id: input.id }
}

/** Changes an order type. Refuses common.not_found, common.stale, forms.type_name. */
export async function editOrderType(write: Write, input: EditOrderTypeInput): Promise<{ version: number }> {
  const { actor, db } = write
  const before = await lockOrderType(write, input.id)
  if (before.version !== input.version) throw new Refused('common.stale', { current: before })
  const after = stored(input)
  const changes = changesBetween<Record<string, unknown>>(before, after)
  if (changes.length === 0) return { version: before.version }
  try {
    await db.transaction((inner) =>
      inner
        .update(orderTypes)
        .set({ ...after, version: sql`${orderTypes.version} + 1` })
        .where(and(eq(orderTypes.organizationId, actor.organizationId), eq(orderTypes.id, input.id))),
    )
  } catch (error) {
    if (errorCode(error) === '23505') throw nameTaken()
    throw error
  }
  await record(write, {
    subject: ['order_type', input.id],
    action: 'forms.type_changed',
    changes,
    params: { name: input.name },
  })
  return { version: before.version + 1 }
}

/** Takes an order type out of use, or back in; orders that have it keep it. Refuses common.not_found. */
export async function archiveOrderType(write: Write, input: { id: string; archived: boolean }): Promise<void> {
  const before = await lockOrderType(write, input.id)
  if (before.active === !input.archived) return
  await write.db
    .update(orderTypes)
    .set({ active: !input.archived, version: sql`${orderTypes.version} + 1` })
    .where(and(eq(orderTypes.organizationId, write.actor.organizationId), eq(orderTypes.id, input.id)))
  await record(write, {
    subject: ['order_type', input.id],
    action: input.archived ? 'forms.type_archived' : 'forms.type_restored',
    params: { name: before.name },
  })
}

/** Puts order types in this order, on the public form too. Unknown ids are left alone. */
export async function sortOrderTypes(write: Write, ids: string[]): Promise<void> {
  await write.db.execute(sql`
    update order_types set position = wanted.position
    from (select value::uuid as id, ordinality::int as position
          from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) with ordinality) as wanted
    where order_types.organization_id = ${write.actor.organizationId} and order_types.id = wanted.id`)
}

function stored(input: OrderTypeInput) {
  const { names, fixedPrice, ...rest } = input
  return {
    id: rest.id,
    name: rest.name,
    names: Object.fromEntries(Object.entries(names).filter(([, name]) => name !== '')),
    icon: rest.icon,
    durationMinutes: rest.durationMinutes,
    ...(rest.skills && { skills: rest.skills }),
    signatureRule: rest.signatureRule,
    tellCustomer: rest.tellCustomer,
    requestable: rest.requestable,
    billing: rest.billing,
    approval: rest.approval,
    fixedPrice: rest.billing === 'fixed' ? fixedPrice : null,
  }
}

function nameTaken(): Refused {
  return new Refused('forms.type_name', { fields: { name: 'forms.type_name' } })
}
