import { type Position, placeAt, roadMetres, roadSeconds } from '@/lib/geo/rules/road'
import { isOpen } from '@/lib/visits/rules'
import { type BoardVisit, dayMinutes } from '../rules'
import { endOf } from './clock'

/** Nearer than this is the same place. */
const sameMetres = 100

export type Trip = { minutes: number; km: number }

/** The way from one place to another, estimated: whole minutes up, kilometres with one decimal. Null where nobody drives. */
export function tripBetween(from: Position | undefined, to: Position | undefined): Trip | null {
  if (!from || !to) return null
  const metres = roadMetres(placeAt(from), placeAt(to))
  if (metres < sameMetres) return null
  return { minutes: Math.ceil(roadSeconds(metres) / 60), km: Math.round(metres / 100) / 10 }
}

export type TimedVisit = BoardVisit & { start: number }
export type Leg = Trip & {
  from: TimedVisit
  to: TimedVisit
  /** Minutes between the end of the one and the start of the other; negative when they overlap. */
  gap: number
  /** The gap is shorter than the way. */
  isTight: boolean
}

/** The ways of one person from visit to visit, each day by itself; `visits` sorted by start. What has no place is passed by. */
export function legsOf(visits: readonly TimedVisit[]): Leg[] {
  return visits.flatMap((to, index): Leg[] => {
    const from = visits[index - 1]
    if (!from || dayOf(from.start) !== dayOf(to.start)) return []
    const trip = tripBetween(from.place, to.place)
    if (!trip) return []
    const gap = to.start - endOf(from)
    return [{ ...trip, from, to, gap, isTight: gap < trip.minutes }]
  })
}

/**
 * The minutes on the way to or from what stands just before or after in somebody's day, where there is less time than that;
 * the longer of two. Null where there is time enough, or where nobody knows the way.
 */
export function tightWay(
  at: { start: number; end: number },
  place: Position | undefined,
  others: readonly { start: number; end: number; place?: Position }[],
): number | null {
  const ofDay = others.filter((one) => one.place && dayOf(one.start) === dayOf(at.start))
  const before = ofDay
    .filter(({ end }) => end <= at.start)
    .reduce<(typeof ofDay)[number] | null>((last, one) => (last && last.end >= one.end ? last : one), null)
  const after = ofDay
    .filter(({ start }) => start >= at.end)
    .reduce<(typeof ofDay)[number] | null>((next, one) => (next && next.start <= one.start ? next : one), null)
  const minutes = (other: { place?: Position } | null) => tripBetween(other?.place, place)?.minutes ?? 0
  const tight = [
    before && minutes(before) > at.start - before.end ? minutes(before) : 0,
    after && minutes(after) > after.start - at.end ? minutes(after) : 0,
  ]
  return Math.max(...tight) || null
}

/** Below this nobody is called late. */
const graceMinutes = 5

/**
 * Who is late today, and by how many minutes: a visit that runs past its end, or was not begun though it should be going on,
 * shifts what follows, with the way between; what has room in front of it absorbs it. What was passed over (still planned
 * though a later visit was begun) shifts nothing, nor does a day on which nobody pressed anything: nobody knows. `visits`
 * are those of one person, sorted by start.
 */
export function latenessOf(visits: readonly TimedVisit[], at: number): ReadonlyMap<string, number> {
  const now = Math.floor(at)
  const late = new Map<string, number>()
  const today = visits.filter(({ start }) => dayOf(start) === dayOf(now))
  const begun = today.findLastIndex((visit) => visit.status !== 'planned')
  let before: { place?: Position; ends: number } | null = null
  for (const visit of today.slice(Math.max(0, begun)).filter(({ status }) => isOpen(status))) {
    const end = endOf(visit)
    if (begun === -1 && !before && end <= now) continue
    const isThere = visit.status === 'working' || visit.status === 'paused'
    const arrives: number = before ? before.ends + (tripBetween(before.place, visit.place)?.minutes ?? 0) : now
    const ends = isThere ? Math.max(end, now) : Math.max(visit.start, arrives, now) + end - visit.start
    const by = ends - end
    if (by >= graceMinutes) late.set(visit.id, by)
    // A day that goes as planned is not called late for a way that was planned too short: that is drawn already.
    before = by >= graceMinutes ? { place: visit.place, ends } : null
  }
  return late
}

/** Of the visits of one person that are late the first, rather one that this person leads: the day of who leads it is told. */
export function lateVisitOf(
  visits: readonly TimedVisit[],
  late: ReadonlyMap<string, number>,
  memberId: string,
): string | undefined {
  const found = visits.filter(({ id }) => late.has(id))
  return (found.find(({ memberIds }) => memberIds[0] === memberId) ?? found[0])?.id
}

function dayOf(wall: number): number {
  return Math.floor(wall / dayMinutes)
}
