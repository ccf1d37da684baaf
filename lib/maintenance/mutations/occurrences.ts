import 'server-only'
import { and, asc, eq, inArray, isNull, ne, notInArray } from 'drizzle-orm'
import { assets } from '@/db/schema/assets'
import { contacts } from '@/db/schema/customers'
import { maintenanceOccurrences, maintenancePlans } from '@/db/schema/maintenance'
import { orderLines, orders } from '@/db/schema/orders'
import { products } from '@/db/schema/products'
import type { Write } from '@/lib/auth/actor'
import { contractToInherit } from '@/lib/contracts/mutations/name'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { createOrder } from '@/lib/orders/mutations/create'
import type { Agreement } from '@/lib/orders/rules'
import { Refused } from '@/lib/refused'
import { addNextOccurrence, lockPlan } from './plans'

type Occurrence = typeof maintenanceOccurrences.$inferSelect

/**
 * Makes the next order with the elements of the last one (type and so checklist, contact, asset, words, duration, planned
 * and used materials at today's prices, the contract), ready to drag; the time after that is due from then on. Planning twice makes one
 * order. Refuses maintenance.not_due, and what createOrder refuses.
 */
export async function planOccurrence(
  write: Write,
  input: { id: string; orderId: string },
): Promise<{ id: string; number: string }> {
  const { occurrence, plan } = await lockOccurrence(write, input.id)
  if (occurrence.status !== 'due' && occurrence.orderId !== input.orderId) throw new Refused('maintenance.not_due')
  const last = await lastOrder(write, plan.lastOrderId)
  const place = await placeNow(write, plan, last?.contactId ?? null)
  const order = await createOrder(write, {
    id: input.orderId,
    orderTypeId: plan.orderTypeId,
    customerId: plan.customerId,
    siteId: place.siteId,
    assetId: plan.assetId,
    contactId: place.contactId,
    title: plan.name,
    description: last?.description ?? '',
    internalNotes: last?.internalNotes ?? '',
    priority: last?.priority ?? 'normal',
    durationMinutes: last?.durationMinutes,
    dueOn: occurrence.dueOn,
    poNumber: '',
    ...agreementAgain(last),
    contractId: last && (await contractToInherit(write, last))?.id,
    lines: await linesAgain(write, plan.lastOrderId),
  })
  if (occurrence.status !== 'due') return order
  await change(write, occurrence, { status: 'planned', orderId: order.id })
  await write.db
    .update(maintenancePlans)
    .set({ lastOrderId: order.id })
    .where(and(eq(maintenancePlans.organizationId, plan.organizationId), eq(maintenancePlans.id, plan.id)))
  await addNextOccurrence(write, plan, occurrence.dueOn)
  await record(write, {
    subject: ['maintenance_plan', plan.id],
    action: 'maintenance.plan',
    params: { name: plan.name, number: order.number, due: occurrence.dueOn },
    orderId: order.id,
    customerId: plan.customerId,
  })
  return order
}

/** Leaves it out this time, with the reason; the next time is due as ever. Refuses maintenance.not_due. */
export async function cancelOccurrence(write: Write, input: { id: string; reason: string }): Promise<void> {
  const { occurrence, plan } = await lockOccurrence(write, input.id)
  if (occurrence.status === 'cancelled') return
  if (occurrence.status !== 'due') throw new Refused('maintenance.not_due')
  await change(write, occurrence, { status: 'cancelled', cancelReason: input.reason })
  await addNextOccurrence(write, plan, occurrence.dueOn)
  await record(write, {
    subject: ['maintenance_plan', plan.id],
    action: 'maintenance.cancel',
    params: { name: plan.name, due: occurrence.dueOn },
    reason: input.reason,
    customerId: plan.customerId,
  })
}

/** The undo of cancelOccurrence. Refuses maintenance.ended, maintenance.not_cancelled. */
export async function restoreOccurrence(write: Write, input: { id: string }): Promise<void> {
  const { occurrence, plan } = await lockOccurrence(write, input.id)
  if (occurrence.status === 'due') return
  if (occurrence.status !== 'cancelled') throw new Refused('maintenance.not_cancelled')
  if (plan.endedAt) throw new Refused('maintenance.ended')
  await change(write, occurrence, { status: 'due', cancelReason: '' })
  await record(write, {
    subject: ['maintenance_plan', plan.id],
    action: 'maintenance.restore',
    params: { name: plan.name, due: occurrence.dueOn },
    customerId: plan.customerId,
  })
}

/**
 * What became of the planned ones: an executed order makes its occurrence done, a cancelled order makes it due again, so
 * that a cancelled visit never leaves a plan marked done; not of a plan that ended. Run by the sweep.
 */
