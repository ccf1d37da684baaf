import { useMemo, useRef } from 'react'
import { scheduledMinutes, weekdayOf } from '@/lib/hours/rules/week'
import {
  type Axis,
  axisWidth,
  type BoardLeave,
  type BoardMember,
  type BoardVisit,
  capacityOn,
  dayOfWall,
  lanesOf,
  type Scale,
  xOf,
} from '@/lib/planning/rules'
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
export type RowModel = {
  member: BoardMember
  blocks: readonly Block[]
  leaves: readonly LeaveBlock[]
  /** Assigned without a time. */
  untimed: readonly BoardVisit[]
  capacity: readonly { planned: number; available: number }[]
  height: number
}

/** Sizes in px by scale: a lane, what a block needs to be read, and the room around the lanes. */
export const sizes: Record<Scale, { lane: number; least: number; dayLeast: number; padding: number }> = {
  day: { lane: 46, least: 44, dayLeast: 780, padding: 10 },
  week: { lane: 26, least: 400, dayLeast: 100, padding: 26 },
  twoweeks: { lane: 26, least: 400, dayLeast: 112, padding: 26 },
}
export const nameWidth = 172
export const headerHeight = 44
const nameHeight = 50
const chipHeight = 26
/** In a day the hours stand below the name; in longer ones below each day. */
const lineHeight = 16

type Source = { visits: readonly BoardVisit[]; leaves: readonly BoardLeave[] }

/** One row per technician; a row whose visits did not change stays the same object, so that only changed rows draw. */
export function useRows(
  board: Board,
  axis: Axis,
  scale: Scale,
  workDay: { dayStart: string; dayEnd: string },
  holidays: ReadonlyMap<string, string>,
): readonly RowModel[] {
  const cache = useRef(new Map<string, { key: object; member: BoardMember; source: Source; row: RowModel }>())
  const key = useMemo(() => ({ axis, scale, workDay, holidays }), [axis, scale, workDay, holidays])
  return useMemo(() => {
    const sources = new Map<string, { visits: BoardVisit[]; leaves: BoardLeave[] }>()
    for (const member of board.members) sources.set(member.id, { visits: [], leaves: [] })
    for (const visit of board.visits.values()) for (const id of visit.memberIds) sources.get(id)?.visits.push(visit)
    for (const leave of board.leaves) sources.get(leave.memberId)?.leaves.push(leave)
    return board.members.map((member) => {
      const source = sources.get(member.id) ?? { visits: [], leaves: [] }
      const known = cache.current.get(member.id)
      if (known && known.key === key && sameMember(known.member, member) && sameSource(known.source, source))
        return known.row
      const row = rowOf(member, source, axis, scale, workDay, holidays)
      cache.current.set(member.id, { key, member, source, row })
      return row
    })
  }, [board, axis, scale, workDay, holidays, key])
}

function sameMember(a: BoardMember, b: BoardMember): boolean {
  return (
    a === b ||
    (a.name === b.name &&
      a.weekMinutes === b.weekMinutes &&
      a.colour === b.colour &&
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
  workDay: { dayStart: string; dayEnd: string },
  holidays: ReadonlyMap<string, string>,
): RowModel {
  const { lane: laneHeight, least, padding } = sizes[scale]
  const whole = axisWidth(axis)
  const placed = visits
    .flatMap((visit) => (visit.start === null ? [] : [{ visit, start: visit.start }]))
    .sort((a, b) => a.start - b.start || a.visit.id.localeCompare(b.visit.id))
    .map(({ visit, start }) => {
      const from = xOf(axis, start)
      const lasts = Math.max(4, xOf(axis, start + visit.minutes) - from)
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
  return {
    member,
    untimed,
    height,
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
