import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { orderLines } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { decimal } from '@/lib/money'
import { Refused } from '@/lib/refused'
import { billingFor, type LineBilling, type LineKind, type LineSource, lineAmount } from '../rules'
import { lockOrder, refreshOrder } from './facts'
import { newLineRow } from './line-row'
import { approvalFor, linePlace } from './lines'

export type SourceLine = {
  orderId: string
  source: Exclude<LineSource, 'office' | 'planned'>
  sourceId: string
  kind: LineKind
  billing: LineBilling
  productId?: string | null
  description: string
  unit: string
  quantity: string
  unitPrice: string | null
  vatRate: string
  cost?: string | null
  plannedQuantity?: string | null
  doneQuantity?: string | null
}

/**
 * The line of something that was recorded (hours, material, expense): one per source and id, however often it is sent.
 * The first recording of a planned product takes over its planned line. A line the office corrected keeps the
 * correction; only its done quantity follows. At a fixed price `included` becomes `covered`. Returns the line's id.
 * Refuses orders.line_on_invoice when something that is billed would change, orders.line_with_customer when the customer has it,
 * orders.cancelled.
 */
export async function upsertSourceLine(write: Write, input: SourceLine): Promise<{ id: string }> {
  const order = await lockOrder(write, input.orderId)
  if (order.cancelledAt) throw new Refused('orders.cancelled', { params: { number: order.number } })
  const { organizationId } = write.actor
  const { position, typeBilling } = await linePlace(write, order)
  const doneQuantity = input.doneQuantity ?? input.quantity
  const line = (await bySource(write, input.source, input.sourceId)) ?? (await plannedFor(write, input))
  if (!line) {
    const row = newLineRow(write, { ...input, doneQuantity, position }, typeBilling)
    await write.db.insert(orderLines).values(row)
    await history(write, row.id, order.id, input, changesBetween({}, { quantity: row.quantity }))
    await refreshOrder(write, order.id)
    return { id: row.id }
  }
  const corrected = line.correctionReason !== ''
  const recorded = {
    source: input.source,
    sourceId: input.sourceId,
    description: input.description,
    doneQuantity,
    ...(input.plannedQuantity === undefined ? {} : { plannedQuantity: input.plannedQuantity }),
  }
  const billed = {
    kind: input.kind,
    billing: billingFor(typeBilling, input),
    productId: input.productId ?? null,
    unit: input.unit,
    quantity: input.quantity,
    // A price the office filled in stays when the recording still has none.
    unitPrice: input.unitPrice ?? line.unitPrice,
    vatRate: input.vatRate,
    cost: input.cost ?? line.cost,
  }
  const wanted = corrected ? recorded : { ...recorded, ...billed }
  const changes = changesBetween(comparable(line), comparable({ ...line, ...wanted }))
  if (changes.length === 0) return { id: line.id }
  if (line.invoiceState !== 'open') throw new Refused('orders.line_on_invoice')
  const approval = approvalFor(
    line,
    changes.map(({ field }) => field),
  )
  await write.db
    .update(orderLines)
    .set({ ...wanted, approval, netAmount: lineAmount({ ...line, ...wanted }), version: line.version + 1 })
    .where(and(eq(orderLines.organizationId, organizationId), eq(orderLines.id, line.id)))
  await history(write, line.id, order.id, input, changes)
  await refreshOrder(write, order.id)
  return { id: line.id }
}

/** What was recorded was taken back: its line goes, or is a planned line again. Refuses orders.line_on_invoice, orders.line_with_customer. */
export async function removeSourceLine(
  write: Write,
  input: { orderId: string; source: SourceLine['source']; sourceId: string },
): Promise<void> {
  const order = await lockOrder(write, input.orderId)
  const line = await bySource(write, input.source, input.sourceId)
  if (!line || line.orderId !== order.id) return
  if (line.invoiceState !== 'open') throw new Refused('orders.line_on_invoice')
  const approval = approvalFor(line, ['quantity'])
  const own = and(eq(orderLines.organizationId, write.actor.organizationId), eq(orderLines.id, line.id))
  if (line.plannedQuantity === null) await write.db.delete(orderLines).where(own)
  else
    await write.db
      .update(orderLines)
      .set({
        source: 'planned',
        sourceId: null,
        doneQuantity: null,
        quantity: line.plannedQuantity,
        approval,
        netAmount: lineAmount({ ...line, quantity: line.plannedQuantity }),
        version: line.version + 1,
      })
      .where(own)
  await record(write, {
    subject: ['order_line', line.id],
    orderId: order.id,
    action: 'orders.line_remove',
    params: { description: line.description },
    changes: [{ field: 'doneQuantity', from: line.doneQuantity, to: null }],
  })
  await refreshOrder(write, order.id)
}

type Line = typeof orderLines.$inferSelect

async function bySource(write: Write, source: LineSource, sourceId: string): Promise<Line | undefined> {
  const [line] = await write.db
    .select()
    .from(orderLines)
    .where(
      and(
        eq(orderLines.organizationId, write.actor.organizationId),
        eq(orderLines.source, source),
        eq(orderLines.sourceId, sourceId),
      ),
    )
    .for('update')
  return line
}

async function plannedFor(write: Write, input: SourceLine): Promise<Line | undefined> {
  if (!input.productId || input.billing === 'extra') return undefined
  const [line] = await write.db
    .select()
    .from(orderLines)
    .where(
      and(
        eq(orderLines.organizationId, write.actor.organizationId),
        eq(orderLines.orderId, input.orderId),
        eq(orderLines.source, 'planned'),
        eq(orderLines.productId, input.productId),
        eq(orderLines.invoiceState, 'open'),
        isNull(orderLines.doneQuantity),
      ),
    )
    .orderBy(asc(orderLines.position))
    .limit(1)
    .for('update')
  return line
}

/** Numbers as the database writes them, so that '2' and '2.000' are no change. */
function comparable(
  line: Pick<Line, 'kind' | 'billing' | 'description' | 'unit' | 'quantity' | 'doneQuantity' | 'unitPrice' | 'vatRate'>,
) {
  const { kind, billing, description, unit } = line
  return {
    kind,
    billing,
    description,
    unit,
    quantity: plain(line.quantity),
    doneQuantity: plain(line.doneQuantity),
    unitPrice: plain(line.unitPrice),
    vatRate: plain(line.vatRate),
  }
}

function plain(value: string | null): string | null {
  return value === null ? null : decimal(value).toString()
}

function history(
  write: Write,
  lineId: string,
  orderId: string,
  input: SourceLine,
  changes: ReturnType<typeof changesBetween>,
) {
  return record(write, {
    subject: ['order_line', lineId],
    orderId,
    action: 'orders.line_record',
    params: { description: input.description },
    changes,
  })
}
