import type { Position } from '@/lib/geo/rules/road'
import type { DayText } from '@/lib/time'
import type { LeaveKind } from '@/lib/visits/rules'
import { type BoardLeave, type BoardVisit, dayMinutes, wallOf } from '../rules'
import { tripBetween } from './travel'

/** Something in somebody's day: a visit with how far it is from the work that is being planned, or leave. Wall minutes. */
export type AgendaItem =
  | { kind: 'visit'; id: string; start: number; end: number; customer: string; city: string; minutes: number | null }
  | { kind: 'leave'; id: string; start: number; end: number; leave: LeaveKind }

/** Somebody who is near on a day anyway: so many minutes from this customer, where they are from `start` on. */
export type Neighbour = { memberId: string; minutes: number; customer: string; start: number }

type Known = { visits: Iterable<BoardVisit>; leaves: readonly BoardLeave[] }
type About = { day: DayText; place: Position | undefined; exceptId?: string }

/** Further away than this is not near, in minutes on the way. */
const nearMinutes = 20
const mostNeighbours = 4

const touches = (day: DayText, start: number, end: number) => start < wallOf(day) + dayMinutes && end > wallOf(day)

/** A technician's day, in order of time: what stands in it, each with the minutes from there to the place asked about. */
export function agendaOf(known: Known, memberId: string, { day, place, exceptId }: About): AgendaItem[] {
  const visits = visitsOn(known, day, exceptId).flatMap((visit): AgendaItem[] =>
    visit.memberIds.includes(memberId)
      ? [
          {
            ...{ kind: 'visit', id: visit.id, start: visit.start, end: visit.start + visit.minutes },
            ...{ customer: visit.customer, city: visit.city, minutes: minutesTo(visit, place) },
          },
        ]
      : [],
  )
  const leaves = known.leaves.flatMap(({ id, memberId: of, start, end, kind }): AgendaItem[] =>
    of === memberId && touches(day, start, end) ? [{ kind: 'leave', id, start, end, leave: kind }] : [],
  )
  return [...visits, ...leaves].sort((a, b) => a.start - b.start)
}

/** Who is near on a day anyway, the nearest first, each with the visit that is nearest; nobody where the place is not known. */
export function neighboursOn(known: Known, { day, place, exceptId }: About): Neighbour[] {
  const nearest = new Map<string, Neighbour>()
  for (const visit of visitsOn(known, day, exceptId)) {
    const minutes = minutesTo(visit, place)
    if (minutes === null || minutes > nearMinutes) continue
    for (const memberId of visit.memberIds) {
      const found = nearest.get(memberId)
      if (!found || minutes < found.minutes)
        nearest.set(memberId, { memberId, minutes, customer: visit.customer, start: visit.start })
    }
  }
  return [...nearest.values()].sort((a, b) => a.minutes - b.minutes || a.start - b.start).slice(0, mostNeighbours)
}

function visitsOn({ visits }: Known, day: DayText, exceptId: string | undefined) {
  return [...visits].flatMap((visit) => {
    const { id, start, minutes, status } = visit
    if (start === null || id === exceptId || status === 'cancelled') return []
    return touches(day, start, start + minutes) ? [{ ...visit, start }] : []
  })
}

/** The same place is no minutes away; null where nobody knows one of both places. */
function minutesTo({ place: from }: BoardVisit, to: Position | undefined): number | null {
  return from && to ? (tripBetween(from, to)?.minutes ?? 0) : null
}
