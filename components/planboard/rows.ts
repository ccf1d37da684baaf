import { useMemo, useRef } from 'react'
import { hoursOf, scheduledMinutes, type WorkHours, weekdayOf } from '@/lib/auth/rules/schedule'
import {
  type Axis,
  axisWidth,
  type BoardLeave,
  type BoardMember,
  type BoardVisit,
  dayMinutes,
  dayOfWall,
  type Scale,
  xOf,
} from '@/lib/planning/rules'
import { endOf } from '@/lib/planning/rules/clock'
import { capacityOn, lanesOf, shadesOf } from '@/lib/planning/rules/rows'
import { type Leg, legsOf, type TimedVisit } from '@/lib/planning/rules/travel'
import type { Board } from './use-board'

export type Block = {
  visit: BoardVisit
  x: number
  /** As wide as it must be to be read: in a week the whole day. */
  width: number
  /** How far in it begins, and how wide it lasts. */
  inset: number
  lasts: number
  lane: number
}
export type LeaveBlock = { leave: BoardLeave; x: number; width: number }
/** The way to a visit. In a day: where its minutes stand, and how wide; in a week a line just above the visit. */
export type LegBlock = { leg: Leg; middle: number; wide: number; x: number; width: number; lane: number }
export type RowModel = {
  member: BoardMember
  /** What has a time, in order. */
  timed: readonly TimedVisit[]
  legs: readonly LegBlock[]
  lanes: number
  /** Minutes of all ways of a day, by day shown. */
  driven: readonly number[]
  /** What lies behind the row: when this person does not work. */
  shade: string
  blocks: readonly Block[]
  leaves: readonly LeaveBlock[]
  /** Assigned without a time. */
  untimed: readonly BoardVisit[]
  capacity: readonly { planned: number; available: number }[]
  height: number
}

/** Sizes in px by scale: a lane, what a block needs to be read, and the room around the lanes. */
export const sizes: Record<Scale, { lane: number; least: number; dayLeast: number; padding: number }> = {
  day: { lane: 46, least: 44, dayLeast: 780, padding: 20 },
  week: { lane: 26, least: 400, dayLeast: 100, padding: 26 },
  twoweeks: { lane: 22, least: 400, dayLeast: 92, padding: 20 },
}
export const nameWidth = 172
export const headerHeight = 44
/** Name and vehicle, each high enough to be pressed. */
const nameHeight = 60
const chipHeight = 26
/** In a day the hours stand below the name; in longer ones below each day. */
const lineHeight = 16

type Source = { visits: readonly BoardVisit[]; leaves: readonly BoardLeave[] }

/** What a label of minutes needs. */
const legLeast = 64

/** One row per technician shown; a row whose visits did not change stays the same object, so that only changed rows draw. */
export function useRows(
  board: Board,
  members: readonly BoardMember[],
  axis: Axis,
  scale: Scale,
  workDay: WorkHours,
  holidays: ReadonlyMap<string, string>,
): readonly RowModel[] {
  const cache = useRef(new Map<string, { key: object; member: BoardMember; source: Source; row: RowModel }>())
  const key = useMemo(() => ({ axis, scale, workDay, holidays }), [axis, scale, workDay, holidays])
  return useMemo(() => {
    const sources = new Map<string, { visits: BoardVisit[]; leaves: BoardLeave[] }>()
    for (const member of members) sources.set(member.id, { visits: [], leaves: [] })
    for (const visit of board.visits.values()) for (const id of visit.memberIds) sources.get(id)?.visits.push(visit)
    for (const leave of board.leaves) sources.get(leave.memberId)?.leaves.push(leave)
    return members.map((member) => {
      const source = sources.get(member.id) ?? { visits: [], leaves: [] }
      const known = cache.current.get(member.id)
      if (known && known.key === key && sameMember(known.member, member) && sameSource(known.source, source))
        return known.row
      const row = rowOf(member, source, axis, scale, workDay, holidays)
      cache.current.set(member.id, { key, member, source, row })
      return row
    })
  }, [board, members, axis, scale, workDay, holidays, key])
}

function sameMember(a: BoardMember, b: BoardMember): boolean {
  return (
    a === b ||
    (a.name === b.name &&
      a.weekMinutes === b.weekMinutes &&
      a.colour === b.colour &&
      a.active === b.active &&
      a.team === b.team &&
      a.region === b.region &&
      `${a.skills}` === `${b.skills}` &&
      Object.values(a.hours).join() === Object.values(b.hours).join() &&
      `${a.schedule}` === `${b.schedule}`)
  )
}

