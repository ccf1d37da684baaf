import type { ApprovalTiming, ApprovalWish } from '@/lib/projects/rules'

/**
 * The life of what somebody booked, hours and expenses alike, line by line. `returned`: the lead asks to mend it;
 * `rejected`: the customer does, both with a remark; `accepted`: the customer agreed.
 */
export const lineStates = ['open', 'submitted', 'returned', 'approved', 'offered', 'rejected', 'accepted'] as const
export type LineState = (typeof lineStates)[number]

/** What a sheet has lines of. */
export const lineKinds = ['hours', 'expense'] as const
export type LineKind = (typeof lineKinds)[number]

/** Steps, who takes them and from where. What is mended goes the whole way again, and only that. */
export const lineSteps = {
  submit: { from: ['open', 'returned', 'rejected'], to: 'submitted', by: 'member' },
  take_back: { from: ['submitted'], to: 'open', by: 'member' },
  approve: { from: ['submitted'], to: 'approved', by: 'lead' },
  return: { from: ['submitted', 'approved'], to: 'returned', by: 'lead' },
  offer: { from: ['submitted', 'approved'], to: 'offered', by: 'system' },
  withdraw: { from: ['offered'], to: 'approved', by: 'lead' },
  /** As withdraw, of what nobody here had approved yet. */
  recall: { from: ['offered'], to: 'submitted', by: 'lead' },
  accept: { from: ['offered'], to: 'accepted', by: 'customer' },
  reject: { from: ['offered'], to: 'rejected', by: 'customer' },
} as const satisfies Record<
  string,
  { from: readonly LineState[]; to: LineState; by: 'member' | 'lead' | 'customer' | 'system' }
>
export type LineStep = keyof typeof lineSteps

/** Where a step leads from here, or null when it can't be taken. */
export function afterStep(state: LineState, step: LineStep): LineState | null {
  const { from, to } = lineSteps[step]
  return (from as readonly LineState[]).includes(state) ? to : null
}

/** Only what nobody is deciding about can be changed: the rest is locked. */
export function isEditable(state: LineState): boolean {
  return state === 'open' || state === 'returned' || state === 'rejected'
}

/**
 * Why nothing new can be booked beside lines of a period that were handed in, as a refusal's code; null when it can. Somebody
 * is deciding about the whole, so nothing slips in beside it: it is taken back first. While something is to be mended it is
 * the member's again; what was forgotten after the approval is booked by the administration.
 */
export function handedInRefusal(
  states: readonly LineState[],
  isAdministration: boolean,
): 'hours.week_submitted' | 'hours.week_approved' | null {
  if (states.some((state) => state === 'returned' || state === 'rejected')) return null
  if (states.includes('submitted')) return 'hours.week_submitted'
  return states.length === 0 || states.includes('open') || isAdministration ? null : 'hours.week_approved'
}

/**
 * Why a lead can't approve or return a line, as a refusal's code; null when they can. `seen` is the version on their screen:
 * what another lead decided, or the member changed, meanwhile is said and never written over.
 */
export function decisionRefusal(
  line: { state: LineState; version: number; invoiceState: string },
  step: 'approve' | 'return',
  seen: number,
): string | null {
  if (afterStep(line.state, step) === null) {
    if (line.state === 'open') return 'hours.taken_back'
    if (line.state === 'accepted') return 'hours.customer_agreed'
    return line.state === 'approved' || line.state === 'returned' ? 'hours.decided' : 'hours.at_customer'
  }
  if (line.invoiceState !== 'open') return 'hours.billed'
  if (line.version === seen) return null
  return line.state === 'approved' ? 'hours.decided' : 'hours.changed'
}

/** Where a member's period stands; it follows from its lines and is stored nowhere. */
export const sheetStates = ['empty', 'open', 'to_mend', 'submitted', 'approved', 'offered', 'accepted'] as const
export type SheetState = (typeof sheetStates)[number]

/** The least far of the lines says how far the whole is; something to mend goes before everything. */
export function sheetState(states: readonly LineState[]): SheetState {
  if (states.length === 0) return 'empty'
  if (states.some((state) => state === 'returned' || state === 'rejected')) return 'to_mend'
  for (const state of ['open', 'submitted', 'approved', 'offered'] as const) if (states.includes(state)) return state
  return 'accepted'
}

type Wishes = { approval: ApprovalWish; timing: ApprovalTiming }

/** Whether and when the customer is asked: the project's own wish, else the customer's, else the company's. */
export function approvalWishOf(
  project: Wishes,
  customer: Wishes,
  company: { approval: 'yes' | 'no'; timing: 'on_submission' | 'after_internal' },
): { isAsked: boolean; timing: 'on_submission' | 'after_internal' } {
  const pick = <Value extends string>(values: readonly (Value | 'default')[], last: Value): Value =>
    (values.find((value) => value !== 'default') as Value | undefined) ?? last
  return {
    isAsked: pick([project.approval, customer.approval], company.approval) === 'yes',
    timing: pick([project.timing, customer.timing], company.timing),
  }
}

/** Whether a line may be billed: the customer agreed, or need not be asked and the lead approved. */
export function isBillableState(state: LineState, isAsked: boolean): boolean {
  return state === 'accepted' || (state === 'approved' && !isAsked)
}
