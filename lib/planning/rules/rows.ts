import type { WorkHours } from '@/lib/auth/rules/schedule'
import type { DayText } from '@/lib/time'
import {
  type BoardLeave,
  type BoardMember,
  type BoardVisit,
  dayMinutes,
  daysOfScale,
  isWeekend,
  minuteOf,
  type Scale,
  wallOf,
} from '../rules'
import { endOf } from './clock'

export type Shade = { start: number; end: number; kind: 'off' | 'break' }

/** When somebody does not work, in order, as wall minutes: outside the hours, in the break, on days without any. */
export function shadesOf(days: readonly number[], hours: WorkHours, worksOn: (day: number) => boolean): Shade[] {
  return days.flatMap((day): Shade[] => {
    const end = day + dayMinutes
    if (!worksOn(day)) return [{ start: day, end, kind: 'off' }]
    const [from, to] = [day + minuteOf(hours.dayStart), day + minuteOf(hours.dayEnd)]
    const pause = { start: day + minuteOf(hours.breakStart), end: day + minuteOf(hours.breakEnd) }
    const hasBreak = hours.breakStart !== '' && pause.start >= from && pause.end <= to
    return [
      { start: day, end: from, kind: 'off' },
      ...(hasBreak ? [{ ...pause, kind: 'break' as const }] : []),
      { start: to, end, kind: 'off' },
    ]
  })
}

/** The days shown: working days, and a weekend day on which something stands or when asked for. */
export function daysShown(
  first: DayText,
  scale: Scale,
  hasWeekend: boolean,
  visits: readonly Pick<BoardVisit, 'start'>[],
): number[] {
  const all = Array.from({ length: daysOfScale[scale] }, (_, index) => wallOf(first) + index * dayMinutes)
  if (scale === 'day' || hasWeekend) return all
  const busy = new Set(
    visits.map((visit) => (visit.start === null ? -1 : Math.floor(visit.start / dayMinutes) * dayMinutes)),
  )
  return all.filter((day) => !isWeekend(day) || busy.has(day))
}

/**
 * The hours a board shows: the working day, or more when something stands outside it, so that nothing is hidden.
 */
export function hoursShown(
  workDay: { dayStart: string; dayEnd: string },
  visits: readonly Pick<BoardVisit, 'start' | 'minutes' | 'shift'>[],
  members: readonly Pick<BoardMember, 'hours'>[] = [],
): { fromMinute: number; toMinute: number } {
  let from = minuteOf(workDay.dayStart)
  let to = minuteOf(workDay.dayEnd)
  for (const { hours } of members) {
    if (hours.dayStart) from = Math.min(from, minuteOf(hours.dayStart))
    if (hours.dayEnd) to = Math.max(to, minuteOf(hours.dayEnd))
  }
  for (const visit of visits) {
    if (visit.start === null || visit.minutes >= dayMinutes) continue
    const start = ((visit.start % dayMinutes) + dayMinutes) % dayMinutes
    from = Math.min(from, start)
    to = Math.max(to, Math.min(dayMinutes, endOf({ ...visit, start })))
  }
  return {
    fromMinute: Math.max(0, Math.floor(from / 60) * 60),
    toMinute: Math.min(dayMinutes, Math.ceil(to / 60) * 60),
  }
}

/** Lane of each block so that no two in a lane overlap, and how many lanes that takes. Blocks sorted by start. */
export function lanesOf(blocks: readonly { start: number; end: number }[]): { lanes: number[]; count: number } {
  const ends: number[] = []
  const lanes = blocks.map((block) => {
    const free = ends.findIndex((end) => end <= block.start)
    const lane = free === -1 ? ends.length : free
    ends[lane] = block.end
    return lane
  })
  return { lanes, count: Math.max(1, ends.length) }
}

/** Planned and available minutes of one member on one day; leave takes from what is expected of the day. */
export function capacityOn(
  day: number,
  expected: number,
  workDay: { dayStart: string; dayEnd: string },
  visits: readonly Pick<BoardVisit, 'start' | 'minutes'>[],
  leaves: readonly Pick<BoardLeave, 'start' | 'end'>[],
): { planned: number; available: number } {
  const from = day + minuteOf(workDay.dayStart)
  const to = day + minuteOf(workDay.dayEnd)
  const within = (start: number, end: number, low: number, high: number) =>
    Math.max(0, Math.min(end, high) - Math.max(start, low))
  const planned = visits.reduce(
    (sum, visit) =>
      visit.start === null ? sum : sum + within(visit.start, visit.start + visit.minutes, day, day + dayMinutes),
    0,
  )
  const away = leaves.reduce((sum, leave) => sum + within(leave.start, leave.end, from, to), 0)
  return { planned, available: Math.round(expected * Math.max(0, 1 - away / Math.max(1, to - from))) }
}
