import 'server-only'
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { assets } from '@/db/schema/assets'
import { maintenanceOccurrences, maintenancePlans } from '@/db/schema/maintenance'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { lockOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import type { CreatePlan, EditPlan } from '../input'
import { nextDueDay } from '../rules'

type Plan = typeof maintenancePlans.$inferSelect

/** From an order: its work comes back every so often. The same id twice is one plan. Refuses orders.cancelled, common.not_found. */
export async function createPlan(write: Write, input: CreatePlan): Promise<{ id: string }> {
  const order = await lockOrder(write, input.orderId)
  if (order.cancelledAt) throw new Refused('orders.cancelled')
  const { organizationId } = write.actor
  const made = await write.db
    .insert(maintenancePlans)
    .values({
      organizationId,
      id: input.id,
      name: input.name,
      customerId: order.customerId,
      siteId: order.siteId,
      assetId: order.assetId,
      orderTypeId: order.orderTypeId,
      intervalCount: input.intervalCount,
      intervalUnit: input.intervalUnit,
      anchorOn: input.firstDueOn,
      lastOrderId: order.id,
      remind: input.remind ? 'yes' : 'no',
    })
    .onConflictDoNothing()
    .returning({ id: maintenancePlans.id })
  if (made.length === 0) return { id: input.id }
  await addOccurrence(write, input.id, input.firstDueOn)
  await record(write, {
    subject: ['maintenance_plan', input.id],
    action: 'maintenance.create',
    params: { name: input.name, due: input.firstDueOn },
    orderId: order.id,
    customerId: order.customerId,
  })
  await announce(write, 'maintenance', input.id)
  return { id: input.id }
}

/** Another name, interval or next day; what is planned already stays. Refuses common.stale, maintenance.ended. */
export async function editPlan(write: Write, input: EditPlan): Promise<{ version: number }> {
  const plan = await lockPlan(write, input.id)
  if (plan.version !== input.version) throw new Refused('common.stale', { current: await planAsShown(write, plan) })
  if (plan.endedAt) throw new Refused('maintenance.ended')
  const set = {
    name: input.name,
    intervalCount: input.intervalCount,
    intervalUnit: input.intervalUnit,
    anchorOn: input.nextDueOn,
    remind: input.remind ? ('yes' as const) : ('no' as const),
  }
  await write.db
    .update(maintenancePlans)
    .set({ ...set, version: plan.version + 1 })
    .where(own(write, plan.id))
  const moved = await write.db
    .update(maintenanceOccurrences)
    .set({ dueOn: input.nextDueOn, remindedAt: null, version: sql`${maintenanceOccurrences.version} + 1` })
    .where(
      and(
        eq(maintenanceOccurrences.organizationId, plan.organizationId),
        eq(maintenanceOccurrences.planId, plan.id),
        eq(maintenanceOccurrences.status, 'due'),
        sql`${maintenanceOccurrences.dueOn} <> ${input.nextDueOn}`,
      ),
    )
    .returning({ id: maintenanceOccurrences.id })
  await record(write, {
    subject: ['maintenance_plan', plan.id],
    action: moved.length > 0 ? 'maintenance.move' : 'maintenance.edit',
    changes: changesBetween(plan, set),
    params: { name: input.name, due: input.nextDueOn },
    customerId: plan.customerId,
  })
  await announce(write, 'maintenance', plan.id, plan.version + 1)
  return { version: plan.version + 1 }
}

/** A plan in the shape of its input, for the one who edited an older version. */
async function planAsShown(write: Write, plan: Plan): Promise<EditPlan> {
  const [due] = await write.db
    .select({ dueOn: maintenanceOccurrences.dueOn })
    .from(maintenanceOccurrences)
    .where(
      and(
        eq(maintenanceOccurrences.organizationId, plan.organizationId),
        eq(maintenanceOccurrences.planId, plan.id),
        eq(maintenanceOccurrences.status, 'due'),
      ),
    )
    .orderBy(asc(maintenanceOccurrences.dueOn))
    .limit(1)
  const { id, version, name, intervalCount, intervalUnit, anchorOn } = plan
  return {
    id,
    version,
    name,
    intervalCount,
    intervalUnit,
    remind: plan.remind === 'yes',
    nextDueOn: due?.dueOn ?? anchorOn,
  }
}

/** It never comes back again, for instance since the installation was replaced. Ending twice is once. */
export async function endPlan(write: Write, input: { id: string; reason: string }): Promise<void> {
  const plan = await lockPlan(write, input.id)
  if (!plan.endedAt) await end(write, plan, input.reason, 'maintenance.end')
}

/** What is maintained is out of service: its plans end, with the words that were given for that. */
export async function endPlansOfRetired(write: Write): Promise<void> {
  const { actor, db } = write
  const found = await db
    .select({
      plan: maintenancePlans,
      reason: sql<string>`coalesce((select h.reason from history h where h.organization_id = ${actor.organizationId}
        and h.subject_type = 'asset' and h.subject_id = ${assets.id} and h.action = 'assets.retire' order by h.id desc limit 1), '')`,
    })
    .from(maintenancePlans)
    .innerJoin(
      assets,
      and(eq(assets.organizationId, maintenancePlans.organizationId), eq(assets.id, maintenancePlans.assetId)),
    )
    .where(
      and(
        eq(maintenancePlans.organizationId, actor.organizationId),
        isNull(maintenancePlans.endedAt),
        isNotNull(assets.retiredAt),
      ),
    )
    .orderBy(asc(maintenancePlans.id))
    .limit(200)
    .for('update', { of: maintenancePlans })
  for (const { plan, reason } of found) await end(write, plan, reason, 'maintenance.asset_retired')
}

async function end(
  write: Write,
  plan: Plan,
  reason: string,
  action: 'maintenance.end' | 'maintenance.asset_retired',
): Promise<void> {
  await write.db
    .update(maintenancePlans)
    .set({ endedAt: write.now.toString(), endReason: reason, version: plan.version + 1 })
    .where(own(write, plan.id))
  await write.db
    .update(maintenanceOccurrences)
    .set({ status: 'cancelled', cancelReason: reason })
    .where(
      and(
        eq(maintenanceOccurrences.organizationId, plan.organizationId),
        eq(maintenanceOccurrences.planId, plan.id),
        eq(maintenanceOccurrences.status, 'due'),
      ),
    )
  await record(write, {
    subject: ['maintenance_plan', plan.id],
    action,
    params: { name: plan.name },
    reason,
    customerId: plan.customerId,
  })
  await announce(write, 'maintenance', plan.id, plan.version + 1)
}

export async function lockPlan(write: Write, id: string): Promise<Plan> {
  const [plan] = await write.db.select().from(maintenancePlans).where(own(write, id)).for('update')
  if (!plan) throw new Refused('common.not_found')
  return plan
}

/** The next time this plan is due after a day, unless it ended; there is at most one per day. */
export async function addNextOccurrence(write: Write, plan: Plan, after: string): Promise<void> {
  if (plan.endedAt) return
  await addOccurrence(write, plan.id, nextDueDay(plan.anchorOn, plan, after))
}

async function addOccurrence(write: Write, planId: string, dueOn: string): Promise<void> {
  await write.db
    .insert(maintenanceOccurrences)
    .values({ organizationId: write.actor.organizationId, id: newId(), planId, dueOn })
    .onConflictDoNothing()
}

function own(write: Write, id: string) {
  return and(eq(maintenancePlans.organizationId, write.actor.organizationId), eq(maintenancePlans.id, id))
}
