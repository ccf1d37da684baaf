import { type ClockEvent, clockOf, memberTaps, type VisitClock } from '@/lib/hours/rules/clock'
import { type ClockRules, dayOf } from '@/lib/hours/rules/clocked'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import type { CarriedClock } from '@/lib/sync/queries/my-clock'
import { addFile } from './answers'
import type { Taken } from './data'
import { type Looker, type State, stateOf } from './state'

/** What was carried along: every visit, and what the own clock needs besides. */
export type Carried = { visits: readonly CarriedVisit[]; clock: CarriedClock }

/** Of a screen that shows no clock, before the phone was read: nothing runs, and nothing is rounded. */
export const noClock = (timeZone: string): CarriedClock => ({
  rules: {
    moments: { timeZone, moments: [], eveningFrom: '', eveningTo: '', holidays: { country: '', extra: [] } },
    rounding: { step: 1, way: 'up' },
  },
  ...{ country: '', dayEnd: '24:00', visits: [], timers: [], entries: [], signs: [] },
})

export type Timer = CarriedClock['timers'][number]
export type OwnEntry = CarriedClock['entries'][number]

/**
 * Everything of one member while what was done on the phone is put on it, one deed after another; no deed changes the one
 * before. One member has one clock: what starts on one visit ends what ran on another.
 */
export type World = {
  who: Looker
  visits: ReadonlyMap<string, State>
  rules: ClockRules
  /** Visits that are not carried, and on which something was tapped meanwhile. */
  elsewhere: readonly VisitClock[]
  timers: readonly Timer[]
  /** The own hours that are not on a visit that is carried. */
  entries: readonly OwnEntry[]
}

export function worldOf({ visits, clock }: Carried, files: readonly Taken[], who: Looker): World {
  const ordered = files.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const states = visits.map((visit) => {
    const taken = ordered.filter((file) => isAbout(visit, file.visitId))
    return taken.reduce(addFile, stateOf(visit, who, taken))
  })
  const ids = new Set(visits.map(({ id }) => id))
  return {
    who,
    visits: new Map(states.map((state) => [state.carried.id, state])),
    rules: clock.rules,
    elsewhere: clock.visits.filter(({ visitId }) => !ids.has(visitId)),
    timers: clock.timers,
    entries: clock.entries.filter(({ visitId }) => visitId === null || !ids.has(visitId)),
  }
}

/** Whether a deed on this visit, or on none, can show on that one: visits of one order share what was answered. */
export function isAbout(carried: CarriedVisit, visitId: string | null): boolean {
  return visitId === null || carried.orderVisitIds.includes(visitId)
}

export function put(world: World, state: State): World {
  return { ...world, visits: new Map(world.visits).set(state.carried.id, state) }
}

/** The clock of a member over everything that the phone knows. */
export function clockIn(world: World, memberId: string) {
  return clockOf(memberTaps(memberId, clocksIn(world), world.timers))
}

/** As who does not lead a visit sees the own clock: by the own taps alone. */
export function ownClockOn(world: World, { carried, events }: State) {
  const { memberId } = world.who
  const own = events.filter((event) => event.memberId === memberId)
  const clock = { visitId: carried.id, team: [{ id: memberId, leader: true }], events: own }
  const others = clocksIn(world).filter(({ visitId }) => visitId !== carried.id)
  const { running } = clockOf(memberTaps(memberId, [clock, ...others], world.timers))
  return running?.subject === carried.id ? running : null
}

/** What was tapped on each visit, by who is on it. */
export function clocksIn({ visits, elsewhere }: World): VisitClock[] {
  const carried = [...visits.values()].map(({ carried: { id, team }, events }) => {
    const onIt = new Set(team.map((member) => member.id))
    const counts: ClockEvent[] = events.filter(({ memberId }) => onIt.has(memberId))
    return { visitId: id, team, events: counts }
  })
  return [...carried.filter(({ events }) => events.length > 0), ...elsewhere]
}

/** The own hours, wherever they are booked. */
export function ownHours({ visits, entries, who, rules }: World) {
  const onVisits = [...visits.values()].flatMap(({ carried, hours }) =>
    hours
      .filter(({ memberId }) => memberId === who.memberId)
      .map(({ id, hourType, startAt, endAt, minutes }) => ({
        ...{ id, orderId: carried.orderId, visitId: carried.id, hourType, startAt, endAt, minutes },
        day: dayOf(startAt, rules),
      })),
  )
  return [...onVisits, ...entries]
}
