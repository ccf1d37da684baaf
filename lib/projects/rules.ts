import type { Actor } from '@/lib/auth/actor'
import { compare, decimal, round2 } from '@/lib/money'

/** hourly: what was worked is billed; fixed: a price agreed beforehand; mixed: fixed phases, the rest by the hour. */
export const projectPricings = ['hourly', 'fixed', 'mixed'] as const
export type ProjectPricing = (typeof projectPricings)[number]

/** When its work is billed. */
export const projectInvoicings = ['weekly', 'monthly', 'phase', 'completion'] as const
export type ProjectInvoicing = (typeof projectInvoicings)[number]

/** A project wishes in the words of its customer, and `default` follows that one. */
export { type ApprovalTiming, type ApprovalWish, approvalTimings, approvalWishes } from '@/lib/customers/rules'
/** One request for everybody of the project and period, or one for each member. */
export const approvalScopes = ['together', 'per_member'] as const

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

export type BudgetUse = {
  /** Whole percents used, more than 100 when it is over; null without a budget. */
  percent: number | null
  state: 'fine' | 'warning' | 'over'
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
 * What of a fixed price can be billed now: per phase what is done, on completion everything once the project is closed.
 * Never more than what is agreed less what is billed.
 */
export function fixedToBill(
  project: { invoicing: ProjectInvoicing; fixedPrice: string | null; billedAmount: string; closedAt: string | null },
  phases: readonly PhaseMoney[],
): string {
  const rest = (agreed: string | null, billed: string) => {
    const left = decimal(agreed ?? '0').minus(billed)
    return left.greaterThan(0) ? left : decimal(0)
  }
  const ofPhases = phases
    .filter((phase) => phase.doneAt !== null)
    .reduce((total, phase) => total.plus(rest(phase.fixedPrice, phase.billedAmount)), decimal(0))
  const ofProject = project.closedAt === null ? decimal(0) : rest(project.fixedPrice, project.billedAmount)
  return round2(ofPhases.plus(ofProject))
}

/** Who may lead: see amounts, approve hours, close phases of this project. */
export function leadsProject(project: { leadId: string | null }, actor: Pick<Actor, 'id' | 'roles'>): boolean {
  return project.leadId === actor.id || actor.roles.some((role) => role === 'admin' || role === 'administration')
}