export async function followOrders(write: Write): Promise<void> {
  const planned = await write.db
    .select({
      occurrence: maintenanceOccurrences,
      status: orders.status,
      endedAt: maintenancePlans.endedAt,
      endReason: maintenancePlans.endReason,
    })
    .from(maintenanceOccurrences)
    .innerJoin(
      maintenancePlans,
      and(
        eq(maintenancePlans.organizationId, maintenanceOccurrences.organizationId),
        eq(maintenancePlans.id, maintenanceOccurrences.planId),
      ),
    )
    .innerJoin(
      orders,
      and(
        eq(orders.organizationId, maintenanceOccurrences.organizationId),
        eq(orders.id, maintenanceOccurrences.orderId),
      ),
    )
    .where(
      and(
        eq(maintenanceOccurrences.organizationId, write.actor.organizationId),
        eq(maintenanceOccurrences.status, 'planned'),
        inArray(orders.status, ['executed', 'ready_to_invoice', 'invoiced', 'cancelled']),
      ),
    )
    .orderBy(asc(maintenanceOccurrences.id))
    .limit(200)
    .for('update', { of: maintenanceOccurrences })
  for (const { occurrence, status, endedAt, endReason } of planned) {
    if (status !== 'cancelled') await change(write, occurrence, { status: 'done' })
    else if (endedAt) await change(write, occurrence, { status: 'cancelled', cancelReason: endReason })
    else await change(write, occurrence, { status: 'due', orderId: null })
  }
}

/** Where the asset stands by now, and who was met last unless that contact was archived. */
async function placeNow(
  write: Write,
  plan: { siteId: string; assetId: string | null },
  contactId: string | null,
): Promise<{ siteId: string; contactId: string | null }> {
  const { organizationId } = write.actor
  const [[asset], [contact]] = await Promise.all([
    plan.assetId
      ? write.db
          .select({ siteId: assets.siteId })
          .from(assets)
          .where(and(eq(assets.organizationId, organizationId), eq(assets.id, plan.assetId)))
      : [],
    contactId
      ? write.db
          .select({ id: contacts.id })
          .from(contacts)
          .where(
            and(eq(contacts.organizationId, organizationId), eq(contacts.id, contactId), isNull(contacts.archivedAt)),
          )
      : [],
  ])
  return { siteId: asset?.siteId ?? plan.siteId, contactId: contact?.id ?? null }
}

/** Its plan first, as everybody locks them: who ends or edits a plan holds it and then wants its times. */
async function lockOccurrence(
  write: Write,
  id: string,
): Promise<{ occurrence: Occurrence; plan: Awaited<ReturnType<typeof lockPlan>> }> {
  const own = and(
    eq(maintenanceOccurrences.organizationId, write.actor.organizationId),
    eq(maintenanceOccurrences.id, id),
  )
  const [found] = await write.db
    .select({ planId: maintenanceOccurrences.planId })
    .from(maintenanceOccurrences)
    .where(own)
  if (!found) throw new Refused('common.not_found')
  const plan = await lockPlan(write, found.planId)
  const [occurrence] = await write.db.select().from(maintenanceOccurrences).where(own).for('update')
  if (!occurrence) throw new Refused('common.not_found')
  return { occurrence, plan }
}

async function change(write: Write, occurrence: Occurrence, set: Partial<Occurrence>): Promise<void> {
  const version = occurrence.version + 1
  await write.db
    .update(maintenanceOccurrences)
    .set({ ...set, version })
    .where(
      and(
        eq(maintenanceOccurrences.organizationId, occurrence.organizationId),
        eq(maintenanceOccurrences.id, occurrence.id),
      ),
    )
  await announce(write, 'maintenance', occurrence.planId, version)
}

async function lastOrder(write: Write, orderId: string | null) {
  if (!orderId) return null
  const [order] = await write.db
    .select()
    .from(orders)
    .where(and(eq(orders.organizationId, write.actor.organizationId), eq(orders.id, orderId)))
  return order ?? null
}

/** A contract covers every time; a quote was said yes to once. */
function agreementAgain(last: Agreement | null): Partial<Agreement> {
  if (last?.agreedBasis !== 'contract') return {}
  const { agreedBasis, agreedReference, agreedAmount } = last
  return { agreedBasis, agreedReference, agreedAmount }
}

/** The lines of the last order that come back: what was planned and what material was used, not extras, hours or expenses. */
async function linesAgain(write: Write, orderId: string | null) {
  if (!orderId) return []
  const rows = await write.db
    .select({ line: orderLines, product: products })
    .from(orderLines)
    .leftJoin(
      products,
      and(
        eq(products.organizationId, orderLines.organizationId),
        eq(products.id, orderLines.productId),
        eq(products.active, true),
      ),
    )
    .where(
      and(
        eq(orderLines.organizationId, write.actor.organizationId),
        eq(orderLines.orderId, orderId),
        ne(orderLines.billing, 'extra'),
        notInArray(orderLines.source, ['time_entry', 'expense', 'order_type']),
      ),
    )
    .orderBy(asc(orderLines.position))
  return rows.map(({ line, product }) => ({
    kind: line.kind,
    billing: line.billing,
    productId: product?.id ?? null,
    description: line.description,
    unit: line.unit,
    quantity: line.plannedQuantity ?? line.doneQuantity ?? line.quantity,
    unitPrice: product?.price ?? line.unitPrice,
    discountPercent: line.discountPercent,
    vatRate: line.vatRate,
    cost: product?.cost ?? line.cost,
  }))
}
