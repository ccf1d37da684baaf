import { approvalWishOf, type LineState } from '@/lib/hours/rules/approval'
import type { ExpenseKind, HourType } from '@/lib/hours/rules/entries'
import type { PeriodKind } from '@/lib/hours/rules/week'
import { intlLocale } from '@/lib/money'
import type { LineKind } from '@/lib/orders/rules'
import type { ProjectInvoicing } from '@/lib/projects/rules'
import { instantOf, type Temporal } from '@/lib/time'
import type { Delivery } from './rules/signs'

/** hours: a period of a project; order: an executed order. */
export const approvalKinds = ['hours', 'order'] as const
export type ApprovalKind = (typeof approvalKinds)[number]

/** open → answered | expired | withdrawn, as every link that asks something. */
export const approvalStatuses = ['open', 'answered', 'expired', 'withdrawn'] as const
export type ApprovalStatus = (typeof approvalStatuses)[number]

export const approvalAnswers = ['approved', 'rejected'] as const
export type ApprovalAnswer = (typeof approvalAnswers)[number]

/**
 * What the customer sees of a line; amounts only of expenses and fixed prices, since hours and material are agreed as what
 * was done. `order`: a line of a finished order, of no member in particular.
 */
export type ApprovalLineFacts = {
  day: string
  /** Who booked it; empty for a line of an order. */
  member: string
  /** Name of the phase, or empty. */
  phase: string
  notes: string
  /** Files of photos, receipts and the signed report that belong to it. */
  fileIds: string[]
} & (
  | { kind: 'hours'; hourType: HourType; minutes: number; startAt: string | null; endAt: string | null }
  | { kind: 'expense'; expenseKind: ExpenseKind; grossAmount: string; kilometres: string | null }
  | OrderLineFacts
)
export type OrderLineFacts = {
  kind: 'order'
  /** Number and title of the order. */
  order: string
  title: string
  lineKind: LineKind
  quantity: string
  unit: string
  amount: string | null
}

export type OfferTiming = ReturnType<typeof approvalWishOf>['timing']
export { approvalWishOf }

/** What a link page may be asked in ten minutes from one address, and how many wrong tokens it may try. */
export const approvalLimits = {
  posts: 60,
  /** Timesheets drawn for one link, and for one address. */
  downloads: 20,
  downloadsOfAddress: 60,
  seconds: 600,
  forwards: 10,
  questions: 20,
  /** Hours, expenses and lines of finished orders that go in one request, of each. */
  lines: 1000,
  linesOfRequest: 3000,
} as const

/** The period that is offered at once: a week where weeks are billed, else a month. */
export function periodKindOf(invoicing: ProjectInvoicing): PeriodKind {
  return invoicing === 'weekly' ? 'week' : 'month'
}

/** Whether the customer can be asked about a line: handed in, or approved within first, as the timing says. */
export function isReady(state: LineState, timing: OfferTiming): boolean {
  return state === 'approved' || (timing === 'on_submission' && state === 'submitted')
}

type OfferLine = {
  memberId: string
  state: LineState
  /** Was offered as it is now and taken back, or nobody answered: a person decides whether it goes again. */
  isHeldBack: boolean
}

/**
 * Which lines of a period go to the customer by themselves, and which together: all when nobody has anything left to do,
 * of everybody or of each member. `memberId` null: everybody together. What is held back neither goes nor is waited for.
 */
export function offersDue<Line extends OfferLine>(
  lines: readonly Line[],
  wish: { timing: OfferTiming; scope: 'together' | 'per_member' },
): { memberId: string | null; lines: Line[] }[] {
  return groupsOf(lines, wish.scope).flatMap(({ memberId, lines: group }) => {
    const isWaiting = group.some(
      ({ state }) => !isReady(state, wish.timing) && state !== 'offered' && state !== 'accepted',
    )
    const ready = group.filter((line) => isReady(line.state, wish.timing) && !line.isHeldBack)
    return isWaiting || ready.length === 0 ? [] : [{ memberId, lines: ready }]
  })
}

export function groupsOf<Line extends { memberId: string }>(
  lines: readonly Line[],
  scope: 'together' | 'per_member',
): { memberId: string | null; lines: Line[] }[] {
  if (scope === 'together') return lines.length === 0 ? [] : [{ memberId: null, lines: [...lines] }]
  return [...Map.groupBy(lines, (line) => line.memberId)].map(([memberId, own]) => ({ memberId, lines: own }))
}

/**
 * How many of the reminder days have come since it was sent. After an outage in which several came one reminder goes, not
 * a heap of them.
 */
