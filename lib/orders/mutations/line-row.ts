import 'server-only'
import type { orderLines } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { billingFor, type LineBilling, type LineKind, type LineSource, lineAmount } from '../rules'

type Line = typeof orderLines.$inferSelect
export type LineRow = Pick<
  Line,
  'kind' | 'billing' | 'quantity' | 'unitPrice' | 'discountPercent' | 'netAmount' | 'invoiceState'
> &
  typeof orderLines.$inferInsert

/** A whole row from what is known of a line: billing by its order type, net amount by its price. */
export function newLineRow(
  write: Write,
  line: {
    id?: string
    orderId: string
    position: number
    kind: LineKind
    billing?: LineBilling
    productId?: string | null
    description: string
    unit?: string
    quantity: string
    plannedQuantity?: string | null
    doneQuantity?: string | null
    unitPrice?: string | null
    discountPercent?: string
    vatRate?: string
    cost?: string | null
    source: LineSource
    sourceId?: string | null
  },
  typeBilling: 'hourly' | 'fixed' | 'none',
): LineRow {
  const priced = {
    kind: line.kind,
    billing: billingFor(typeBilling, { kind: line.kind, billing: line.billing ?? 'included' }),
    quantity: line.quantity,
    unitPrice: line.unitPrice ?? null,
    discountPercent: line.discountPercent ?? '0',
  }
  return {
    organizationId: write.actor.organizationId,
    id: line.id ?? newId(),
    createdAt: write.now.toString(),
    orderId: line.orderId,
    position: line.position,
    productId: line.productId ?? null,
    description: line.description,
    unit: line.unit ?? 'st',
    plannedQuantity: line.plannedQuantity ?? null,
    doneQuantity: line.doneQuantity ?? null,
    vatRate: line.vatRate ?? '21',
    cost: line.cost ?? null,
    source: line.source,
    sourceId: line.sourceId ?? null,
    invoiceState: 'open',
    ...priced,
    netAmount: lineAmount(priced),
  }
}
