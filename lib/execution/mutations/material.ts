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
import { type Recorded, removeRecorded, saveRecorded } from './recorded'

type MaterialRow = typeof visitMaterials.$inferSelect
type Values = Pick<MaterialRow, 'productId' | 'description' | 'unit' | 'quantity' | 'kind' | 'billing'>

/**
 * Material that was used, or extra work the customer asked for on the spot. The same id with the version that was seen
 * changes it, also one that was taken back; new twice is once. Refused: common.not_found, hours.closed,
 * execution.no_product, execution.no_description, common.stale (with `current`, a StandingMaterial).
 */
export function saveMaterial(write: Write, input: SaveMaterial): Promise<{ version: number }> {
  return saveRecorded(write, input, materialStore(write, input.id), async () => {
    const product = await productOf(write, input.productId)
    const description = input.description || product?.name || ''
    if (!description)
      throw new Refused('execution.no_description', { fields: { description: 'execution.no_description' } })
    return {
      productId: product?.id ?? null,
      description,
      unit: product?.unit ?? input.unit ?? (input.kind === 'labour' ? 'u' : 'st'),
      quantity: decimal(input.quantity).toFixed(3),
      kind: input.kind,
      billing: input.billing,
    }
  })
}

/**
 * Takes material or extra work back; saving it again with its id and the version answered restores it. Refused:
 * common.not_found, hours.closed, common.stale (with `current`, a StandingMaterial).
 */
export async function removeMaterial(write: Write, { id, version }: { id: string; version: number }) {
  const [place] = await write.db
    .select({ visitId: visitMaterials.visitId })
    .from(visitMaterials)
    .where(ownMaterial(write, id))
  return removeRecorded(write, version, materialStore(write, id), place)
}

function materialStore(write: Write, id: string): Recorded<MaterialRow, Values> {
  const own = ownMaterial(write, id)
  return {
    name: 'execution.material',
    find: () => write.db.select().from(visitMaterials).where(own).for('update'),
    insert: (row) => write.db.insert(visitMaterials).values(row),
    update: (change) => write.db.update(visitMaterials).set(change).where(own),
    current: ({ quantity, removedAt, version }): StandingMaterial => ({
      ...{ quantity, version },
      isRemoved: removedAt !== null,
    }),
    told: ({ description, quantity, unit, billing }) => ({
      ...{ description, unit, billing },
      quantity: decimal(quantity).toFixed(),
    }),
  }
}

function ownMaterial(write: Write, id: string) {
  return and(eq(visitMaterials.organizationId, write.actor.organizationId), eq(visitMaterials.id, id))
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
