import { type DayText, dayIn, Temporal } from '@/lib/time'
import type { RunningStretch, Stretch } from './clock'
import { entryMinutes, type HourType } from './entries'

/** Hours of one member on one day, as they are booked. Without times they were typed as minutes. */
export type DayEntry = {
  id: string
  orderId: string | null
  visitId: string | null
  hourType: HourType
  startAt: string | null
  endAt: string | null
  minutes: number
}

/** From this on a hole between two hours is asked about. */
export const gapMinutes = 15

/**
 * After how many minutes of work a pause is asked, and how long it is at least. Belgium: article 38quater of the Labour Act of
 * 16 March 1971 (six hours, a quarter). The Netherlands: article 5:4 of the Arbeidstijdenwet (five and a half hours, half an
 * hour).
 */
const pauseRules = { BE: { after: 360, least: 15 }, NL: { after: 330, least: 30 } } as const

export type TravelKind = 'to_site' | 'between' | 'home'

/**
 * Where each journey of a day went, by what came before and after it: to the first work, between two, or home after the last.
 * A journey with nothing after it goes home only when something was done before; on a visit it goes to that visit.
 */
export function travelKindsOf(entries: readonly DayEntry[]): Map<string, TravelKind> {
  const timed = inOrder(entries)
  const isDone = ({ hourType }: DayEntry) => hourType === 'work' || hourType === 'waiting'
  const kinds = new Map<string, TravelKind>()
  for (const [index, entry] of timed.entries()) {
    if (entry.hourType !== 'travel') continue
    const hasBefore = timed.slice(0, index).some(isDone)
    const hasAfter = entry.visitId !== null || timed.slice(index + 1).some(isDone)
    kinds.set(entry.id, hasBefore ? (hasAfter ? 'between' : 'home') : 'to_site')
  }
  return kinds
}

export type DayProblem =
  | { kind: 'running'; hourType: HourType; startAt: string; subject: string }
  | { kind: 'open'; visitId: string; customer: string }
  | { kind: 'gap'; startAt: string; endAt: string; minutes: number; orderId: string | null }
  | { kind: 'pause'; worked: number; least: number }

type DayFacts = {
  country: string
  entries: readonly DayEntry[]
  /** Those of the day or before that somebody has to close: begun, and led by this member. */
  open: readonly { visitId: string; customer: string }[]
  running: RunningStretch | null
}

/** What is missing at the end of a day, in the order in which it is mended. `orderId` of a gap: what came after it. */
export function dayProblems({ country, entries, open, running }: DayFacts): DayProblem[] {
  const problems: DayProblem[] = []
  if (running) problems.push({ kind: 'running', ...running })
  for (const visit of open) problems.push({ kind: 'open', ...visit })
  let end: string | null = null
  for (const { startAt, endAt, orderId } of inOrder(entries)) {
    const minutes = end && epoch(startAt) > epoch(end) ? entryMinutes(end, startAt) : 0
    if (end && minutes >= gapMinutes) problems.push({ kind: 'gap', startAt: end, endAt: startAt, minutes, orderId })
    if (!end || epoch(endAt) > epoch(end)) end = endAt
  }
  const rule = pauseRules[country === 'NL' ? 'NL' : 'BE']
  const sum = (isPause: boolean) =>
    entries.reduce((total, one) => total + ((one.hourType === 'break') === isPause ? one.minutes : 0), 0)
  if (sum(false) > rule.after && sum(true) < rule.least)
    problems.push({ kind: 'pause', worked: sum(false), least: rule.least })
  return problems
}

/** A clock that ran so long that its stop was forgotten: over midnight, or more hours than anybody works in one go. */
const longestStretchMinutes = 10 * 60

export type Forgotten = {
  visitId: string
  hourType: HourType
  startAt: string
  /** When something else ended it; null while it runs. */
  endAt: string | null
  /** When it probably ended. */
  suggestedAt: string
}

/** What is known of a visit beside its taps: its planned end, and when something was last recorded on it. */
export type StopSigns = { visitId: string; plannedEndAt: string | null; lastAt: string | null; durationMinutes: number }

/** At the end of the day: for so long after the planned end nobody is asked whether the clock was forgotten. */
const patienceMinutes = 60

/**
 * The stops that were forgotten: what runs still, or was ended by a start elsewhere, and can't be right; at the end of the day
 * also what runs long after its planned end. Suggested is the last sign of work or the planned end, whichever is later; else
 * as long as was planned.
 */
export function forgottenStops(
  clock: { stretches: readonly Stretch[]; running: RunningStretch | null },
  signs: readonly StopSigns[],
  { now, timeZone, isDayOver }: { now: string; timeZone: string; isDayOver: boolean },
): Forgotten[] {
  const last = [...clock.stretches.map((one) => ({ ...one, until: one.endAt as string | null }))]
  if (clock.running) last.push({ ...clock.running, endAt: now, endedBy: null, until: null })
  return last.flatMap(({ subject, hourType, startAt, endAt, endedBy, until }) => {
    const sign = signs.find(({ visitId }) => visitId === subject)
    const isOpen = until === null || endedBy !== null
    const isLate = (planned: string | null) => planned !== null && entryMinutes(planned, now) >= patienceMinutes
    const isAsked =
      isTooLong(startAt, endAt, timeZone) || (until === null && isDayOver && isLate(sign?.plannedEndAt ?? null))
    if (!sign || !isOpen || !isAsked) return []
    const inside = (at: string | null): at is string =>
      at !== null && epoch(at) > epoch(startAt) && epoch(at) <= epoch(endAt)
    const found = [sign.plannedEndAt, sign.lastAt].filter(inside).sort((a, b) => epoch(a) - epoch(b))
    const planned = Temporal.Instant.from(startAt)
      .add({ minutes: Math.max(1, sign.durationMinutes) })
      .toString()
    return [{ visitId: subject, hourType, startAt, endAt: until, suggestedAt: found.at(-1) ?? planned }]
  })
}

function isTooLong(startAt: string, endAt: string, timeZone: string): boolean {
  const day = (at: string): DayText => dayIn(timeZone, at)
  return day(startAt) < day(endAt) || entryMinutes(startAt, endAt) > longestStretchMinutes
}

type Timed<Entry> = Entry & { startAt: string; endAt: string }

function inOrder<Entry extends { startAt: string | null; endAt: string | null }>(
  entries: readonly Entry[],
): Timed<Entry>[] {
  const isTimed = (entry: Entry): entry is Timed<Entry> => entry.startAt !== null && entry.endAt !== null
  return entries.filter(isTimed).sort((a, b) => epoch(a.startAt) - epoch(b.startAt) || epoch(a.endAt) - epoch(b.endAt))
}

const epoch = (at: string) => Temporal.Instant.from(at).epochMilliseconds