export function remindersDue(
  request: { sentAt: string; expiresAt: string },
  days: readonly number[],
  now: Temporal.Instant,
): number {
  if (now.epochMilliseconds >= instantOf(request.expiresAt).epochMilliseconds) return 0
  const sent = instantOf(request.sentAt)
  return days.filter((one) => now.since(sent).total('hours') >= one * 24).length
}

/** What is wrong with an answer, by field: `name`, `remark.<line>`; empty when nothing is. */
export function answerProblems(
  name: string,
  answers: readonly { lineId: string; answer: ApprovalAnswer; remark: string }[],
): Record<string, string> {
  const problems: Record<string, string> = {}
  if (name.trim() === '') problems.name = 'approvals.name_required'
  for (const { lineId, answer, remark } of answers)
    if (answer === 'rejected' && remark.trim() === '') problems[`remark.${lineId}`] = 'approvals.remark_required'
  return problems
}

/** 23 nov. 2026, in the reader's language. */
export function dayText(day: string, locale: string, style: 'medium' | 'long' | 'full' = 'medium'): string {
  const format = new Intl.DateTimeFormat(intlLocale(locale), { dateStyle: style, timeZone: 'UTC' })
  return format.format(new Date(`${day}T12:00:00Z`))
}

export function hoursText(
  minutes: number,
  t: (key: string, params?: Record<string, string | number>) => string,
): string {
  return t('hours', { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, '0') })
}

/** A line with what was said of it, as the page, the CSV and the PDF show it. */
export type OfferedLine = {
  id: string
  facts: ApprovalLineFacts
  answer: ApprovalAnswer | null
  remark: string
  answeredAt: string | null
  answeredByName: string
}

/** Who answered, when, and from where: the evidence at the bottom of a sealed timesheet. */
export type AnswerEvidence = { name: string; email: string; ip: string; at: string }

export type TimesheetContent = {
  layout: 1
  kind: ApprovalKind
  locale: string
  timeZone: string
  number: string
  status: ApprovalStatus
  project: string
  customer: string
  from: string
  to: string
  organization: { name: string; lines: string[]; footer: string; colour: string; logoFileId: string | null }
  lines: Omit<OfferedLine, 'id'>[]
  evidence: AnswerEvidence[]
  /** Silence took the place of an answer: after so many days, of who was asked there. */
  silence?: { days: number; email: string; at: string } | null
  /** The clock of the document: of its answer, or its sending. */
  madeAt: string
}
export type TimesheetDrawing = { content: TimesheetContent; logo: Uint8Array | null }

/** The answers in the order in which they were given, each person and moment once. */
export function evidenceOf(
  lines: readonly {
    answeredAt: string | null
    answeredByName: string
    answeredByEmail: string
    answeredByIp: string
  }[],
): AnswerEvidence[] {
  const found = new Map<string, AnswerEvidence>()
  for (const line of lines) {
    if (!line.answeredAt) continue
    const one = { name: line.answeredByName, email: line.answeredByEmail, ip: line.answeredByIp, at: line.answeredAt }
    found.set(JSON.stringify(one), one)
  }
  return [...found.values()].sort((a, b) => a.at.localeCompare(b.at))
}

/** A row of the overview, as compact as it travels. */
export type ApprovalRow = {
  version: number
  id: string
  kind: ApprovalKind
  number: string
  status: ApprovalStatus
  customer: string
  projectNumber: string
  project: string
  member: string | null
  from: string
  to: string
  recipient: string
  sentAt: string
  answeredAt: string | null
  expiresAt: string
  reminders: number
  minutes: number
  /** Without VAT; null for who sees no prices. */
  netAmount: string | null
  approved: number
  rejected: number
  open: number
  questions: number
  /** How often a link was opened, and what became of the newest mail to who is asked. */
  opened: number
  delivery: Delivery
  isSilent: boolean
}

/** What of a request asks for attention, besides its status. */
export const approvalSigns = ['bounced', 'questions', 'opened', 'unopened', 'silent'] as const
export type ApprovalSign = (typeof approvalSigns)[number]

export type ApprovalFilters = {
  status: ApprovalStatus | 'all'
  rejected: boolean
  projectId: string | null
  customerId: string | null
  sign: ApprovalSign | null
  /** Days that the period of the request touches. */
  from: string | null
  to: string | null
}
export const everyApproval: ApprovalFilters = {
  status: 'all',
  rejected: false,
  projectId: null,
  customerId: null,
  sign: null,
  from: null,
  to: null,
}
export const approvalsPerPage = 100

/** What could be offered now, of a project and period. */
export type Offerable = {
  projectId: string
  number: string
  name: string
  customer: string
  day: string
  from: string
  to: string
  kind: PeriodKind
  lines: number
  minutes: number
  members: number
}
