import { scheduledMinutes, weekdayOf } from '@/lib/auth/rules/schedule'
import { type DayText, dayBounds, dayIn, instantAt, instantOf, Temporal } from '@/lib/time'
import { overlaps } from '@/lib/visits/rules'

/** Something a technician has: a visit asks for travel before and after it, leave does not. Milliseconds since 1970. */
export type Busy = { start: number; end: number; isVisit: boolean }

export type Worker = {
  id: string
  skills: readonly string[]
  weekMinutes: number
  schedule: readonly number[]
  busy: readonly Busy[]
}

export type SlotFacts = {
  timeZone: string
  /** Local days to look at, the first one first. */
  days: readonly DayText[]
  holidays: ReadonlySet<DayText>
  workDay: { dayStart: string; dayEnd: string }
  /** No slot begins before this instant. */
  from: string
  minutes: number
  skills: readonly string[]
  /** Who goes now: they go again where they can. As many go as now. */
  team: readonly string[]
  workers: readonly Worker[]
}

export type Slot = { startAt: string; endAt: string; memberIds: string[] }

export const slotLimits = { days: 14, most: 12, stepMinutes: 30, travelMinutes: 15 } as const

const minute = 60_000

/**
 * Free moments for a visit of the same length: within the working day, on days on which enough people with the skills
 * work and still have the hours, with time to travel to and from their other visits. At most 12, spread over the days and
 * their halves, in order of time.
 */
export function freeSlots(facts: SlotFacts): Slot[] {
  const lists = facts.days.flatMap((day, index) => {
    const { starts, able, noon } = dayFacts(facts, day)
    const slots = starts.flatMap((start) => slotFor(facts, able, start) ?? [])
    const isMorning = (slot: Slot) => milliseconds(slot.startAt) < noon
    return [slots.filter(isMorning), slots.filter((slot) => !isMorning(slot))].map((half) => turned(half, index))
  })
  const longest = Math.max(0, ...lists.map((list) => list.length))
  // One of each half day, then another of each …
  const rounds = Array.from({ length: longest }, (_, round) => lists.flatMap((list) => list[round] ?? []))
  return rounds
    .flat()
    .slice(0, slotLimits.most)
    .sort((a, b) => milliseconds(a.startAt) - milliseconds(b.startAt))
}

/** Begins at the start of a half day, a third or two thirds into it, by turns: else every day would offer the same hours. */
function turned<T>(list: readonly T[], index: number): T[] {
  const from = Math.floor((list.length * (index % 3)) / 3)
  return [...list.slice(from), ...list.slice(0, from)]
}

/** The slot that begins at this instant, for whoever is free then now; null when nobody (or not enough people) is. */
export function slotAt(facts: SlotFacts, startAt: string): Slot | null {
  const { starts, able } = dayFacts(facts, dayIn(facts.timeZone, startAt))
  const start = milliseconds(startAt)
  return starts.includes(start) ? slotFor(facts, able, start) : null
}

type Able = { id: string; load: number; busy: readonly Busy[] }

/** When a visit can begin on a day, and who has the skills and the hours for it. */
function dayFacts(facts: SlotFacts, day: DayText): { starts: number[]; able: Able[]; noon: number } {
  const { timeZone, workDay, minutes } = facts
  const noon = milliseconds(instantAt(timeZone, day, '12:00'))
  if (!facts.days.includes(day) || facts.holidays.has(day)) return { starts: [], able: [], noon }
  const bounds = dayBounds(timeZone, day)
  const [from, to] = [milliseconds(bounds.start), milliseconds(bounds.end)]
  const first = milliseconds(instantAt(timeZone, day, workDay.dayStart))
  const last = milliseconds(instantAt(timeZone, day, workDay.dayEnd)) - minutes * minute
  const step = slotLimits.stepMinutes * minute
  const count = Math.max(0, Math.floor((last - first) / step) + 1)
  const starts = Array.from({ length: count }, (_, index) => first + index * step)
  const able = facts.workers.flatMap((worker) => {
    if (!facts.skills.every((skill) => worker.skills.includes(skill))) return []
    const busy = worker.busy.filter((one) => one.start < to && one.end > from)
    const load = busy.reduce(
      (sum, one) => (one.isVisit ? sum + (Math.min(one.end, to) - Math.max(one.start, from)) / minute : sum),
      0,
    )
    return load + minutes <= scheduledMinutes(worker, weekdayOf(day)) ? [{ id: worker.id, load, busy }] : []
  })
  return { starts: starts.filter((start) => start >= milliseconds(facts.from)), able, noon }
}

/** Who would go: those of the team first, the leader in front, then who has least that day. */
function slotFor({ team, minutes }: SlotFacts, able: readonly Able[], start: number): Slot | null {
  const end = start + minutes * minute
  const travel = slotLimits.travelMinutes * minute
  const isFree = ({ busy }: Able) =>
    !busy.some((one) => overlaps(one, one.isVisit ? { start: start - travel, end: end + travel } : { start, end }))
  const rank = ({ id }: Able) => (team.includes(id) ? team.indexOf(id) : team.length)
  const free = able.filter(isFree).sort((a, b) => rank(a) - rank(b) || a.load - b.load || (a.id < b.id ? -1 : 1))
  const size = Math.max(1, team.length)
  if (free.length < size) return null
  const at = (epoch: number) => Temporal.Instant.fromEpochMilliseconds(epoch).toString()
  return { startAt: at(start), endAt: at(end), memberIds: free.slice(0, size).map(({ id }) => id) }
}

function milliseconds(at: string): number {
  return instantOf(at).epochMilliseconds
}
