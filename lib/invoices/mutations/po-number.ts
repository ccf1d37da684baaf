import 'server-only'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { invoices } from '@/db/schema/invoices'
import type { Write } from '@/lib/auth/actor'
import { setContractPoNumber } from '@/lib/contracts/mutations/po-number'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { editOrder } from '@/lib/orders/mutations/edit'
import { lockOrder } from '@/lib/orders/mutations/facts'
import { setProjectPoNumber } from '@/lib/projects/mutations/po-number'
import { Refused } from '@/lib/refused'
import type { PoNumberInput } from '../input'

/**
 * Sets the customer's PO number of an order, project or contract, and of its own open concepts that have none or the earlier one: what
 * is asked for once is typed once. `seen` is the number that stood on the screen. Refuses common.not_found, common.stale
 * (with `current.poNumber`) when another number stands there, and what editOrder refuses.
 */
export async function setPoNumber(write: Write, input: PoNumberInput): Promise<{ poNumber: string; concepts: number }> {
  const { poNumber, seen } = input
  if (input.orderId) {
    const order = await lockOrder(write, input.orderId)
    if (order.poNumber !== seen && order.poNumber !== poNumber)
      throw new Refused('common.stale', { current: { poNumber: order.poNumber } })
    await editOrder(write, { id: order.id, version: order.version, poNumber })
  } else if (input.contractId) {
    await setContractPoNumber(write, { id: input.contractId, poNumber, seen })
  } else {
    await setProjectPoNumber(write, { id: input.projectId ?? '', poNumber, seen })
  }
  const concepts = await fillConcepts(write, input)
  for (const { id, version, customerId, before } of concepts) {
    await record(write, {
      subject: ['invoice', id],
      action: 'invoices.edited',
      changes: [{ field: 'poNumber', from: before, to: poNumber }],
      customerId,
    })
    await announce(write, 'invoice', id, version)
  }
  return { poNumber, concepts: concepts.length }
}

/** Not those that also collect something else: the number of one says nothing about the whole. */
async function fillConcepts(write: Write, { orderId, projectId, contractId, poNumber, seen }: PoNumberInput) {
  const { organizationId } = write.actor
  const mine = orderId
    ? sql`l.order_id = ${orderId}`
    : contractId
      ? sql`l.contract_id = ${contractId}`
      : sql`l.project_id = ${projectId}`
  // A line that somebody typed is nobody's.
  const others = sql`coalesce(l.order_id, l.project_id, l.contract_id) is not null and (${mine}) is not true`
  const lines = sql`select from invoice_lines l where l.organization_id = ${organizationId} and l.invoice_id = ${invoices.id}`
  const open = await write.db
    .select({ id: invoices.id, version: invoices.version, customerId: invoices.customerId, before: invoices.poNumber })
    .from(invoices)
    .where(
      and(
        eq(invoices.organizationId, organizationId),
        isNull(invoices.number),
        isNull(invoices.discardedAt),
        inArray(invoices.poNumber, ['', seen]),
        sql`${invoices.poNumber} <> ${poNumber} and exists (${lines} and (${mine})) and not exists (${lines} and (${others}))`,
      ),
    )
    .orderBy(invoices.id)
    .for('update')
  for (const { id, version } of open)
    await write.db
      .update(invoices)
      .set({ poNumber, version: version + 1 })
      .where(and(eq(invoices.organizationId, organizationId), eq(invoices.id, id)))
  return open.map((concept) => ({ ...concept, version: concept.version + 1 }))
}
