import { type ClockEvent, tapsOf } from '@/lib/execution/rules'
import { bookableSpan, entryMinutes, type Span, spansOf } from '@/lib/hours/rules/entries'
import { dayLength } from '@/lib/hours/rules/week'
import { dayIn } from '@/lib/time'
import type { Entry, Event, State } from './state'

/**
 * Keeps a tap, and lets the hours follow the clock as the server does (lib/hours/mutations/clock): new spans are added, and
 * what nobody edited is corrected. Of hours elsewhere the phone knows nothing here: the server says what can be booked.
 */
export function withTap(state: State, event: Event): State {
  const events = [...state.events, event].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
  const hours = state.carried.team.reduce(
    (known, { id, name }) => follow({ ...state, hours: known }, { id, name }, events),
    state.hours,
  )
  return { ...state, events, hours: [...hours].sort(byStart) }
}

export function byStart(a: Entry, b: Entry): number {
  return Date.parse(a.startAt) - Date.parse(b.startAt) || (a.id < b.id ? -1 : 1)
}

function follow(
  { carried, who: { timeZone }, hours, events: before }: State,
  member: { id: string; name: string },
  events: readonly ClockEvent[],
): readonly Entry[] {
  const leaderId = carried.team[0]?.id ?? ''
  const onIt = new Set(carried.team.map(({ id }) => id))
  const spans = (of: readonly ClockEvent[]) =>
    spansOf(
      tapsOf(
        of.filter(({ memberId }) => onIt.has(memberId)),
        member.id,
        leaderId,
      ),
      timeZone,
    )
  const earlier = new Set(spans(before).map(({ startAt }) => Date.parse(startAt)))
  const others = hours.filter(({ memberId }) => memberId !== member.id)
  const own = hours.filter(({ memberId }) => memberId === member.id)
  const moves = (entry: Entry) => entry.origin === 'clock' && entry.isEditable
  const fixed = own.filter((entry) => !moves(entry))
  const room = roomBeside(fixed, timeZone)
  const booked = spans(events).flatMap((span): Entry[] => {
    const entry = own.find((one) => one.clockedStartAt && Date.parse(one.clockedStartAt) === Date.parse(span.startAt))
    if (entry && !moves(entry)) return []
    // Taken away by somebody: the clock does not bring it back.
    if (!entry && earlier.has(Date.parse(span.startAt))) return []
    const window = room(span)
    return [
      {
        ...(entry ?? {
          ...{ id: `clock ${member.id} ${span.startAt}`, isBooked: false, isEditable: true, memberId: member.id },
          ...{ member: member.name, origin: 'clock' as const, reason: '', version: 0 },
        }),
        ...{ hourType: span.hourType, ...window, minutes: entryMinutes(window.startAt, window.endAt) },
        ...{ clockedStartAt: span.startAt, clockedEndAt: span.endAt },
      },
    ]
  })
  return [...others, ...fixed, ...booked]
}

/** What of each next span can be booked beside hours that stand. */
function roomBeside(fixed: readonly Entry[], timeZone: string): (span: Span) => { startAt: string; endAt: string } {
  const booked = new Map<string, number>()
  const count = (day: string, minutes: number) => booked.set(day, (booked.get(day) ?? 0) + minutes)
  for (const { startAt, minutes } of fixed) count(dayIn(timeZone, startAt), minutes)
  return (span) => {
    const day = dayIn(timeZone, span.startAt)
    const { startAt, endAt } = bookableSpan(span, fixed, dayLength(timeZone, day) - (booked.get(day) ?? 0))
    count(day, entryMinutes(startAt, endAt))
    return { startAt, endAt }
  }
}
