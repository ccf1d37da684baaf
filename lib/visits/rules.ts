import type { Role } from '@/lib/auth/rules'
import type { VisitState } from '@/lib/orders/rules'
import { Temporal } from '@/lib/time'

export const visitStatuses = [
  'planned',
  'travelling',
  'working',
  'paused',
  'completed',
  'partly_completed',
  'no_access',
  'cancelled',
] as const
export type VisitStatus = (typeof visitStatuses)[number]

/** What a customer answers by the link of the mail. picked: chose another free moment, which stands. */
export const customerAnswers = ['confirmed', 'asked', 'picked', 'cancelled'] as const
export type CustomerAnswer = (typeof customerAnswers)[number]

/** Parts of a day as people name them. */
export const dayParts = ['morning', 'afternoon', 'evening'] as const
export type DayPart = (typeof dayParts)[number]

export const leaveKinds = ['holiday', 'sick', 'training', 'other'] as const
export type LeaveKind = (typeof leaveKinds)[number]

/** What became of leave somebody asked for. Only a pending request can be decided about, or taken back by who asked. */
export const leaveRequestStates = ['pending', 'granted', 'declined', 'withdrawn'] as const
export type LeaveRequestState = (typeof leaveRequestStates)[number]

/** Somebody still has to do something for it. */
export const openVisitStatuses = ['planned', 'travelling', 'working', 'paused'] as const satisfies VisitStatus[]
/** Somebody is on his way or busy. */
export const runningVisitStatuses = ['travelling', 'working', 'paused'] as const satisfies VisitStatus[]

const team: readonly Role[] = ['technician', 'planner']
const office: readonly Role[] = ['planner']

/**
 * The life of a visit. A technician may start without having said that he left. `restore` takes back a cancellation,
 * so that undo keeps the visit's identity in the customer's calendar.
 */
export const visitSteps = {
  travel: { from: ['planned'], to: 'travelling', by: team },
  start: { from: ['planned', 'travelling'], to: 'working', by: team },
  pause: { from: ['working'], to: 'paused', by: team },
  resume: { from: ['paused'], to: 'working', by: team },
  complete: { from: ['working', 'paused'], to: 'completed', by: team },
  complete_partly: { from: ['working', 'paused'], to: 'partly_completed', by: team },
  no_access: { from: ['planned', 'travelling', 'working', 'paused'], to: 'no_access', by: team },
  cancel: { from: ['planned', 'travelling'], to: 'cancelled', by: office },
  restore: { from: ['cancelled'], to: 'planned', by: office },
} as const satisfies Record<string, { from: readonly VisitStatus[]; to: VisitStatus; by: readonly Role[] }>
export type VisitStep = keyof typeof visitSteps

export type VisitRefusal = 'visits.not_this_step' | 'visits.not_on_team' | 'visits.remaining_work' | 'visits.reason'

/** What a step is asked for: the words that must go with it. */
export type StepFacts = { remainingWork?: string; noAccessReason?: string; cancelReason?: string }

/** Why a step can't be taken now, or null. Who may do it at all is decided by action() and, for the team, by the mutation. */
export function visitRefusal(status: VisitStatus, step: VisitStep, facts: StepFacts = {}): VisitRefusal | null {
  const from: readonly VisitStatus[] = visitSteps[step].from
  if (!from.includes(status)) return 'visits.not_this_step'
  if (step === 'complete_partly' && !facts.remainingWork?.trim()) return 'visits.remaining_work'
  if (step === 'no_access' && !facts.noAccessReason?.trim()) return 'visits.reason'
  if (step === 'cancel' && !facts.cancelReason?.trim()) return 'visits.reason'
  return null
}

export function isOpen(status: VisitStatus): boolean {
  return (openVisitStatuses as readonly VisitStatus[]).includes(status)
}

export function isRunning(status: VisitStatus): boolean {
  return (runningVisitStatuses as readonly VisitStatus[]).includes(status)
}

export type VisitFacts = { status: VisitStatus; closedAt: string | null; startAt: string | null; remainingWork: string }

/** The check found that something is still to be done. */
export type SentBack = { at: string; work: string }

/**
 * What the visits say about their order. Somebody busy goes before somebody planned; with nobody coming any more the last
 * outcome decides: completed means done, partly done and no access mean that somebody must go again, and so does an order
 * that was sent back since.
 */
export function visitStateOf(
  visits: readonly Pick<VisitFacts, 'status' | 'closedAt'>[],
  sentBack: SentBack | null = null,
): VisitState {
  if (visits.some((visit) => isRunning(visit.status))) return 'running'
  if (visits.some((visit) => visit.status === 'planned')) return 'planned'
  const last = lastOutcome(visits)
  return last?.status === 'completed' && !isSince(sentBack, last) ? 'done' : 'needs_visit'
}

/** Whether the order was sent back after this outcome. */
function isSince(sentBack: SentBack | null, last: { closedAt: string | null } | undefined): sentBack is SentBack {
  return sentBack !== null && compareInstants({ closedAt: sentBack.at }, last ?? { closedAt: null }) >= 0
}

/** The visit that was closed last by who was there; cancelled ones never happened. */
function lastOutcome<V extends Pick<VisitFacts, 'status' | 'closedAt'>>(visits: readonly V[]): V | undefined {
  return visits
    .filter((visit) => visit.status !== 'cancelled' && !isOpen(visit.status))
    .reduce<V | undefined>((last, visit) => (last && compareInstants(last, visit) > 0 ? last : visit), undefined)
}

function compareInstants(a: { closedAt: string | null }, b: { closedAt: string | null }): number {
  const at = (text: string | null) => (text ? Temporal.Instant.from(text).epochMilliseconds : 0)
  return at(a.closedAt) - at(b.closedAt)
}

