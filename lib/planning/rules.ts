import type { WorkHours } from '@/lib/auth/rules/schedule'
import type { Position } from '@/lib/geo/rules/road'
import type { Priority } from '@/lib/orders/rules'
import { addDays, type DayText, instantAt, Temporal, weekStart } from '@/lib/time'
import { type LeaveKind, type ToldState, toldStates, type VisitStatus } from '@/lib/visits/rules'

export const scales = ['day', 'week', 'twoweeks'] as const
export type Scale = (typeof scales)[number]
export const daysOfScale: Record<Scale, number> = { day: 1, week: 7, twoweeks: 14 }

export const backlogSorts = ['due', 'priority', 'newest', 'nearest'] as const

/** More changed visits are not asked for by name: the board reads itself anew. */
export const mostAsked = 200

export const snapMinutes = 15
export const dayMinutes = 1440

/**
 * A visit as it travels to the board. Times are wall minutes: minutes since 1970 on the clock of the organization, so that
 * a browser anywhere draws without knowing the zone; length is real minutes. Names are indexes into `names`.
 */
export type VisitRow = [
  id: string,
  version: number,
  status: VisitStatus,
  start: number | null,
  minutes: number,
  /** Indexes into `members`, the leader first. */
  team: number[],
  /** Place in `toldStates`. */
  told: number,
  overlap: 0 | 1,
  type: number,
  number: string,
  customer: number,
  city: number,
  /** Index into `places`; -1 when nobody knows where it is. */
  place: number,
  /** There when it begins in the second of the two hours that the clock shows alike in autumn. */
  later?: 1,
]
export type LeaveRow = [
  id: string,
  version: number,
  member: number,
  kind: LeaveKind,
  start: number,
  end: number,
  notes: string,
]
export type MemberRow = [
  id: string,
  name: string,
  colour: string,
  weekMinutes: number,
  skills: string[],
  active: 0 | 1,
  /** Minutes of Monday … Sunday (empty: spread). */
  schedule: number[],
  team: string,
  region: string,
  /** Own clock times; empty where the company's count. */
  hours: WorkHours,
]
export type BoardData = {
  members: MemberRow[]
  names: string[]
  places: Position[]
  visits: VisitRow[]
  leaves: LeaveRow[]
  /** Of a board of one day: minutes planned in the rest of that week, by index of the member. */
  rest?: [member: number, minutes: number][]
  /** Skills that order types ask, by name of the type. */
  typeSkills: Record<string, string[]>
  /** True when the period held more than the board reads. */
  more: boolean
}

export type BacklogRow = [
  id: string,
  number: string,
  title: string,
  type: string,
  customer: string,
  city: string,
  priority: Priority,
  dueOn: DayText | null,
  durationMinutes: number,
  remainingWork: string,
  onHold: 0 | 1,
  /** Kilometres as the crow flies from what the list is sorted by; null when that is something else, or unknown. */
  km: number | null,
  /** Where it is; null while nobody knows. */
  place: Position | null,
  /** The customer wants nobody before this day. */
  earliestOn: DayText | null,
  /** Why its last visit was called off, in whose words; null when it was not, or nobody said why. */
  calledOff: [reason: string, byCustomer: boolean] | null,
]
export type BacklogData = { orders: BacklogRow[]; total: number }

export type BoardVisit = {
  id: string
  version: number
  status: VisitStatus
  start: number | null
  minutes: number
  memberIds: readonly string[]
  told: ToldState
  overlap: boolean
  type: string
  number: string
  customer: string
  city: string
  /** Absent when nobody knows where it is. */
  place?: Position
  /** What the clock is put on or back while it lasts; absent on all but two nights a year. */
  shift?: number
  /** It begins in the second of the two hours that the clock shows alike in autumn. */
  later?: true
}
export type BoardLeave = {
  id: string
  version: number
  memberId: string
  kind: LeaveKind
  start: number
  end: number
  notes: string
}
export type BoardMember = {
  id: string
  name: string
  colour: string
  weekMinutes: number
  schedule: readonly number[]
  skills: readonly string[]
  active: boolean
  team: string
  region: string
  hours: WorkHours
}

/** The rows as the board works with them. */
export function boardOf(data: BoardData): {
  members: BoardMember[]
  visits: BoardVisit[]
  leaves: BoardLeave[]
  /** Minutes by member in the rest of the week of which one day is shown. */
  weekRest: ReadonlyMap<string, number>
} {
  const name = (index: number) => data.names[index] ?? ''
  const memberId = (index: number) => data.members[index]?.[0] ?? ''
  return {
    members: data.members.map(
      ([id, memberName, colour, weekMinutes, skills, active, schedule, team, region, hours]) => ({
        id,
        name: memberName,
        colour,
        weekMinutes,
        schedule,
        skills,
        active: active === 1,
        team,
        region,
        hours,
      }),
    ),
    visits: data.visits.map(
      ([id, version, status, start, minutes, team, told, overlap, type, number, customer, city, place, later]) => ({
        id,
        version,
        status,
        start,
        minutes,
        memberIds: team.map(memberId),
        told: toldStates[told] ?? 'untold',
        overlap: overlap === 1,
        type: name(type),
        number,
        customer: name(customer),
        city: name(city),
        place: data.places[place],
        ...(later && { later: true as const }),
      }),
    ),
    leaves: data.leaves.map(([id, version, member, kind, start, end, notes]) => ({
      id,
      version,
      memberId: memberId(member),
      kind,
      start,
      end,
      notes,
    })),
    weekRest: new Map(data.rest?.map(([member, minutes]) => [memberId(member), minutes])),
  }
}

