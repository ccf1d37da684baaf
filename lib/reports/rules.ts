import { memberRoles, type Role } from '@/lib/auth/rules'
import { isBillableState, type LineState } from '@/lib/hours/rules/approval'
import { compare, negate, sum } from '@/lib/money'
import { addDays, type DayText, dayIn, instantAt, instantOf, Temporal } from '@/lib/time'
import type { VisitStatus } from '@/lib/visits/rules'

/** Why something is not invoiced yet; the first that applies, in this order. Never typed by a person. */
export const unbilledReasons = [
  'on_hold',
  'not_planned',
  'follow_up',
  'visit_late',
  'visit_planned',
  'phone_waits',
  'visit_running',
  'price_missing',
  'order_rejected',
  'order_offered',
  'order_to_offer',
  'correction_asked',
  'control',
  'po_missing',
  'collective',
  'on_concept',
  'not_on_concept',
  'hours_open',
  'hours_returned',
  'hours_check',
  'hours_to_offer',
  'hours_offered',
  'hours_rejected',
  'phase_open',
  'project_open',
  'period_open',
] as const
export type UnbilledReason = (typeof unbilledReasons)[number]

/** What is known of the hours and expenses of a member on a project that share a fate. */
export type BookedFacts = {
  state: LineState
  /** The customer is asked to agree. */
  isAsked: boolean
  priceMissing: boolean
  poMissing: boolean
  /** Its phase or project is done, where the project is invoiced by that. */
  isDue: boolean
  /** Waits for its phase rather than for the whole project. */
  waitsForPhase: boolean
  /** Its week or month is not over. */
  periodOpen: boolean
  onConcept: boolean
}

/** The one reason of what was booked on a project. A missing price is told before anything else: it has no amount yet. */
export function bookedReasonOf(facts: BookedFacts): UnbilledReason {
  if (facts.onConcept) return onConceptReason(facts)
  if (facts.priceMissing) return 'price_missing'
  if (!isBillableState(facts.state, facts.isAsked)) return notAgreed[facts.state]
  if (!facts.isDue) return facts.waitsForPhase ? 'phase_open' : 'project_open'
  if (facts.poMissing) return 'po_missing'
  return facts.periodOpen ? 'period_open' : 'not_on_concept'
}

const notAgreed: Record<LineState, UnbilledReason> = {
  open: 'hours_open',
  submitted: 'hours_check',
  returned: 'hours_returned',
  approved: 'hours_to_offer',
  offered: 'hours_offered',
  rejected: 'hours_rejected',
  accepted: 'not_on_concept',
}

/** The one reason of what is left of a fixed price. */
export function fixedReasonOf(facts: {
  isReady: boolean
  ofPhase: boolean
  poMissing: boolean
  periodOpen: boolean
  onConcept: boolean
}): UnbilledReason {
  if (facts.onConcept) return onConceptReason(facts)
  if (!facts.isReady) return facts.ofPhase ? 'phase_open' : 'project_open'
  if (facts.poMissing) return 'po_missing'
  return facts.periodOpen ? 'period_open' : 'not_on_concept'
}

function onConceptReason({ poMissing, periodOpen }: { poMissing: boolean; periodOpen: boolean }): UnbilledReason {
  if (poMissing) return 'po_missing'
  return periodOpen ? 'collective' : 'on_concept'
}

/**
 * Who has the next step: somebody by name (who holds it, is asked, goes there, or booked it), the project's lead, the customer,
 * or a role of the office.
 */
export const reasonOwners: Record<UnbilledReason, 'person' | 'planner' | 'administration' | 'lead' | 'customer'> = {
  on_hold: 'person',
  not_planned: 'planner',
  follow_up: 'planner',
  visit_late: 'person',
  visit_planned: 'person',
  phone_waits: 'person',
  visit_running: 'person',
  price_missing: 'administration',
  order_rejected: 'administration',
  order_offered: 'customer',
  order_to_offer: 'administration',
  correction_asked: 'person',
  control: 'administration',
  po_missing: 'administration',
  collective: 'administration',
  on_concept: 'administration',
  not_on_concept: 'administration',
  hours_open: 'person',
  hours_returned: 'person',
  hours_check: 'lead',
  hours_to_offer: 'lead',
  hours_offered: 'customer',
  hours_rejected: 'person',
  phase_open: 'lead',
  project_open: 'lead',
  period_open: 'administration',
}

/** Work of which the amount is known but that nobody agreed to yet, or that is not due: it can be billed anyway, with a reason. */
export const billableAnyway: readonly UnbilledReason[] = [
  'order_rejected',
  'order_offered',
  'order_to_offer',
  'hours_open',
  'hours_returned',
  'hours_check',
  'hours_to_offer',
  'hours_offered',
  'hours_rejected',
  'phase_open',
  'project_open',
]

/** What a member or lead can be reminded of by mail. */
export const remindable: readonly UnbilledReason[] = [
  'correction_asked',
  'hours_open',
  'hours_returned',
  'hours_check',
  'hours_rejected',
]

export type UnbilledGroup = { reason: UnbilledReason; amount: string; count: number; oldestOn: string }

