import type { Actor } from '@/lib/auth/actor'
import { compare, type Decimal, decimal, round2, sum } from '@/lib/money'

/** hourly: what was worked is billed; fixed: a price agreed beforehand; mixed: fixed phases, the rest by the hour. */
export const projectPricings = ['hourly', 'fixed', 'mixed'] as const
export type ProjectPricing = (typeof projectPricings)[number]

/** When its work is billed. */
export const projectInvoicings = ['weekly', 'monthly', 'phase', 'completion'] as const
export type ProjectInvoicing = (typeof projectInvoicings)[number]

/** A project wishes in the words of its customer, and `default` follows that one. */
import { approvalScopes as customerScopes } from '@/lib/customers/rules'

export { type ApprovalTiming, type ApprovalWish, approvalTimings, approvalWishes } from '@/lib/customers/rules'
/** One request for everybody of the project and period, or one for each member. */
/** `default`: as the customer likes it. */
export const approvalScopes = ['default', ...customerScopes] as const

export type ProjectStep = 'edit' | 'book' | 'close' | 'reopen'

/** Why a step can't be taken, as a refusal's code; null when it can. */
export function projectRefusal(
  project: { closedAt: string | null; startsOn: string | null; endsOn: string | null },
  step: ProjectStep,
  day?: string,
): string | null {
  if (step === 'reopen') return project.closedAt ? null : 'projects.open'
  if (project.closedAt) return 'projects.closed'
  if (step !== 'book' || !day) return null
  if (project.startsOn && day < project.startsOn) return 'projects.not_begun'
  if (project.endsOn && day > project.endsOn) return 'projects.ended'
  return null
}

/** From here on the phone and the desk warn that a budget runs out. */
export const budgetWarning = 80

/** The better first. */
const budgetStates = ['fine', 'warning', 'over'] as const
export type BudgetUse = {
  /** Whole percents used, more than 100 when it is over; null without a budget. */
  percent: number | null
  state: (typeof budgetStates)[number]
}

/** How much of a budget is used, in minutes or money; exactly 80 % warns, exactly 100 % is not over yet. */
export function budgetUse(used: number | string, budget: number | string | null): BudgetUse {
  if (budget === null || compare(String(budget), '0') <= 0) return { percent: null, state: 'fine' }
  const share = decimal(used).times(100).dividedBy(decimal(budget))
  const state = share.greaterThan(100) ? 'over' : share.greaterThanOrEqualTo(budgetWarning) ? 'warning' : 'fine'
  return { percent: share.floor().toNumber(), state }
}

type PhaseMoney = { fixedPrice: string | null; doneAt: string | null; billedAmount: string }

/**
 * What of a fixed price can be billed now, less what is billed. Phases are parts of the price of the whole: each can be billed
 * when it is done, and the rest when the project is closed. On completion nothing before that. Without a price of the whole
 * (mixed) the phases are all there is. Never below nothing, never beyond what is agreed.
 */
export function fixedToBill(
  project: {
    invoicing: ProjectInvoicing
    fixedPrice: string | null
    closedAt: string | null
    /** Of the price of the whole, beside what was billed of phases. */
    billedAmount: string
  },
  phases: readonly PhaseMoney[],
): string {
  const nothing = decimal(0)
  if (project.invoicing === 'completion' && project.closedAt === null) return round2(nothing)
  const rest = (agreed: string | null, billed: string) => {
    const left = decimal(agreed ?? '0').minus(billed)
    return left.greaterThan(0) ? left : nothing
  }
  const ofPhases = phases
    .filter((phase) => phase.doneAt !== null)
    .reduce((total, phase) => total.plus(rest(phase.fixedPrice, phase.billedAmount)), nothing)
  if (project.fixedPrice === null) return round2(ofPhases)
  const billed = phases.reduce((total, phase) => total.plus(phase.billedAmount), decimal(project.billedAmount))
  const ofProject = rest(project.fixedPrice, billed.toFixed())
  if (project.closedAt !== null || ofProject.lessThan(ofPhases)) return round2(ofProject)
  return round2(ofPhases)
}

/** What is left of a fixed price: of a phase, or (null) of the whole beside its phases. */
export type FixedPart = {
  phaseId: string | null
  amount: string
  /** Since when it can be billed; null while its phase is not done or the project not closed. */
  readyAt: string | null
}

/**
 * All that is left of the fixed prices, piece by piece: what is ready adds up to fixedToBill(), all of it to what was agreed
 * less what is billed. `billedAmount` of the project counts its phases too.
 */
