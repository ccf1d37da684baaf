import type { CloseVisit, TakeStep, TellStop } from '@/lib/execution/input'
import { closingProblems, closings, fieldSteps, ownStepRefusal } from '@/lib/execution/rules'
import { instantOf, notAfter } from '@/lib/time'
import { visitRefusal, visitSteps } from '@/lib/visits/rules'
import { answersOn } from './answers'
import { booked, bookedAndPaused, tapped, visitToEnd } from './clock'
import { type Event, isHere, isLeading, type State } from './state'
import { endTimerAt } from './timers'
import { clockIn, ownClockOn, put, type World } from './world'

/** One tap of the clock: of who leads it moves the visit, of anybody else only the own clock. What ran elsewhere ends. */
export function takeStep(world: World, { id, visitId, step, at }: TakeStep): World {
  const state = world.visits.get(visitId)
  if (!state || !isHere(state, visitId) || isTaken(state, id)) return world
  const tap = { id, memberId: world.who.memberId, kind: step, at: notAfter(at, world.who.now) }
  if (!isLeading(state)) {
    if (ownStepRefusal(ownClockOn(world, state)?.hourType ?? null, step)) return world
    return booked(follow(world, state, tap), visitId, world)
  }
  const { visitStep } = fieldSteps[step]
  const status = visitSteps[visitStep].to
  if (state.status !== status && visitRefusal(state.status, visitStep)) return world
  return bookedAndPaused(follow(world, { ...state, status }, tap), visitId, world)
}

/** Keeps the tap, and ends what ran elsewhere; the hours of this visit come after that, so that there is room for them. */
function follow(before: World, state: State, tap: Event): World {
  const other = visitToEnd(before, tap.at, state.carried.id)
  const world = tapped(before, state, tap)
  return endTimerAt(other ? bookedAndPaused(world, other, before) : world, tap.at)
}

/** When the own clock really ended, told later: its hours go no further, as an edit with why. */
export function tellStop(world: World, { id, visitId, endAt: said, reason }: TellStop): World {
  const state = world.visits.get(visitId)
  if (!state || !isHere(state, visitId) || isTaken(state, id)) return world
  const { memberId, now } = world.who
  const endAt = instantOf(said).toString()
  const time = Date.parse(endAt)
  if (time > Date.parse(now)) return world
  const { stretches, running } = clockIn(world, memberId)
  const ran = [...stretches, ...(running ? [{ ...running, endAt: now }] : [])].some(
    (one) => one.subject === visitId && Date.parse(one.startAt) < time && time <= Date.parse(one.endAt),
  )
  if (!ran) return world
  const ended = bookedAndPaused(tapped(world, state, { id, memberId, kind: 'stop', at: endAt }), visitId, world)
  return told(ended, visitId, { endAt, reason })
}

/** The own hours that end there are an edit from now on, with what the clock said before beside it. */
function told(world: World, visitId: string, { endAt, reason }: { endAt: string; reason: string }): World {
  const state = world.visits.get(visitId)
  if (!state) return world
  const hours = state.hours.map((entry) => {
    const isIt =
      entry.memberId === world.who.memberId &&
      entry.origin === 'clock' &&
      entry.isEditable &&
      entry.clockedEndAt !== null &&
      Date.parse(entry.clockedEndAt) === Date.parse(endAt)
    return isIt ? { ...entry, origin: 'edited' as const, reason, version: entry.version + 1 } : entry
  })
  return put(world, { ...state, hours })
}

/** Ends the visit, or, while files of it are on the phone, the clocks alone. Another one of the order leaves its work over. */
export function closeVisit(world: World, close: CloseVisit): World {
  const left = close.outcome === 'completed' ? '' : close.remainingWork
  const others = [...world.visits.values()].filter(
    ({ carried }) => carried.id !== close.visitId && carried.orderVisitIds.includes(close.visitId),
  )
  const known = others.reduce(
    (before, state) => (isWaiting(state, close) ? before : put(before, { ...state, leftOver: left })),
    world,
  )
  const state = known.visits.get(close.visitId)
  return state ? closedHere(known, state, close) : known
}

function closedHere(world: World, state: State, close: CloseVisit): World {
  const { visitId } = close
  if (!isHere(state, visitId) || isTaken(state, close.eventId) || !isLeading(state)) return world
  const waits = isWaiting(state, close)
  const { checklist, signatureRule } = state.carried
  const problems = closingProblems({
    ...{ outcome: close.outcome, status: state.status, signatureRule, missingFiles: 0 },
    ...{ remainingWork: close.remainingWork, noAccessReason: close.noAccessReason },
    checklist: waits ? checklist.filter(({ type }) => type !== 'photo' && type !== 'signature') : checklist,
    answers: answersOn(state).answers,
    signers: close.signatures.map(({ signer }) => signer),
    absentReason: close.signatures.find(({ signer }) => signer === 'absent')?.absentReason ?? '',
  })
  if (problems.length > 0) return world
  const { event, visitStep } = closings[close.outcome]
  const { who } = world
  const tap = { id: close.eventId, memberId: who.memberId, kind: event, at: notAfter(close.at, who.now) }
  const ended: Partial<State> = waits
    ? { closedAs: close.outcome }
    : { status: visitSteps[visitStep].to, remainingWork: close.outcome === 'completed' ? '' : close.remainingWork }
  return booked(tapped(world, { ...state, ...ended }, tap), visitId, world)
}

/** Whether the server still waits for a file that the closing names. */
function isWaiting({ unsent }: State, { fileIds, signatures }: CloseVisit): boolean {
  return [...fileIds, ...signatures.flatMap(({ fileId }) => fileId ?? [])].some((id) => unsent.has(id))
}

function isTaken({ events }: State, id: string): boolean {
  return events.some((event) => event.id === id)
}