/** Sums per reason of already summed parts, in the order of the reasons; a part without amount still counts. */
export function byReason(parts: readonly UnbilledGroup[]): UnbilledGroup[] {
  return unbilledReasons.flatMap((reason) => {
    const own = parts.filter((part) => part.reason === reason)
    if (own.length === 0) return []
    return [
      {
        reason,
        amount: sum(own.map((part) => part.amount)),
        count: own.reduce((total, part) => total + part.count, 0),
        oldestOn: own.map((part) => part.oldestOn).sort()[0] ?? '',
      },
    ]
  })
}

/** Largest amount first, then the oldest. */
export function heaviestFirst<Row extends { amount: string; oldestOn: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => compare(b.amount, a.amount) || (a.oldestOn < b.oldestOn ? -1 : 1))
}

/** What waits on somebody before it can be invoiced: lines to hand in or mend, lines of others to check, questions. */
export const waitingKinds = ['open', 'returned', 'rejected', 'check', 'question'] as const
export type WaitingThing = { kind: (typeof waitingKinds)[number]; count: number; since: DayText }

/** From this hour on, local time, the weekly mail may go. */
const weeklyHour = '07:00'

/** The last day of the week (Monday is 1) whose mail is due by now; null for day 0, never. */
export function weeklyDueOn(timeZone: string, now: Temporal.Instant, weekday: number): DayText | null {
  if (weekday === 0) return null
  const today = dayIn(timeZone, now)
  const back = (Temporal.PlainDate.from(today).dayOfWeek - weekday + 7) % 7
  const day = addDays(today, -back)
  const isEarly = Temporal.Instant.compare(now, instantOf(instantAt(timeZone, day, weeklyHour))) < 0
  return isEarly ? addDays(day, -7) : day
}

/** By reason what came and went between two sums, largest first; a reason that stayed the same is left out. */
export function changedSince(
  before: readonly { reason: UnbilledReason; amount: string }[],
  now: readonly { reason: UnbilledReason; amount: string }[],
): { reason: UnbilledReason; amount: string }[] {
  const of = (groups: typeof before, reason: UnbilledReason) =>
    sum(groups.filter((group) => group.reason === reason).map(({ amount }) => amount))
  return unbilledReasons
    .map((reason) => ({ reason, amount: sum([of(now, reason), negate(of(before, reason))]) }))
    .filter(({ amount }) => compare(amount, '0') !== 0)
    .sort((a, b) => Math.abs(Number(b.amount)) - Math.abs(Number(a.amount)))
}

/** Days from work to invoice in a month, `2026-11`: the middle one, null when nothing was invoiced. */
export type TrendMonth = { month: string; median: number | null; count: number }

/** This month and the eleven before it, oldest first. */
export function trendMonths(today: DayText): string[] {
  const month = Temporal.PlainYearMonth.from(today.slice(0, 7))
  return Array.from({ length: 12 }, (_, index) => month.subtract({ months: 11 - index }).toString())
}

/** What waits, for the numbers in the rail; at most 1,000 each. */
export type Counts = Record<'requests' | 'backlog' | 'control' | 'concepts' | 'hours' | 'approvals', number>

export const noCounts: Counts = { requests: 0, backlog: 0, control: 0, concepts: 0, hours: 0, approvals: 0 }

/** What can need somebody, with who looks at it first. */
export const todayKinds = {
  requests: { href: '/requests', roles: ['planner', 'administration'] },
  overdue: { href: '/planboard', roles: ['planner'] },
  late_visits: { href: '/planboard', roles: ['planner'] },
  missed_visits: { href: '/planboard', roles: ['planner'] },
  customer_answers: { href: '/planboard?customers=answers', roles: ['planner'] },
  maintenance: { href: '/maintenance', roles: ['planner'] },
  questions: { href: '/control', roles: ['administration'] },
  control: { href: '/control', roles: ['administration'] },
  concepts: { href: '/invoices', roles: ['administration'] },
  overdue_invoices: { href: '/invoices', roles: ['administration'] },
  mails: { href: '/settings/outbox', roles: ['planner', 'administration'] },
  leave_requests: { href: '/hours/approve?tab=leave', roles: ['planner', 'administration'] },
  // Whose they are, and who leads a project, the query says itself: anybody may.
  hours_to_approve: { href: '/hours/approve', roles: memberRoles },
  hours_to_mend: { href: '/hours/approve?tab=mine', roles: memberRoles },
  hours_not_submitted: { href: '/hours/approve?tab=mine', roles: memberRoles },
} as const satisfies Record<string, { href: string; roles: readonly Role[] }>
export type TodayKind = keyof typeof todayKinds

export type TodayItem = { kind: TodayKind; count: number; oldestOn: DayText | null }

/** What this person is asked for, in the order of todayKinds; nothing that waits for nobody. */
export function mineToday(items: readonly TodayItem[], roles: readonly Role[]): TodayItem[] {
  const mine = (kind: TodayKind) =>
    roles.includes('admin') || todayKinds[kind].roles.some((role) => roles.includes(role))
  return (Object.keys(todayKinds) as TodayKind[]).flatMap((kind) =>
    items.filter((item) => item.kind === kind && item.count > 0 && mine(kind)),
  )
}

export type TodayVisit = {
  id: string
  orderId: string
  status: VisitStatus
  startAt: string
  endAt: string
  technician: string
  customer: string
  city: string
  title: string
}
