import 'server-only'
import { and, eq } from 'drizzle-orm'
import { visitMaterials, visitNotes } from '@/db/schema/execution'
import { products } from '@/db/schema/products'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { lockMyOpenVisit } from '@/lib/hours/mutations/my-visit'
import { announce } from '@/lib/live/mutations'
import { decimal } from '@/lib/money'
import { Refused } from '@/lib/refused'
import type { SaveMaterial, SaveNote } from '../input'
import type { StandingMaterial } from '../rules'

type MaterialRow = typeof visitMaterials.$inferSelect

/**
 * Material that was used, or extra work the customer asked for on the spot. The same id with the version that was seen
 * changes it, also one that was taken back; new twice is once. Refused: common.not_found, hours.closed,
 * execution.no_product, execution.no_description, common.stale (with `current`, a StandingMaterial).
 */
export async function saveMaterial(write: Write, input: SaveMaterial): Promise<{ version: number }> {
  const { visit, order } = await lockMyOpenVisit(write, input.visitId)
  const { organizationId } = write.actor
  const own = and(eq(visitMaterials.organizationId, organizationId), eq(visitMaterials.id, input.id))
  const product = await productOf(write, input.productId)
  const description = input.description || product?.name || ''
  if (!description)
    throw new Refused('execution.no_description', { fields: { description: 'execution.no_description' } })
  const values = {
    productId: product?.id ?? null,
    description,
    unit: product?.unit ?? input.unit ?? (input.kind === 'labour' ? 'u' : 'st'),
    quantity: decimal(input.quantity).toFixed(3),
    kind: input.kind,
    billing: input.billing,
  }
  const [before] = await write.db.select().from(visitMaterials).where(own).for('update')
  if (before && before.visitId !== visit.id) throw new Refused('common.not_found')
  const changes = changesBetween<Partial<MaterialRow>>(before ?? {}, values)
  if (before && input.version === undefined && !before.removedAt && changes.length === 0)
    return { version: before.version }
  if (before && before.version !== input.version) throw stale(before)
  const version = (before?.version ?? 0) + 1
  if (before)
    await write.db
      .update(visitMaterials)
      .set({ ...values, removedAt: null, version })
      .where(own)
  else
    await write.db.insert(visitMaterials).values({
      organizationId,
      id: input.id,
      createdAt: write.now.toString(),
      visitId: visit.id,
      memberId: write.actor.id,
      ...values,
    })
  await record(write, {
    subject: ['visit', visit.id],
    orderId: order.id,
    action: before && !before.removedAt ? 'execution.material_edit' : 'execution.material_add',
    params: { description, quantity: input.quantity, unit: values.unit, billing: values.billing },
    changes,
  })
  await announce(write, 'visit', visit.id, visit.version)
  return { version }
}

function stale({ quantity, removedAt, version }: MaterialRow): Refused {
  const current: StandingMaterial = { quantity, isRemoved: removedAt !== null, version }
  return new Refused('common.stale', { current })
}

/**
 * Takes material or extra work back; saving it again with its id and the version answered restores it. Refused:
 * common.not_found, hours.closed, common.stale (with `current`, a StandingMaterial).
 */
export async function removeMaterial(
  write: Write,
  input: { id: string; version: number },
): Promise<{ version: number }> {
  const own = and(eq(visitMaterials.organizationId, write.actor.organizationId), eq(visitMaterials.id, input.id))
  const [place] = await write.db.select({ visitId: visitMaterials.visitId }).from(visitMaterials).where(own)
  if (!place) throw new Refused('common.not_found')
  const { visit, order } = await lockMyOpenVisit(write, place.visitId)
  // Read below the lock of the visit: whoever changed it meanwhile had that lock.
  const [found] = await write.db.select().from(visitMaterials).where(own).for('update')
  if (!found) throw new Refused('common.not_found')
  if (found.removedAt) return { version: found.version }
  if (found.version !== input.version) throw stale(found)
  const version = found.version + 1
  await write.db.update(visitMaterials).set({ removedAt: write.now.toString(), version }).where(own)
  await record(write, {
    subject: ['visit', visit.id],
    orderId: order.id,
    action: 'execution.material_remove',
    params: { description: found.description },
  })
  await announce(write, 'visit', visit.id, visit.version)
  return { version }
}

/** A remark, for the office only or also for the customer's report. The same id changes it. Refused: common.not_found, hours.closed. */
export async function saveNote(write: Write, input: SaveNote): Promise<void> {
  const { visit, order } = await lockMyOpenVisit(write, input.visitId)
  const { organizationId } = write.actor
  const own = and(eq(visitNotes.organizationId, organizationId), eq(visitNotes.id, input.id))
  const [before] = await write.db.select().from(visitNotes).where(own).for('update')
  if (before && (before.visitId !== visit.id || before.memberId !== write.actor.id))
    throw new Refused('common.not_found')
  const values = { body: input.body, forCustomer: input.forCustomer }
  if (before)
    await write.db
      .update(visitNotes)
      .set({ ...values, removedAt: null, version: before.version + 1 })
      .where(own)
  else
    await write.db.insert(visitNotes).values({
      organizationId,
      id: input.id,
      createdAt: write.now.toString(),
      visitId: visit.id,
      memberId: write.actor.id,
      ...values,
    })
  await record(write, {
    subject: ['visit', visit.id],
    orderId: order.id,
    action: 'execution.note',
    params: { body: input.body },
    changes: changesBetween(before ?? {}, values),
  })
  await announce(write, 'visit', visit.id, visit.version)
}

/** Takes a remark back; saving it again with its id restores it. Refused: common.not_found, hours.closed. */
export async function removeNote(write: Write, noteId: string): Promise<void> {
  const own = and(eq(visitNotes.organizationId, write.actor.organizationId), eq(visitNotes.id, noteId))
  const [found] = await write.db.select().from(visitNotes).where(own)
  if (!found || found.memberId !== write.actor.id) throw new Refused('common.not_found')
  const { visit, order } = await lockMyOpenVisit(write, found.visitId)
  if (found.removedAt) return
  await write.db.update(visitNotes).set({ removedAt: write.now.toString() }).where(own)
  await record(write, {
    subject: ['visit', visit.id],
    orderId: order.id,
    action: 'execution.note_remove',
    params: { body: found.body },
  })
  await announce(write, 'visit', visit.id, visit.version)
}

async function productOf(write: Write, productId: string | null | undefined) {
  if (!productId) return null
  const [product] = await write.db
    .select({ id: products.id, name: products.name, unit: products.unit })
    .from(products)
    .where(
      and(
        eq(products.organizationId, write.actor.organizationId),
        eq(products.id, productId),
        eq(products.active, true),
      ),
    )
  if (!product) throw new Refused('execution.no_product', { fields: { productId: 'execution.no_product' } })
  return product
}
