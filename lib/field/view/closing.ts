import {
  type DayEntry,
  type DayProblem,
  dayProblems,
  type Forgotten,
  forgottenStops,
  type StopSigns,
  type TravelKind,
  travelKindsOf,
} from '@/lib/hours/rules/day'
import { madeAt } from '@/lib/ids'
import { type DayText, dayIn, instantOf } from '@/lib/time'
import { isOpen, isRunning } from '@/lib/visits/rules'
import { isLeading, type Looker, type State } from './state'
import type { Since } from './visit'
import { type Carried, clockIn, ownHours, type World } from './world'

export type DayClosing = {
  today: DayText
  /** Whether it is time to close the day: the working day is over, or nothing is left on it and something was done. */
  isOver: boolean
  problems: DayProblem[]
  /** Where the clock runs; null when it stands still, or runs for no visit. */
  runningVisitId: string | null
  hours: (DayEntry & { travel: TravelKind | null })[]
  forgotten: (Forgotten & { customer: string })[]
  /** To go home from: the order of the last visit. Null while a clock runs, or who went home already. */
  homeFromOrderId: string | null
  /** The timer of a journey home. */
  goingHome: { id: string; startAt: string } | null
}

/** How the own day stands at its end: its hours, what is missing, and the stops of this week that were forgotten. */
export function closingView(world: World, { clock }: Carried, since: Since): DayClosing {
  const { who } = world
  const today = dayIn(who.timeZone, who.now)
  const { stretches, running } = clockIn(world, who.memberId)
  const entries = ownHours(world)
    .filter(({ day }) => day === today)
    .sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1))
  const states = [...world.visits.values()]
  const open = states.filter((state) => isOpen(statusOf(state)))
  const isDayOver = clockTime(who) >= clock.dayEnd
  const signs = open.map((state) => signsOf(state, clock.signs, since))
  const begun = open.filter((state) => isRunning(statusOf(state)))
  const left = open.filter(
    (state) => isRunning(statusOf(state)) || (state.carried.day !== null && state.carried.day <= today),
  )
  const kinds = travelKindsOf(entries)
  const last = entries.findLast(({ orderId, startAt }) => orderId && startAt)
  const isHome = [...kinds.values()].includes('home')
  const timer = world.timers.find(({ id, endAt }) => id === running?.subject && endAt === null)
  return {
    today,
    isOver: isDayOver || (left.length === 0 && entries.length > 0),
    problems: dayProblems({
      ...{ country: clock.country, entries, running },
      open: begun.filter(isLeading).map(({ carried }) => ({ visitId: carried.id, customer: carried.customer.name })),
    }),
    runningVisitId: running && world.visits.has(running.subject) ? running.subject : null,
    hours: entries.map((entry) => ({ ...entry, travel: kinds.get(entry.id) ?? null })),
    forgotten: forgottenStops({ stretches, running }, signs, { now: who.now, timeZone: who.timeZone, isDayOver }).map(
      (stop) => ({ ...stop, customer: world.visits.get(stop.visitId)?.carried.customer.name ?? '' }),
    ),
    homeFromOrderId: running === null && left.length === 0 && !isHome ? (last?.orderId ?? null) : null,
    goingHome: timer?.hourType === 'travel' ? { id: timer.id, startAt: timer.startAt } : null,
  }
}

function statusOf({ closedAs, status }: State) {
  return closedAs ?? status
}

function startOf({ startAt }: DayEntry): number {
  return startAt ? Date.parse(startAt) : Number.POSITIVE_INFINITY
}

function clockTime({ now, timeZone }: Looker): string {
  return instantOf(now).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' })
}

const recorded = ['execution.answer', 'execution.saveMaterial', 'execution.saveNote']

/** What is known of an open visit beside its taps, at the server and on this phone. */
function signsOf({ carried }: State, known: Carried['clock']['signs'], { operations, files }: Since): StopSigns {
  const ofHere = operations
    .filter(({ visitId, name, state }) => visitId === carried.id && state !== 'refused' && recorded.includes(name))
    .map(({ said }) => madeAt(String((said as { id?: unknown } | undefined)?.id)))
  const times = [
    ...known.filter(({ visitId }) => visitId === carried.id).map(({ lastAt }) => Date.parse(lastAt)),
    ...ofHere,
    ...files.filter(({ visitId }) => visitId === carried.id).map(({ takenAt }) => Date.parse(takenAt ?? '')),
  ].filter((time) => Number.isFinite(time))
  const lastAt = times.length > 0 ? new Date(Math.max(...times)).toISOString() : null
  return { visitId: carried.id, plannedEndAt: carried.endAt, durationMinutes: carried.durationMinutes, lastAt }
}
