import type { ClockType, HourType, Tap } from './entries'

/** Taps of a visit. `stop`: when the own clock really ended, told later. */
export const visitEventKinds = [
  'travel',
  'arrive',
  'pause',
  'resume',
  'stop',
  'complete',
  'partly_complete',
  'no_access',
] as const
export type VisitEventKind = (typeof visitEventKinds)[number]

const starts: Record<VisitEventKind, ClockType | null> = {
  travel: 'travel',
  arrive: 'work',
  pause: 'break',
  resume: 'work',
  stop: null,
  complete: null,
  partly_complete: null,
  no_access: null,
}

/** Whether a tap closes the visit: then it stops for everybody. */
export function isClosing(kind: VisitEventKind): boolean {
  return kind === 'complete' || kind === 'partly_complete' || kind === 'no_access'
}

export type ClockEvent = { memberId: string; kind: VisitEventKind; at: string }

/** A visit as its clocks see it: who goes, and every tap. */
export type VisitClock = {
  visitId: string
  team: readonly { id: string; leader: boolean }[]
  events: readonly ClockEvent[]
}

/** A clock on an order, a project or own time. Null: it runs. */
export type TimerClock = { id: string; memberId: string; hourType: HourType; startAt: string; endAt: string | null }

/** A tap for what it is about: a visit or a timer. `isOwn`: not taken over from who leads the visit. */
export type MemberTap = { subject: string; starts: HourType | null; at: string; isOwn: boolean }

/** Half-open: [startAt, endAt). `endedBy`: what began elsewhere and ended it; null when it was stopped itself. */
export type Stretch = { subject: string; hourType: HourType; startAt: string; endAt: string; endedBy: string | null }
export type RunningStretch = Omit<Stretch, 'endAt' | 'endedBy'>

/**
 * The taps that count for one member of the team: the own ones, or those of the leader for who rode along and tapped
 * nothing. Closing the visit stops everybody's clock.
 */
export function tapsOf(events: readonly ClockEvent[], memberId: string, leaderId: string): Tap[] {
  const taps = (id: string) => events.filter(({ memberId: by, kind }) => by === id && !isClosing(kind))
  const own = taps(memberId)
  return [...(own.length > 0 ? own : taps(leaderId)), ...events.filter(({ kind }) => isClosing(kind))].map(
    ({ kind, at }) => ({
      starts: starts[kind],
      at,
    }),
  )
}

/** Everything that was tapped for one member, over all visits and timers. */
export function memberTaps(
  memberId: string,
  visits: readonly VisitClock[],
  timers: readonly TimerClock[],
): MemberTap[] {
  const ofVisits = visits.flatMap(({ visitId, team, events }) => {
    const isOwn = events.some((event) => event.memberId === memberId && !isClosing(event.kind))
    if (!isOwn && !team.some(({ id }) => id === memberId)) return []
    const leader = team.find((one) => one.leader) ?? team[0]
    return tapsOf(events, memberId, leader?.id ?? '').map((tap) => ({ ...tap, subject: visitId, isOwn }))
  })
  const ofTimers = timers
    .filter((timer) => timer.memberId === memberId)
    .flatMap(({ id, hourType, startAt, endAt }): MemberTap[] => [
      { subject: id, starts: hourType, at: startAt, isOwn: true },
      ...(endAt ? [{ subject: id, starts: null, at: endAt, isOwn: true }] : []),
    ])
  return [...ofVisits, ...ofTimers]
}

/**
 * One clock per member: what starts ends what ran, wherever that was; what stops ends only its own. Taps count in the order
 * of their time, however they arrive; a tap taken over from the leader never ends what somebody started elsewhere.
 */
export function clockOf(taps: readonly MemberTap[]): { stretches: Stretch[]; running: RunningStretch | null } {
  const stretches: Stretch[] = []
  let running = null as (RunningStretch & { isOwn: boolean }) | null
  const end = (at: string, endedBy: string | null) => {
    if (running && epoch(at) > epoch(running.startAt)) {
      const { isOwn: _, ...stretch } = running
      stretches.push({ ...stretch, endAt: at, endedBy })
    }
  }
  for (const { subject, starts: hourType, at, isOwn } of inOrder(taps)) {
    const isElsewhere = running !== null && running.subject !== subject
    if (hourType === null) {
      if (isElsewhere) continue
      end(at, null)
      running = null
      continue
    }
    if (running && !isElsewhere && running.hourType === hourType) continue
    if (running && isElsewhere && running.isOwn && !isOwn) continue
    end(at, isElsewhere ? subject : null)
    running = { subject, hourType, startAt: at, isOwn }
  }
  if (!running) return { stretches, running: null }
  const { isOwn: _, ...now } = running
  return { stretches, running: now }
}

/** By time; at the same moment by what it is about, as it was tapped there, so that any order of arrival is the same. */
function inOrder(taps: readonly MemberTap[]): MemberTap[] {
  return [...taps].sort(
    (a, b) => epoch(a.at) - epoch(b.at) || (a.subject < b.subject ? -1 : Number(a.subject > b.subject)),
  )
}

// Of instants as they are stored; many times as quick as Temporal, and a phone asks it of every tap.
const epoch = (at: string) => Date.parse(at)