export type OrderVisitFacts = {
  visitState: VisitState
  visitCount: number
  firstVisitAt: string | null
  executedAt: string | null
  remainingWork: string
}

/** Everything an order keeps of its visits. The first visit is the first one still to come, else the first there was. */
export function orderFactsOf(visits: readonly VisitFacts[], sentBack: SentBack | null = null): OrderVisitFacts {
  const real = visits.filter((visit) => visit.status !== 'cancelled')
  const visitState = visitStateOf(visits, sentBack)
  const last = lastOutcome(visits)
  const starts = (of: readonly VisitFacts[]) =>
    of.flatMap((visit) => (visit.startAt ? [Temporal.Instant.from(visit.startAt).toString()] : [])).sort()
  return {
    visitState,
    visitCount: real.length,
    firstVisitAt: starts(real.filter((visit) => isOpen(visit.status)))[0] ?? starts(real)[0] ?? null,
    executedAt: visitState === 'done' ? (last?.closedAt ?? null) : null,
    remainingWork: visitState === 'done' ? '' : workLeft(last, sentBack),
  }
}

function workLeft(last: VisitFacts | undefined, sentBack: SentBack | null): string {
  if (isSince(sentBack, last)) return sentBack.work
  return last && last.status !== 'completed' ? last.remainingWork : ''
}

/** People with who led the latest visit first, then who led an earlier one, then who went along: whom one asks about it. */
export function teamFirst<Person extends { id: string }>(
  people: readonly Person[],
  visits: readonly { team: readonly { id: string; leader: boolean }[] }[],
): Person[] {
  const went = [...visits].reverse().flatMap((visit) => visit.team)
  const known = [...went.filter(({ leader }) => leader), ...went].map(({ id }) => id)
  const rank = ({ id }: Person) => (known.includes(id) ? known.indexOf(id) : known.length)
  return people.toSorted((a, b) => rank(a) - rank(b))
}

export type ToldFacts = {
  startAt: string | null
  endAt: string | null
  toldAt: string | null
  toldStartAt: string | null
  toldEndAt: string | null
  customerAnswer?: CustomerAnswer | null
}
/**
 * What the customer knows and said. untold: knows nothing; told: knows these times; moved: knows other times than these;
 * confirmed (or picked himself), asked for another time, cancelled by the customer. Codes of a compact row: their places.
 */
export const toldStates = ['untold', 'told', 'moved', 'confirmed', 'asked', 'cancelled'] as const
export type ToldState = (typeof toldStates)[number]

export function toldState(visit: ToldFacts): ToldState {
  if (visit.customerAnswer === 'cancelled') return 'cancelled'
  if (!isTold(visit)) return 'untold'
  if (!sameInstant(visit.startAt, visit.toldStartAt) || !sameInstant(visit.endAt, visit.toldEndAt)) return 'moved'
  if (visit.customerAnswer === 'asked') return 'asked'
  return visit.customerAnswer ? 'confirmed' : 'told'
}

/** Whether the customer expects somebody, at these or other times. */
export function isTold(visit: Pick<ToldFacts, 'toldAt' | 'toldStartAt'>): boolean {
  return visit.toldAt !== null && visit.toldStartAt !== null
}

export function sameInstant(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) === 0
}

/**
 * When the customer may expect the technician: the planned start, or a window of `windowMinutes` around it on whole five
 * minutes. Instants, so that a window over a change of clocks keeps its length.
 */
export function arrivalWindow(startAt: string, windowMinutes: number): { from: string; to: string } {
  const start = Temporal.Instant.from(startAt)
  const before = Math.floor(windowMinutes / 2 / 5) * 5
  return {
    from: start.subtract({ minutes: before }).toString(),
    to: start.add({ minutes: windowMinutes - before }).toString(),
  }
}

/** Half-open: what ends at ten and what starts at ten don't overlap. */
export function overlaps(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end
}

/** Whether a time is still ahead: only then is there something to tell the customer. */
export function isToCome(at: string | null, now: Temporal.Instant): boolean {
  return at !== null && Temporal.Instant.compare(Temporal.Instant.from(at), now) > 0
}

/** Days after today that a technician sees on the phone. */
export const daysAhead = 6

/** Is this day near enough that a technician must hear of a change at once? */
export function isSoon(today: string, day: string, days = daysAhead): boolean {
  return day >= today && day <= Temporal.PlainDate.from(today).add({ days }).toString()
}

/** `24/11 13:30–14:30` where the organization is: the same in every language, for histories and refusals. */
export function whenText(timeZone: string, startAt: string | null, endAt: string | null): string {
  if (!startAt || !endAt) return '–'
  const start = Temporal.Instant.from(startAt).toZonedDateTimeISO(timeZone)
  const end = Temporal.Instant.from(endAt).toZonedDateTimeISO(timeZone)
  const day = (at: Temporal.ZonedDateTime) => `${at.day}/${at.month}`
  const time = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString({ smallestUnit: 'minute' })
  const isOneDay = start.toPlainDate().equals(end.toPlainDate())
  return `${day(start)} ${time(start)}–${isOneDay ? '' : `${day(end)} `}${time(end)}`
}

/** `24/11 13:30` where the organization is: one moment of whenText. */
export function momentText(timeZone: string, at: string): string {
  const moment = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone)
  return `${moment.day}/${moment.month} ${moment.toPlainTime().toString({ smallestUnit: 'minute' })}`
}

/** Leave that is asked and not decided, compact: `start` and `end` in wall minutes where the company is. */
export type AskedLeaveRow = [id: string, memberId: string, kind: LeaveKind, start: number, end: number]
