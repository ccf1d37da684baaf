export const requestStatuses = ['unconfirmed', 'open', 'accepted', 'declined'] as const
export type RequestStatus = (typeof requestStatuses)[number]

export const orderStatuses = [
  'requested',
  'accepted',
  'planned',
  'in_progress',
  'executed',
  'ready_to_invoice',
  'invoiced',
  'declined',
  'cancelled',
] as const
export type OrderStatus = (typeof orderStatuses)[number]

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

export const lineKinds = ['labour', 'travel', 'material', 'fixed', 'expense', 'text'] as const
export type LineKind = (typeof lineKinds)[number]

/** included: part of the job and billed; extra: asked on the spot and billed; warranty and covered: recorded, not billed. */
export const lineBillings = ['included', 'extra', 'warranty', 'covered'] as const
export type LineBilling = (typeof lineBillings)[number]

export const lineSources = ['office', 'planned', 'time_entry', 'visit_material', 'expense', 'order_type'] as const
export type LineSource = (typeof lineSources)[number]

export const invoiceStates = ['open', 'concept', 'billed', 'written_off'] as const
export type InvoiceState = (typeof invoiceStates)[number]

export const documentKinds = ['photo', 'photo_before', 'photo_after', 'document', 'answer', 'work_report', 'receipt', 'signature'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** The facts of an order from which its status follows. */
export type OrderFacts = {
  acceptedAt: string | null
  cancelledAt: string | null
  releasedAt: string | null
  visitState: 'needs_visit' | 'planned' | 'running' | 'done'
  visitCount: number
  /** Billable lines that are not on a final invoice; and whether any line ever was. */
  openLines: number
  billedLines: number
}

/**
 * The status of an order: never set by hand, always this function of the facts.
 * An order is invoiced when it was released and nothing billable is left open.
 */
export function orderStatus(facts: OrderFacts): OrderStatus {
  if (facts.cancelledAt) return 'cancelled'
  if (!facts.acceptedAt) return 'requested'
  if (facts.releasedAt) return facts.openLines === 0 ? 'invoiced' : 'ready_to_invoice'
  if (facts.visitState === 'done') return 'executed'
  if (facts.visitState === 'running') return 'in_progress'
  if (facts.visitState === 'planned') return 'planned'
  return 'accepted'
}
