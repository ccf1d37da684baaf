import type { DayText } from '@/lib/time'
import { type BoardVisit, dayMinutes, dayOfWall, minuteOf } from '../rules'

/** Where a visit goes: to whom (the leader first), when (wall minutes, or null without a time), for how long. */
export type Place = { memberIds: readonly string[]; start: number | null; minutes: number }
/** How far a group is moved: in minutes and in rows down. */
export type Shift = { minutes: number; rows: number }

/**
 * Where each of a group comes when all move by the same; `rows` are the members from top to bottom. Null when one would
 * leave the board at its top or bottom. Without a time it stays without; twice the same person in a team becomes once.
 */
export function shifted<V extends Place>(
  visits: readonly V[],
  by: Shift,
  rows: readonly string[],
): { visit: V; to: Place }[] | null {
  const moved: { visit: V; to: Place }[] = []
  for (const visit of visits) {
    const memberIds = visit.memberIds.map((id) => (by.rows === 0 ? id : rows[rows.indexOf(id) + by.rows]))
    if (by.rows !== 0 && visit.memberIds.some((id) => !rows.includes(id))) return null
    const team = memberIds.filter((id) => id !== undefined)
    if (team.length < memberIds.length) return null
    const start = visit.start === null ? null : visit.start + by.minutes
    moved.push({ visit, to: { memberIds: [...new Set(team)], start, minutes: visit.minutes } })
  }
  return moved
}

/** The person in whose row it was is replaced by the one in whose row it is; the rest of the team stays. */
export function swapped(team: readonly string[], from: string, to: string): string[] {
  if (from === to) return [...team]
  return team.flatMap((id) => (id === from ? [to] : id === to ? [] : [id]))
}

/** A part of work that is spread over days: wall minutes and length. */
export type Part = { start: number; minutes: number }

const mostDays = 400

/**
 * Work of so many minutes as parts of at most a working day each, from `start` on, within these hours.
 * `minutesOn` is how long is worked on a day (0 when it is free); the first day was chosen, and counts when it is free too.
 * Empty when no day has room.
 */
export function partsOf(
  minutes: number,
  start: number,
  workDay: { dayStart: string; dayEnd: string },
  minutesOn: (day: DayText) => number,
): Part[] {
  const [opens, closes] = [minuteOf(workDay.dayStart), minuteOf(workDay.dayEnd)]
  const parts: Part[] = []
  const first = Math.floor(start / dayMinutes) * dayMinutes
  let left = minutes
  for (let day = first; left > 0; day += dayMinutes) {
    if (day > first + mostDays * dayMinutes) return []
    const from = day === first ? Math.max(start, day + opens) : day + opens
    const works = minutesOn(dayOfWall(day))
    const room = Math.min(day + closes - from, works === 0 && day === first ? dayMinutes : works)
    if (room <= 0) continue
    parts.push({ start: from, minutes: Math.min(room, left) })
    left -= room
  }
  return parts
}

/** Whether work is longer than a working day, so that spreading it is worth proposing. */
export function isLongerThanDay(
  visit: Pick<BoardVisit, 'minutes'>,
  workDay: { dayStart: string; dayEnd: string },
): boolean {
  return visit.minutes > minuteOf(workDay.dayEnd) - minuteOf(workDay.dayStart)
}