/** Wall minutes of a local day's midnight. */
export function wallOf(day: DayText): number {
  return Date.parse(`${day}T00:00:00Z`) / 60_000
}

/** The local day on which wall minutes fall. */
export function dayOfWall(wall: number): DayText {
  return new Date(Math.floor(wall / dayMinutes) * dayMinutes * 60_000).toISOString().slice(0, 10)
}

/** The number of the week, from Monday, in which wall minutes fall: the same for the same week, and one more for the next. */
export function weekOfWall(wall: number): number {
  // 1970 began on a Thursday.
  return Math.floor((Math.floor(wall / dayMinutes) + 3) / 7)
}

/** `13:30` of wall minutes. */
export function clockOf(wall: number): string {
  const minute = ((wall % dayMinutes) + dayMinutes) % dayMinutes
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** The instant of wall minutes where the organization is; of two that the clock shows alike the first, or the `later`. */
export function instantOfWall(timeZone: string, wall: number, later = false): string {
  if (!later) return instantAt(timeZone, dayOfWall(wall), clockOf(wall))
  const local = Temporal.PlainDateTime.from(`${dayOfWall(wall)}T${clockOf(wall)}`)
  return local.toZonedDateTime(timeZone, { disambiguation: 'later' }).toInstant().toString()
}

/** Wall minutes of an instant where the organization is. */
export function wallOfInstant(timeZone: string, at: string): number {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDateTime()
  return local.toZonedDateTime('UTC').epochMilliseconds / 60_000
}

/** Start and end of a visit that is put at `wall` for so many real minutes, also over a change of clocks. */
export function windowAt(timeZone: string, wall: number, minutes: number, later?: boolean) {
  const start = Temporal.Instant.from(instantOfWall(timeZone, wall, later))
  return { startAt: start.toString(), endAt: start.add({ minutes }).toString() }
}

/** The days of a board (wall minutes of their midnights), each the same hours wide: what falls outside is drawn at the edge. */
export type Axis = { days: readonly number[]; fromMinute: number; toMinute: number; dayWidth: number }

export function axisWidth(axis: Axis): number {
  return axis.days.length * axis.dayWidth
}

export function xOf(axis: Axis, wall: number): number {
  const index = axis.days.findIndex((day) => wall < day + dayMinutes)
  if (index === -1) return axisWidth(axis)
  const minute = wall - (axis.days[index] ?? 0)
  const part = (minute - axis.fromMinute) / (axis.toMinute - axis.fromMinute)
  return (index + Math.min(1, Math.max(0, part))) * axis.dayWidth
}

/** Wall minutes at a place on the board, on whole quarters. */
export function wallAt(axis: Axis, x: number): number {
  const index = Math.min(axis.days.length - 1, Math.max(0, Math.floor(x / axis.dayWidth)))
  const part = Math.min(1, Math.max(0, x / axis.dayWidth - index))
  const minute = axis.fromMinute + part * (axis.toMinute - axis.fromMinute)
  const snapped = Math.round(minute / snapMinutes) * snapMinutes
  return (axis.days[index] ?? 0) + Math.min(snapped, dayMinutes - snapMinutes)
}

export function isWeekend(day: number): boolean {
  return [0, 6].includes(new Date(day * 60_000).getUTCDay())
}

export function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

export type Obstacle = { start: number; end: number; kind: 'visit' | 'leave'; what: string }
export type DropProblem = { kind: 'visit' | 'leave' | 'outside'; what: string } | null

/** What is in the way of putting something there: another visit or leave (it will be refused), or only outside hours. */
export function dropProblem(
  at: { start: number; end: number },
  obstacles: readonly Obstacle[],
  workDay: { dayStart: string; dayEnd: string },
): DropProblem {
  const clash = obstacles.find((obstacle) => obstacle.start < at.end && at.start < obstacle.end)
  if (clash) return { kind: clash.kind, what: clash.what }
  const start = at.start - Math.floor(at.start / dayMinutes) * dayMinutes
  const isWithin = start >= minuteOf(workDay.dayStart) && start + (at.end - at.start) <= minuteOf(workDay.dayEnd)
  return isWithin ? null : { kind: 'outside', what: '' }
}

/** First and last day shown for a date: the day itself, or from the Monday of its week. */
export function periodOf(date: DayText, scale: Scale): { from: DayText; to: DayText } {
  const from = scale === 'day' ? date : weekStart(date)
  return { from, to: addDays(from, daysOfScale[scale] - 1) }
}
