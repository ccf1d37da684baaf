import 'server-only'
import { and, asc, eq, isNotNull, ne } from 'drizzle-orm'
import { invoiceLines } from '@/db/schema/invoices'
import { orderLines } from '@/db/schema/orders'
import { approvalOfOrders } from '@/lib/approvals/queries/orders'
import type { Read } from '@/lib/auth/actor'
import { isBillable } from '@/lib/orders/rules'
import type { DayText, Temporal } from '@/lib/time'
import { contractWork } from './contract-work'
import { projectWork } from './project-work'

/** A line as it stands, or will stand, on an invoice. */
export type PreviewLine = {
  id: string
  description: string
  quantity: string
  unit: string
  unitPrice: string
  netAmount: string
}

/** Lines of a concept as it is. */
export async function linesOfConcept(read: Read, invoiceId: string): Promise<PreviewLine[]> {
  return read.db
    .select({
      id: invoiceLines.id,
      description: invoiceLines.description,
      quantity: invoiceLines.quantity,
      unit: invoiceLines.unit,
      unitPrice: invoiceLines.unitPrice,
      netAmount: invoiceLines.netAmount,
    })
    .from(invoiceLines)
    .where(and(eq(invoiceLines.organizationId, read.actor.organizationId), eq(invoiceLines.invoiceId, invoiceId)))
    .orderBy(asc(invoiceLines.position), asc(invoiceLines.id))
    .limit(500)
}

/** Open lines of a released order with a price, of which the customer approves where asked: what billOrder puts on a concept. */
export async function linesOfOrder(read: Read, orderId: string): Promise<PreviewLine[]> {
  const found = await read.db
    .select()
    .from(orderLines)
    .where(
      and(
        eq(orderLines.organizationId, read.actor.organizationId),
        eq(orderLines.orderId, orderId),
        eq(orderLines.invoiceState, 'open'),
        ne(orderLines.kind, 'text'),
        isNotNull(orderLines.netAmount),
      ),
    )
    .orderBy(asc(orderLines.position), asc(orderLines.id))
    .limit(500)
  const isAsked = (await approvalOfOrders(read, [orderId])).get(orderId)?.isAsked ?? false
  const lines = found.filter((line) => isBillable(line) && (!isAsked || line.approval === 'accepted'))
  return lines.map(({ id, description, quantity, unit, unitPrice, netAmount }) => ({
    ...{ id, description, quantity, unit },
    unitPrice: unitPrice ?? '0',
    netAmount: netAmount ?? '0.00',
  }))
}

/** What billProject puts on the concept of this key, with the same rules. Refuses common.not_found. */
export async function linesOfProject(
  read: Read,
  wanted: { projectId: string; key: string; upTo: DayText },
  now: Temporal.Instant,
): Promise<PreviewLine[]> {
  const { projectId, key, upTo } = wanted
  const { groups } = await projectWork(read, { projectId, upTo, keys: [key] }, now)
  return groups.flatMap(({ lines }) =>
    lines.map((line, index) => ({
      id: String(index),
      ...line.said,
      quantity: line.type === 'hours' ? line.quantity : '1',
      unitPrice: line.type === 'hours' ? line.unitPrice : line.netAmount,
      netAmount: line.netAmount,
    })),
  )
}

/** What billContract puts on its concept. Refuses common.not_found. */
export async function linesOfContract(
  read: Read,
  wanted: { contractId: string; upTo: DayText },
  now: Temporal.Instant,
): Promise<PreviewLine[]> {
  const { lines } = await contractWork(read, wanted, now)
  return lines.map(({ id, description, amount }) => ({
    ...{ id, description, quantity: '1', unit: 'st' },
    ...{ unitPrice: amount, netAmount: amount },
  }))
}
