import type { Role } from '@/lib/auth/rules'
import { compare, lineNet, sum } from '@/lib/money'

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

/** none: not offered, or mended since; offered: with the customer; then what the customer said. */
export const lineApprovals = ['none', 'offered', 'accepted', 'rejected'] as const
export type LineApproval = (typeof lineApprovals)[number]

/** What the customer is shown of a line, and so agrees to: of hours and material what was done, of the rest also the price. */
const shownOfAll: readonly string[] = ['kind', 'billing', 'description', 'unit', 'quantity', 'productId']
const shownWithPrice: readonly string[] = [...shownOfAll, 'unitPrice', 'discountPercent']

/** How a change of these fields is met: refused while the customer has the line, and undoing what was said of it after a no. */
export function approvalAfter(
  line: { kind: LineKind; approval: LineApproval },
  fields: readonly string[],
): LineApproval | 'refused' {
  const shown = line.kind === 'fixed' || line.kind === 'expense' ? shownWithPrice : shownOfAll
  if (!fields.some((field) => shown.includes(field))) return line.approval
  return line.approval === 'offered' || line.approval === 'accepted' ? 'refused' : 'none'
}

export const documentKinds = [
  'photo',
  'photo_before',
  'photo_after',
  'document',
  'answer',
  'work_report',
  'receipt',
  'signature',
] as const
export type DocumentKind = (typeof documentKinds)[number]

/** What a paper of the office is for on site: how to do it, or what goes along and is handed over. */
export const documentPurposes = ['', 'instruction', 'delivery'] as const
export type DocumentPurpose = (typeof documentPurposes)[number]

/** By what a price was agreed beforehand: a quote the customer said yes to, or a contract that covers the work. */
export const agreementBases = ['quote', 'contract'] as const
export type AgreementBasis = (typeof agreementBases)[number]

export type Agreement = { agreedBasis: AgreementBasis | null; agreedReference: string; agreedAmount: string | null }

/**
 * What an agreement lacks, beside its field: a quote has a price, a contract a number or a price, and a number is the number of
 * one of both. A price alone is enough: by word of mouth, or the order type's own.
 */
export function agreementRefusal(agreement: Agreement): { field: keyof Agreement; code: string } | null {
  const { agreedBasis, agreedReference, agreedAmount } = agreement
  if (agreedBasis === null) return agreedReference ? { field: 'agreedBasis', code: 'orders.agreement_basis' } : null
  if (agreedAmount !== null) return null
  if (agreedBasis === 'quote') return { field: 'agreedAmount', code: 'orders.quote_amount' }
  return agreedReference ? null : { field: 'agreedReference', code: 'orders.contract_number' }
}

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

export type VisitState = OrderFacts['visitState']

/** Decisions a person takes about an order: from which statuses, and who may. Everything else follows from facts. */
export const orderSteps = {
  edit: {
    from: ['requested', 'accepted', 'planned', 'in_progress', 'executed', 'ready_to_invoice'],
    by: ['planner', 'administration'],
  },
  hold: {
    from: ['accepted', 'planned', 'in_progress', 'executed', 'ready_to_invoice'],
    by: ['planner', 'administration'],
  },
  resume: {
    from: ['accepted', 'planned', 'in_progress', 'executed', 'ready_to_invoice'],
    by: ['planner', 'administration'],
  },
  cancel: { from: ['requested', 'accepted', 'executed'], by: ['planner', 'administration'] },
  change_lines: {
    from: ['requested', 'accepted', 'planned', 'in_progress', 'executed', 'ready_to_invoice', 'invoiced'],
    by: ['planner', 'administration'],
  },
  release: { from: ['accepted', 'executed'], by: ['administration'] },
  take_back: { from: ['ready_to_invoice', 'invoiced'], by: ['administration'] },
} as const satisfies Record<string, { from: readonly OrderStatus[]; by: readonly Role[] }>
export type OrderStep = keyof typeof orderSteps

/** Why this person can't take this step now, as the code of a refusal; null when they can. */
export function orderRefusal(
  order: { status: OrderStatus; visitState: VisitState; onHold: boolean },
  step: OrderStep,
  who: { kind: string; roles: readonly Role[] },
): string | null {
  const { from, by }: { from: readonly OrderStatus[]; by: readonly Role[] } = orderSteps[step]
  const may = who.kind === 'system' || who.roles.some((role) => role === 'admin' || by.includes(role))
  if (who.kind === 'member' && !may) return 'common.forbidden'
  if (step === 'cancel' && order.status === 'planned') return 'orders.visit_planned'
  if (step === 'cancel' && order.status === 'in_progress') return 'orders.visit_running'
  if (!from.includes(order.status)) return order.status === 'cancelled' ? 'orders.cancelled' : 'orders.wrong_status'
  if (step === 'hold' && order.onHold) return 'orders.already_on_hold'
  if (step === 'resume' && !order.onHold) return 'orders.not_on_hold'
  if (step === 'release' && order.onHold) return 'orders.on_hold'
  return null
}

export type LineFacts = {
  kind: LineKind
  billing: LineBilling
  invoiceState: InvoiceState
  /** Null while the price is missing. */
  netAmount: string | null
}

