import {
  type Facts,
  fitsIn,
  isAble,
  type Legs,
  loadOn,
  pauseFits,
  roomIn,
  type Stretch,
  stretchesOf,
} from '@/lib/planning/rules/facts'
import { type DayText, dayBounds, dayIn, instantAt, instantOf, Temporal } from '@/lib/time'

/** The visit for which another moment is sought. Who goes now goes again where they can; as many go as now. */
export type Moved = {
  visitId: string
  orderId: string
  siteId: string
  minutes: number
  skills: readonly string[]
  team: readonly string[]
}

export type SlotFacts = {
  timeZone: string
  /** Local days to look at, the first one first. */
  days: readonly DayText[]
  workDay: { dayStart: string; dayEnd: string }
  /** Who works when, and what stands in those days; no slot begins before its `now`. */
  facts: Facts
  visit: Moved
}

/** `near` is where they come from and go on to, as keys of travel. */
export type Slot = { startAt: string; endAt: string; memberIds: string[]; near: string[] }

export const slotLimits = { days: 14, most: 12, stepMinutes: 30 } as const

/**
 * Free moments for a visit of the same length: within the company's working day, where enough people with the skills are at work
 * and free, with time for the way from what they did before and to what comes after, and for their pause; the one who leads can carry
 * what is brought. At most `most`, spread over the days and their halves, in order of time.
 */
export function freeSlots(asked: SlotFacts, legs: Legs, most: number = slotLimits.most): Slot[] {
  const stretches = ableStretches(asked)
  const lists = asked.days.flatMap((day, index) => {
    const noon = seconds(instantAt(asked.timeZone, day, '12:00'))
    const starts = startsOn(asked, day)
    const [first = 0, last = 0] = [starts[0], starts.at(-1)]
    const ofDay = stretches.filter(({ from, to }) => from <= last && first < to)
    const slots = starts.flatMap((start) => slotFor(asked, ofDay, legs, start) ?? [])
    const isMorning = (slot: Slot) => seconds(slot.startAt) < noon
    return [slots.filter(isMorning), slots.filter((slot) => !isMorning(slot))].map((half) => turned(half, index))
  })
  const longest = Math.max(0, ...lists.map((list) => list.length))
  // One of each half day, then another of each …
  const rounds = Array.from({ length: longest }, (_, round) => lists.flatMap((list) => list[round] ?? []))
  return rounds
    .flat()
    .slice(0, most)
    .sort((a, b) => seconds(a.startAt) - seconds(b.startAt))
}

/** Begins at the start of a half day, a third or two thirds into it, by turns: else every day would offer the same hours. */
function turned<T>(list: readonly T[], index: number): T[] {
  const from = Math.floor((list.length * (index % 3)) / 3)
  return [...list.slice(from), ...list.slice(0, from)]
}

/** The slot that begins at this instant, for whoever is free then now; null when nobody (or not enough people) is. */
export function slotAt(asked: SlotFacts, legs: Legs, startAt: string): Slot | null {
  const start = seconds(startAt)
  const isOffered = startsOn(asked, dayIn(asked.timeZone, startAt)).includes(start)
  return isOffered ? slotFor(asked, ableStretches(asked), legs, start) : null
}

/** When a visit can begin on a day. */
function startsOn({ timeZone, days, workDay, visit, facts }: SlotFacts, day: DayText): number[] {
  if (!days.includes(day)) return []
  const { end } = dayBounds(timeZone, day)
  const first = seconds(instantAt(timeZone, day, workDay.dayStart))
  const last = Math.min(seconds(instantAt(timeZone, day, workDay.dayEnd)), seconds(end)) - visit.minutes * 60
  const step = slotLimits.stepMinutes * 60
  const count = Math.max(0, Math.floor((last - first) / step) + 1)
  return Array.from({ length: count }, (_, index) => first + index * step).filter((start) => start >= facts.now)
}

/** The working hours of who has the skills, with what stands in them without the visit itself. */
function ableStretches({ facts, visit }: SlotFacts): Stretch[] {
  const technicians = facts.technicians.filter((one) => isAble(one, visit.skills))
  const visits = facts.visits.filter(({ id }) => id !== visit.visitId)
  return stretchesOf({ ...facts, technicians, visits }, () => true)
}

type Free = { stretch: Stretch; extra: number; near: string[] }

/** Who would go: those of the team first, the leader in front, then who drives least for it. */
function slotFor({ facts, visit }: SlotFacts, stretches: readonly Stretch[], legs: Legs, start: number): Slot | null {
  const rank = ({ stretch: { technician } }: Free) =>
    visit.team.includes(technician.id) ? visit.team.indexOf(technician.id) : visit.team.length
  const free = stretches
    .flatMap((stretch) => freeAt(stretch, visit, legs, start) ?? [])
    .sort(
      (a, b) => rank(a) - rank(b) || a.extra - b.extra || (a.stretch.technician.id < b.stretch.technician.id ? -1 : 1),
    )
  const load = loadOn(facts, visit.orderId)
  const leader = free.find(({ stretch }) => fitsIn(load, roomIn(facts, stretch)))
  const team = leader ? [leader, ...free.filter((one) => one !== leader)] : []
  const size = Math.max(1, visit.team.length)
  if (team.length < size) return null
  const going = team.slice(0, size)
  const at = (epoch: number) => Temporal.Instant.fromEpochMilliseconds(epoch * 1000).toString()
  return {
    ...{ startAt: at(start), endAt: at(start + visit.minutes * 60) },
    memberIds: going.map(({ stretch }) => stretch.technician.id),
    near: going.flatMap(({ near }) => near),
  }
}

/** Whether somebody can be there then, from what stands before to what stands after; and how much more is driven for it. */
function freeAt(stretch: Stretch, { siteId, minutes }: Moved, legs: Legs, start: number): Free | null {
  const { blocks, technician } = stretch
  const end = start + minutes * 60
  if (start < stretch.from || end > stretch.to) return null
  const next = blocks.findIndex(({ from }) => from >= start)
  const at = next < 0 ? blocks.length : next
  const [before, after] = [blocks[at - 1], blocks[at]]
  const [there, onward] = [
    legs(before?.siteOut ?? technician.start, siteId),
    legs(siteId, after?.siteIn ?? technician.end),
  ]
  if (before && before.to + there > start) return null
  if (after && end + onward > after.from) return null
  const stay = { from: start, to: end, siteIn: siteId, siteOut: siteId }
  // Who has no pause as it stands loses none.
  if (
    pauseFits(stretch, blocks, legs) &&
    !pauseFits(stretch, blocks.toSpliced(at, 0, { ...stay, leaves: end, visits: [] }), legs)
  )
    return null
  const direct = before || after ? legs(before?.siteOut ?? technician.start, after?.siteIn ?? technician.end) : 0
  return { stretch, extra: there + onward - direct, near: [before?.siteOut ?? [], after?.siteIn ?? []].flat() }
}

function seconds(at: string): number {
  return instantOf(at).epochMilliseconds / 1000
}
