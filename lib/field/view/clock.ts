import { isClosing, type Stretch } from '@/lib/hours/rules/clock'
import { clockedParts, cutStretch, dayOf } from '@/lib/hours/rules/clocked'
import { isOpen } from '@/lib/visits/rules'
import { type Entry, type Event, isLeading, type State } from './state'
import { clockIn, clocksIn, put, type World } from './world'

/** Keeps a tap; the hours follow apart (booked). */
export function tapped(world: World, state: State, event: Event): World {
  const events = [...state.events, event].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
  return put(world, { ...state, events })
}

export function byStart(a: Entry, b: Entry): number {
  return Date.parse(a.startAt) - Date.parse(b.startAt) || (a.id < b.id ? -1 : 1)
}

/**
 * The hours of everybody on a visit, as the taps so far say, as the server books them (lib/hours/mutations/visit-clock): new
 * parts are added, and what nobody edited is corrected. Of the hours of colleagues elsewhere the phone knows only what it carries.
 */
export function booked(world: World, visitId: string, before: World): World {
  const team = world.visits.get(visitId)?.carried.team ?? []
  return team
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .reduce((known, member) => followed(known, { visitId, member, before }), world)
}

/** As booked; who leads it finds it paused when the own clock runs elsewhere by now. One that only waits for its photos is over. */
export function bookedAndPaused(world: World, visitId: string, before: World): World {
  const next = booked(world, visitId, before)
  const state = next.visits.get(visitId)
  if (state?.status !== 'working' || !isLeading(state)) return next
  if (state.events.some(({ kind }) => isClosing(kind))) return next
  const isHere = clockIn(next, next.who.memberId).running?.subject === visitId
  return isHere ? next : put(next, { ...state, status: 'paused' })
}

/**
 * The visit on which the own clock can run at a moment, other than `exceptId`: that of the last tap before. Null when that is
 * not carried, or closed: what was signed stays.
 */
export function visitToEnd(world: World, at: string, exceptId: string | null): string | null {
  const { memberId } = world.who
  const last = clocksIn(world)
    .filter(({ visitId }) => visitId !== exceptId)
    .flatMap(({ visitId, events }) => events.map((event) => ({ ...event, visitId, time: Date.parse(event.at) })))
    .filter((event) => event.memberId === memberId && event.time <= Date.parse(at))
    .reduce<{ visitId: string; time: number } | null>(
      (newest, event) => (newest && newest.time > event.time ? newest : event),
      null,
    )
  const state = last && world.visits.get(last.visitId)
  return state && isOpen(state.status) ? last.visitId : null
}

type Whose = { visitId: string; member: { id: string; name: string }; before: World }

function followed(world: World, { visitId, member, before }: Whose): World {
  const state = world.visits.get(visitId)
  if (!state) return world
  const stretchesIn = (of: World) => clockIn(of, member.id).stretches.filter(({ subject }) => subject === visitId)
  let startsBefore: ReadonlySet<number> | null = null
  const ranBefore = (startAt: string) => {
    startsBefore ??= new Set(
      stretchesIn(before).flatMap((stretch) => cutStretch(stretch, world.rules).map((cut) => Date.parse(cut.startAt))),
    )
    return startsBefore.has(Date.parse(startAt))
  }
  const others = state.hours.filter(({ memberId }) => memberId !== member.id)
  const own = state.hours.filter(({ memberId }) => memberId === member.id)
  const moves = (entry: Entry) => entry.origin === 'clock' && entry.isEditable
  const entryAt = (startAt: string) =>
    own.find(({ clockedStartAt }) => clockedStartAt !== null && Date.parse(clockedStartAt) === Date.parse(startAt))
  const isKept = (startAt: string) => {
    const entry = entryAt(startAt)
    // Known before and not there: taken away by somebody, and the clock does not bring it back.
    return entry ? !moves(entry) : ranBefore(startAt)
  }
  const stretches = stretchesIn(world)
  const beside = besideOf(world, state, { memberId: member.id, stretches })
  const parts = clockedParts(stretches, world.rules, { beside, isKept })
  const moved = parts
    .filter(({ part }) => !isKept(part.startAt))
    .map(({ part, window: { startAt, endAt }, minutes }): Entry => {
      const known = entryAt(part.startAt) ?? {
        ...{ id: `clock ${member.id} ${part.startAt}`, isBooked: false, isEditable: true, memberId: member.id },
        ...{ member: member.name, origin: 'clock' as const, reason: '', version: 0 },
      }
      const clocked = { clockedStartAt: part.startAt, clockedEndAt: part.endAt }
      return { ...known, ...clocked, hourType: part.hourType, startAt, endAt, minutes }
    })
  const kept = own
    .filter((entry) => !moves(entry))
    .map((entry) => {
      const { clockedStartAt: start } = entry
      const told = start && parts.find(({ part }) => Date.parse(part.startAt) === Date.parse(start))
      return told && entry.isEditable ? { ...entry, clockedEndAt: told.part.endAt } : entry
    })
  return put(world, { ...state, hours: [...others, ...kept, ...moved].sort(byStart) })
}

/** A member's hours that stand beside what the clock says of this visit, on the days on which it ran. */
function besideOf(
  { visits, entries, who, rules }: World,
  { carried }: State,
  { memberId, stretches }: { memberId: string; stretches: readonly Stretch[] },
) {
  const from = Date.parse(stretches[0]?.startAt ?? '') - dayMs
  const to = Date.parse(stretches.at(-1)?.endAt ?? '') + dayMs
  const onVisits = [...visits.values()].flatMap((state) =>
    state.hours.filter(
      (entry) =>
        entry.memberId === memberId &&
        (state.carried.id !== carried.id || entry.origin !== 'clock' || !entry.isEditable) &&
        Date.parse(entry.endAt) > from &&
        Date.parse(entry.startAt) < to,
    ),
  )
  return [
    ...onVisits.map((entry) => ({ ...entry, day: dayOf(entry.startAt, rules) })),
    ...(memberId === who.memberId ? entries : []),
  ]
}

/** No day lasts longer. */
const dayMs = 25 * 60 * 60_000