/** Part of what the customer pays: included or extra. Warranty, covered and text are recorded only. */
export function isBillable(line: { kind: LineKind; billing: LineBilling }): boolean {
  return line.kind !== 'text' && (line.billing === 'included' || line.billing === 'extra')
}

/** Line net without VAT, rounded once: '0.00' when not billable, null while a price is missing. */
export function lineAmount(line: {
  kind: LineKind
  billing: LineBilling
  quantity: string
  unitPrice: string | null
  discountPercent: string
}): string | null {
  if (!isBillable(line)) return '0.00'
  return line.unitPrice === null ? null : lineNet(line.unitPrice, line.quantity, line.discountPercent)
}

/** Billable, worth something (or not priced yet), and neither on a final invoice nor written off. */
export function isOpenLine(line: LineFacts): boolean {
  if (!isBillable(line) || line.invoiceState === 'billed' || line.invoiceState === 'written_off') return false
  return line.netAmount === null || compare(line.netAmount, '0') !== 0
}

/** What an order is worth. Of a cancelled order nothing is left to bill; written-off lines count nowhere. */
export function orderSums(lines: readonly LineFacts[], cancelled: boolean) {
  const open = lines.filter(isOpenLine)
  const billed = lines.filter((line) => isBillable(line) && line.invoiceState === 'billed')
  const unbilledAmount = cancelled ? '0.00' : sum(open.map((line) => line.netAmount))
  return {
    openLines: open.length,
    billedLines: billed.length,
    unbilledAmount,
    billableAmount: sum([unbilledAmount, ...billed.map((line) => line.netAmount)]),
  }
}

/** Recorded on site: the office changes it only with a reason, and what was recorded stays beside it. */
export function isRecorded(source: LineSource): boolean {
  return source === 'time_entry' || source === 'visit_material' || source === 'expense'
}

/**
 * How a line of an order type is billed: at a fixed price (or none) whatever was done is recorded as covered, except
 * the fixed price itself and what the customer asked extra.
 */
export function billingFor(
  typeBilling: 'hourly' | 'fixed' | 'none',
  line: { kind: LineKind; billing: LineBilling },
): LineBilling {
  if (typeBilling === 'hourly' || line.billing !== 'included' || line.kind === 'text') return line.billing
  return typeBilling === 'fixed' && line.kind === 'fixed' ? 'included' : 'covered'
}

/** From which states a line may come to each: a line on one concept or invoice can't be taken by another. */
export const invoiceStateFrom = {
  concept: ['open'],
  billed: ['open', 'concept'],
  open: ['open', 'concept', 'billed', 'written_off'],
  written_off: ['open', 'concept', 'billed'],
} as const satisfies Record<InvoiceState, readonly InvoiceState[]>

/** Still to be executed: what can be late. */
export const openStatuses = ['requested', 'accepted', 'planned', 'in_progress'] as const satisfies OrderStatus[]

export const ordersPerPage = 100

export const dueFilters = ['late', 'today', 'week'] as const
export type DueFilter = (typeof dueFilters)[number]

/** What the list of orders is narrowed by; empty means all. */
export type OrderFilters = {
  statuses: readonly OrderStatus[]
  types: readonly string[]
  members: readonly string[]
  priorities: readonly Priority[]
  due: DueFilter | null
  onHold: boolean
  customerId: string | null
  siteId: string | null
  assetId: string | null
  projectId: string | null
  contractId: string | null
  query: string
}

/** One order as it travels to the list: by place instead of by name, since a hundred rows go at once. */
export type OrderRow = [
  id: string,
  number: string,
  status: OrderStatus,
  typeId: string,
  title: string,
  customerId: string,
  customer: string,
  city: string,
  dueOn: string | null,
  priority: Priority,
  holdReason: string,
  firstVisitAt: string | null,
  memberIds: string[],
  unbilledAmount: string,
  billableAmount: string,
  executedAt: string | null,
]

type Place = { siteId: string; contactId?: string | null; assetId?: string | null }
/** What was found of the customer's own; null where the customer has no such one. */
type Found = {
  contactId: string | null
  contactArchivedAt: string | null
  assetId: string | null
  assetSiteId: string | null
  assetRetiredAt: string | null
}

/** Why an order can't be with this contact or about this asset, beside its field. What it says already (`before`) may stay. */
export function placeRefusal(
  wanted: Place,
  found: Found,
  before: Place | null,
): { field: string; code: string } | null {
  const isNew = (key: keyof Place) => !before || wanted[key] !== before[key]
  if (wanted.contactId) {
    if (!found.contactId) return { field: 'contactId', code: 'orders.no_contact' }
    if (found.contactArchivedAt && isNew('contactId')) return { field: 'contactId', code: 'orders.contact_archived' }
  }
  if (!wanted.assetId) return null
  if (!found.assetId) return { field: 'assetId', code: 'orders.no_asset' }
  if (found.assetRetiredAt && isNew('assetId')) return { field: 'assetId', code: 'orders.asset_retired' }
  if (found.assetSiteId !== wanted.siteId && (isNew('assetId') || isNew('siteId')))
    return { field: 'assetId', code: 'orders.asset_elsewhere' }
  return null
}
