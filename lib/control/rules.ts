import { compare, decimal, negate, sum } from '@/lib/money'
import { type Agreement, type InvoiceState, isBillable, type LineBilling, type LineKind } from '@/lib/orders/rules'
import { minutesBetween } from '@/lib/time'

/** What deserves a look before release; none of them is an error by itself, and few block. */
export const controlFlags = [
  'on_hold',
  'price_missing',
  'question_open',
  'approval_open',
  'approval_partly',
  'po_missing',
  'no_report',
  'not_signed',
  'failed',
  'difference',
  'extra',
  'above_agreed',
  'nothing_to_bill',
] as const
export type ControlFlag = (typeof controlFlags)[number]

const blocking: readonly ControlFlag[] = ['price_missing', 'question_open', 'approval_open']

export type ControlLine = {
  kind: LineKind
  billing: LineBilling
  quantity: string
  plannedQuantity: string | null
  doneQuantity: string | null
  netAmount: string | null
}

export type ControlFacts = {
  onHold: boolean
  lines: readonly ControlLine[]
  openQuestions: number
  /** Visits that were closed, how many of them have their sealed report, and how many were signed as the order type asks. */
  closedVisits: number
  reports: number
  signed: number
  /** Items of the checklist that failed on site. */
  failed: number
  billableAmount: string
  agreedAmount: string | null
  poRequired: boolean
  poNumber: string
  /** Billable lines by what the customer said of them; null where the customer is not asked. */
  approval: { accepted: number; others: number } | null
}

/** Whether what is billed differs from what was planned or recorded. */
export function lineDiffers(line: ControlLine): boolean {
  const { plannedQuantity, doneQuantity, quantity } = line
  if (doneQuantity !== null && compare(doneQuantity, quantity) !== 0) return true
  return plannedQuantity !== null && compare(plannedQuantity, doneQuantity ?? quantity) !== 0
}

/** What an executed order shows in the queue, in the order of how much it matters. */
export function flagsOf(facts: ControlFacts): ControlFlag[] {
  const billable = facts.lines.filter(isBillable)
  const found: Record<ControlFlag, boolean> = {
    on_hold: facts.onHold,
    price_missing: billable.some((line) => line.netAmount === null),
    question_open: facts.openQuestions > 0,
    approval_open: facts.approval !== null && facts.approval.accepted === 0 && facts.approval.others > 0,
    approval_partly: facts.approval !== null && facts.approval.accepted > 0 && facts.approval.others > 0,
    po_missing: facts.poRequired && facts.poNumber.trim() === '',
    no_report: facts.reports < facts.closedVisits,
    not_signed: facts.signed < facts.closedVisits,
    failed: facts.failed > 0,
    difference: facts.lines.some(lineDiffers),
    extra: facts.lines.some((line) => line.billing === 'extra'),
    above_agreed: facts.agreedAmount !== null && compare(facts.billableAmount, facts.agreedAmount) > 0,
    nothing_to_bill: compare(facts.billableAmount, '0') === 0 && !billable.some((line) => line.netAmount === null),
  }
  return controlFlags.filter((flag) => found[flag])
}

/** Euro amounts without VAT. `agreed + difference = actual` and `difference = extra + rest`, to the cent. */
export type Comparison = {
  /** Null when a contract covers the work and no amount was agreed: then there is no difference either. */
  agreed: string | null
  actual: string
  /** What is billed more (or less) than was agreed; and as a percentage of that with one decimal, null when it was nothing. */
  difference: string | null
  percent: string | null
  /** The part of the actual amount that was asked extra on the spot, and the difference that remains without it. */
  extra: string
  rest: string | null
}

/** By what an order was agreed: what it says itself, else the contract that it names, with that one's number. */
export function agreementOf<One extends Pick<Agreement, 'agreedBasis' | 'agreedReference'>>(
  order: One,
  contract: { number: string } | null,
): One {
  if (contract === null || order.agreedBasis === 'quote') return order
  return { ...order, agreedBasis: 'contract', agreedReference: order.agreedReference || contract.number }
}

/** The quote or contract against what is to be billed (agreementOf); null when nothing was agreed beforehand. */
export function comparisonOf(
  order: Pick<Agreement, 'agreedBasis' | 'agreedAmount'> & { billableAmount: string },
  lines: readonly Pick<
    ControlLine & { invoiceState: InvoiceState },
    'kind' | 'billing' | 'invoiceState' | 'netAmount'
  >[],
): Comparison | null {
  const { agreedBasis, agreedAmount, billableAmount: actual } = order
  if (agreedBasis === null && agreedAmount === null) return null
  const isExtra = (line: (typeof lines)[number]) =>
    line.billing === 'extra' && isBillable(line) && line.invoiceState !== 'written_off'
  const extra = sum(lines.filter(isExtra).map((line) => line.netAmount))
  if (agreedAmount === null) return { agreed: null, actual, difference: null, percent: null, extra, rest: null }
  const difference = sum([actual, negate(agreedAmount)])
  const isNothing = compare(agreedAmount, '0') === 0
  return {
    agreed: agreedAmount,
    actual,
    difference,
    percent: isNothing ? null : decimal(difference).times(100).dividedBy(decimal(agreedAmount).abs()).toFixed(1),
    extra,
    rest: sum([difference, negate(extra)]),
  }
}

/** Code of why these flags block a release, or null. A hold is refused by the order itself. */
export function releaseRefusal(flags: readonly ControlFlag[]): string | null {
  const flag = blocking.find((one) => flags.includes(one))
  return flag ? `control.${flag}` : null
}

/** Minutes on site of all technicians together: as the closed visits were planned, and as booked as work. */
export function timeOnSite(
  visits: readonly {
    status: string
    startAt: string | null
    endAt: string | null
    durationMinutes: number
    team: readonly unknown[]
  }[],
  work: readonly { hours: readonly { hourType: string; minutes: number | null }[] }[],
): { planned: number; booked: number } {
  const planned = visits
    .filter(({ status }) => status === 'completed' || status === 'partly_completed')
    .reduce(
      (sum, { startAt, endAt, durationMinutes, team }) =>
        sum + (startAt && endAt ? minutesBetween(startAt, endAt) : durationMinutes) * Math.max(1, team.length),
      0,
    )
  const booked = work
    .flatMap(({ hours }) => hours)
    .filter(({ hourType }) => hourType === 'work')
    .reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)
  return { planned, booked }
}