export function fixedParts(
  project: { invoicing: ProjectInvoicing; fixedPrice: string | null; closedAt: string | null; billedAmount: string },
  phases: readonly (PhaseMoney & { id: string })[],
): FixedPart[] {
  let left = project.fixedPrice === null ? null : decimal(project.fixedPrice).minus(project.billedAmount)
  const isHeld = project.invoicing === 'completion' && project.closedAt === null
  const parts: FixedPart[] = []
  const take = (phaseId: string | null, wanted: Decimal, readyAt: string | null) => {
    const amount = left?.lessThan(wanted) ? left : wanted
    if (!amount.greaterThan(0)) return
    if (left !== null) left = left.minus(amount)
    parts.push({ phaseId, amount: round2(amount), readyAt })
  }
  // What is done first: it never waits for what was agreed of a phase that is not.
  const inTurn = [...phases.filter(({ doneAt }) => doneAt !== null), ...phases.filter(({ doneAt }) => doneAt === null)]
  for (const phase of inTurn) {
    const doneAt = project.invoicing === 'completion' && phase.doneAt ? project.closedAt : phase.doneAt
    const readyAt = isHeld ? null : (doneAt ?? (project.fixedPrice === null ? null : project.closedAt))
    take(phase.id, decimal(phase.fixedPrice ?? '0').minus(phase.billedAmount), readyAt)
  }
  if (left !== null) take(null, left, project.closedAt)
  return parts
}

/** Who may lead: see amounts, approve hours, close phases of this project. */
export function leadsProject(project: { leadId: string | null }, actor: Pick<Actor, 'id' | 'roles'>): boolean {
  return project.leadId === actor.id || actor.roles.some((role) => role === 'admin' || role === 'administration')
}

/** What people type as hours and the database keeps as minutes: '12.5' ↔ 750; null is no budget. */
export function minutesOfHours(hours: string | null): number | null {
  return hours === null ? null : decimal(hours).times(60).round().toNumber()
}

export function hoursOfMinutes(minutes: number | null): string | null {
  return minutes === null ? null : decimal(minutes).dividedBy(60).toDecimalPlaces(2).toString()
}

type Prices = { pricing: ProjectPricing; fixedPrice: string | null }

/** What is wrong with the prices of a project and its phases together, beside which field; null when nothing is. */
export function priceRefusal(
  project: Prices,
  phasePrices: readonly (string | null)[],
): { field: 'pricing' | 'fixedPrice'; code: string } | null {
  if (project.pricing === 'fixed' && project.fixedPrice === null)
    return { field: 'fixedPrice', code: 'projects.fixed_price' }
  if (project.pricing === 'hourly' && phasePrices.some((price) => price !== null))
    return { field: 'pricing', code: 'projects.phases_priced' }
  const whole = project.pricing === 'fixed' ? project.fixedPrice : null
  if (whole !== null && compare(sum(phasePrices), whole) > 0)
    return { field: 'fixedPrice', code: 'projects.phases_above' }
  return null
}

export type ProjectNextStep = { step: 'finish'; phaseId: string } | { step: 'close' } | { step: 'order' } | null

/** The one next step of a project's page: finish the phase that runs, close what is done, else give it work. */
export function projectNextStep(
  project: { closedAt: string | null; endsOn: string | null; usedMinutes: number },
  phases: readonly { id: string; doneAt: string | null; usedMinutes: number }[],
  today: string,
): ProjectNextStep {
  if (project.closedAt) return null
  const running = phases.find((phase) => phase.doneAt === null && phase.usedMinutes > 0)
  if (running) return { step: 'finish', phaseId: running.id }
  const isDone = phases.length > 0 && phases.every((phase) => phase.doneAt !== null)
  if (isDone || (project.endsOn !== null && project.endsOn < today)) return { step: 'close' }
  return { step: 'order' }
}

/** What the list of projects narrows by. */
export type ProjectFilters = {
  state: 'open' | 'closed' | 'all'
  customerId: string | null
  leadId: string | null
  contractId?: string | null
  query: string
}

export const projectsPerPage = 100

/** A row of the list, as compact as it travels: the browser draws thousands. */
export type ProjectRow = {
  id: string
  number: string
  name: string
  customerId: string
  customer: string
  lead: string | null
  closedAt: string | null
  usedMinutes: number
  budgetMinutes: number | null
}

/** `amountPercent`: how much of the budget in money is used, for who sees no amounts; `state`: of what is used up first. */
export type Budget = {
  usedMinutes: number
  budgetMinutes: number | null
  amountPercent: number | null
  state: BudgetUse['state']
}

/** What hours can be booked on, for the week sheet and the phone. */
export type BookableProject = {
  id: string
  number: string
  name: string
  customer: string
  phases: { id: string; name: string }[]
  budget: Budget
}

export function budgetOf(
  used: { minutes: number; amount: string },
  budget: { minutes: number | null; amount: string | null },
): Budget {
  const [hours, money] = [budgetUse(used.minutes, budget.minutes), budgetUse(used.amount, budget.amount)]
  const state = budgetStates.findLast((one) => one === hours.state || one === money.state) ?? 'fine'
  return { usedMinutes: used.minutes, budgetMinutes: budget.minutes, amountPercent: money.percent, state }
}

/** What of a budget runs out first, to warn of; null while there is enough. */
export function budgetAlarm(
  budget: Budget,
): { of: 'hours' | 'amount'; percent: number; state: 'warning' | 'over' } | null {
  const { percent } = budgetUse(budget.usedMinutes, budget.budgetMinutes)
  if (budget.state === 'fine') return null
  return (budget.amountPercent ?? 0) > (percent ?? 0)
    ? { of: 'amount', percent: budget.amountPercent ?? 0, state: budget.state }
    : { of: 'hours', percent: percent ?? 0, state: budget.state }
}