function sameSource(a: Source, b: Source): boolean {
  const same = <T>(one: readonly T[], two: readonly T[]) =>
    one.length === two.length && one.every((thing, index) => thing === two[index])
  return same(a.visits, b.visits) && same(a.leaves, b.leaves)
}

function rowOf(
  member: BoardMember,
  { visits, leaves }: Source,
  axis: Axis,
  scale: Scale,
  workDay: WorkHours,
  holidays: ReadonlyMap<string, string>,
): RowModel {
  const { lane: laneHeight, least, padding } = sizes[scale]
  const whole = axisWidth(axis)
  const timed = visits
    .filter((visit): visit is TimedVisit => visit.start !== null)
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
  const placed = timed.map((visit) => {
    const { start } = visit
    const from = xOf(axis, start)
    const lasts = Math.max(4, xOf(axis, endOf({ ...visit, start })) - from)
    const width = Math.max(lasts, Math.min(least, axis.dayWidth - 3))
    const dayEnd = (Math.floor(from / axis.dayWidth) + 1) * axis.dayWidth
    const x = width > lasts ? Math.max(0, Math.min(from, dayEnd - width - 2)) : from
    return { visit, x, width: Math.min(width, whole - x), inset: from - x, lasts }
  })
  const { lanes, count } = lanesOf(placed.map(({ x, width }) => ({ start: x, end: x + width })))
  const untimed = visits.filter((visit) => visit.start === null)
  const height = Math.max(
    count * laneHeight + padding,
    nameHeight + (scale === 'day' ? lineHeight : 0) + untimed.length * chipHeight,
  )
  const laneOf = new Map(placed.map(({ visit }, index) => [visit.id, lanes[index] ?? 0]))
  const legs = legsOf(timed)
  const isDue = (wall: number) => scheduledMinutes(member, weekdayOf(dayOfWall(wall))) > 0
  return {
    member,
    timed,
    untimed,
    height,
    lanes: count,
    legs: legs.map((leg) => legBlock(leg, axis, laneOf.get(leg.to.id) ?? 0)),
    driven: axis.days.map((day) =>
      legs.reduce((sum, { to, minutes }) => (to.start >= day && to.start < day + dayMinutes ? sum + minutes : sum), 0),
    ),
    shade: shadeOf(axis, shadesOf(axis.days, hoursOf(member.hours, workDay), isDue)),
    blocks: placed.map((block, index) => ({ ...block, lane: lanes[index] ?? 0 })),
    leaves: leaves.flatMap((leave) => {
      const x = xOf(axis, leave.start)
      const width = xOf(axis, leave.end) - x
      return width > 0 ? [{ leave, x, width }] : []
    }),
    capacity: axis.days.map((wall) => {
      const day = dayOfWall(wall)
      const expected = holidays.has(day) ? 0 : scheduledMinutes(member, weekdayOf(day))
      return capacityOn(wall, expected, workDay, visits, leaves)
    }),
  }
}

function legBlock(leg: Leg, axis: Axis, lane: number): LegBlock {
  const [from, to] = [xOf(axis, endOf(leg.from)), xOf(axis, leg.to.start)]
  const x = Math.min(from, to)
  const width = Math.max(8, Math.abs(to - from))
  return { leg, lane, x, width, middle: (from + to) / 2, wide: Math.max(legLeast, to - from) }
}

const shadeColours = {
  off: 'color-mix(in srgb, var(--sunken) 80%, transparent)',
  break: 'color-mix(in srgb, var(--pressed) 55%, transparent)',
}

/** One background for the whole row, instead of an element for each part of each day. */
function shadeOf(axis: Axis, shades: ReturnType<typeof shadesOf>): string {
  const stops = shades.flatMap(({ start, end, kind }) => {
    const [from, to] = [xOf(axis, start), xOf(axis, end)]
    if (to <= from) return []
    const colour = shadeColours[kind]
    return [`transparent ${from}px`, `${colour} ${from}px ${to}px`, `transparent ${to}px`]
  })
  return stops.length === 0 ? 'none' : `linear-gradient(90deg, ${stops.join()})`
}
