import type { CloseVisit, TakeStep } from '@/lib/execution/input'
import { closingProblems, closings, fieldSteps, ownStepRefusal, tapsOf } from '@/lib/execution/rules'
import { runningOf } from '@/lib/hours/rules/entries'
import { instantOf, Temporal } from '@/lib/time'
import { isOpen, visitRefusal, visitSteps } from '@/lib/visits/rules'
import { answersOn } from './answers'
import { withTap } from './clock'
import { isLeading, type State } from './state'

/** One tap of the clock: of who leads it moves the visit, of anybody else only the own clock. */
export function takeStep(state: State, { id, visitId, step, at }: TakeStep): State {
  if (!isHere(state, visitId) || isTaken(state, id)) return state
  const { memberId } = state.who
  const tap = { id, memberId, kind: step, at: momentOf(state, at) }
  if (!isLeading(state)) {
    const own = state.events.filter((event) => event.memberId === memberId)
    const running = runningOf(tapsOf(own, memberId, memberId))
    return ownStepRefusal(running?.hourType ?? null, step) ? state : withTap(state, tap)
  }
  const { visitStep } = fieldSteps[step]
  const status = visitSteps[visitStep].to
  if (state.status !== status && visitRefusal(state.status, visitStep)) return state
  return { ...withTap(state, tap), status }
}

/** Ends the visit, or, while files of it are on the phone, the clocks alone. Another one of the order leaves its work over. */
export function closeVisit(state: State, close: CloseVisit): State {
  const left = close.outcome === 'completed' ? '' : close.remainingWork
  if (close.visitId !== state.carried.id) return isWaiting(state, close) ? state : { ...state, leftOver: left }
  if (!isHere(state, close.visitId) || isTaken(state, close.eventId) || !isLeading(state)) return state
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
  if (problems.length > 0) return state
  const { event, visitStep } = closings[close.outcome]
  const tap = { id: close.eventId, memberId: state.who.memberId, kind: event, at: momentOf(state, close.at) }
  const tapped = withTap(state, tap)
  if (waits) return { ...tapped, closedAs: close.outcome }
  return { ...tapped, status: visitSteps[visitStep].to, remainingWork: left }
}

/** Whether the server still waits for a file that the closing names. */
function isWaiting({ unsent }: State, { fileIds, signatures }: CloseVisit): boolean {
  return [...fileIds, ...signatures.flatMap(({ fileId }) => fileId ?? [])].some((id) => unsent.has(id))
}

/** What is done on this visit while it is open; after closing nothing of it changes any more. */
export function isHere({ carried, status }: State, visitId: string): boolean {
  return visitId === carried.id && isOpen(status)
}

function isTaken({ events }: State, id: string): boolean {
  return events.some((event) => event.id === id)
}

/** As the server keeps it: what lies ahead is now. */
function momentOf({ who }: State, at: string): string {
  const [tapped, now] = [instantOf(at), instantOf(who.now)]
  return (Temporal.Instant.compare(tapped, now) > 0 ? now : tapped).toString()
}
