import type { WorkHours } from '@/lib/auth/rules/schedule'
import type { Priority } from '@/lib/orders/rules'
import { mostAmount } from '@/lib/orders/rules/load'
import { type DayText, instantAt, instantOf } from '@/lib/time'
import { snapMinutes } from '../rules'

/** Moments and lengths are seconds here, moments since 1970: as the engine reckons. */
export type Span = { from: number; to: number }

/** Whole amounts, as the engine reckons. */
export type Amounts = readonly [kg: number, litres: number]

/**
 * A technician's day: from when to when, between which moments the half hour of pause lies, and what the vehicle carries
 * (absent: anything).
 */
export type Shift = Span & { pause: Span | null; room?: Amounts }
export type Technician = {
  id: string
  name: string
  skills: readonly string[]
  shifts: readonly Shift[]
  /** Where the day starts and where it ends, as keys of travel; null while nobody knows it. */
  start: string | null
  end: string | null
}

/** What both an order and a visit say of the work. */
export type Work = {
  orderId: string
  number: string
  customer: string
  city: string
  /** The place, as a key of travel. */
  siteId: string
  skills: readonly string[]
  minutes: number
}
export type OrderFact = Work & {
  version: number
  priority: Priority
  /** Nobody comes before, and it is finished before. */
  earliest: number | null
  due: number | null
  preferredId: string | null
  isOnHold: boolean
}
export type VisitFact = Work & {
  id: string
  version: number
  status: 'planned' | 'busy'
  memberIds: readonly string[]
  /** Null while it is assigned without a time. */
  span: Span | null
  isTold: boolean
}

/** All that decides who can go where and when, in the days asked about. */
export type Facts = Span & {
  now: number
  technicians: readonly Technician[]
  leaves: readonly (Span & { memberId: string })[]
  visits: readonly VisitFact[]
  orders: readonly OrderFact[]
  /** What must be carried there, by order; absent: nothing. */
  loads?: ReadonlyMap<string, Amounts>
}

/** Seconds on the road between two places; null is a home nobody knows. */
export type Legs = (from: string | null, to: string | null) => number

/** What stands fixed in somebody's day: one visit, or several that overlap. */
export type Block = Span & {
  siteIn: string
  siteOut: string
  visits: readonly VisitFact[]
  /** When somebody leaves there: on a whole quarter, unless the next thing begins before. */
  leaves: number
}
/** A part of a shift without leave, with what stands fixed in it. */
export type Stretch = Shift & { technician: Technician; blocks: readonly Block[] }

/** New visits start on whole quarters, as on the board. */
const grid = snapMinutes * 60
export const pauseSeconds = 30 * 60
const longDaySeconds = 6 * 3600

export const onGrid = (seconds: number) => Math.ceil(seconds / grid) * grid
export const overlapping = (a: Span, b: Span) => a.from < b.to && b.from < a.to
export const lengthOf = (work: Pick<Work, 'minutes'>) => onGrid(work.minutes * 60)
export const isAble = (technician: Technician, skills: readonly string[]) =>
  skills.every((skill) => technician.skills.includes(skill))

const secondsOf = (at: string) => Math.floor(instantOf(at).epochMilliseconds / 1000)

/** What a technician's shift of a day is cut from. */
export type DayClock = Span & { pause: Span | null }

/** A break moves a little for the work: it begins so much earlier at most, and ends so much later. */
const [earlier, later] = [30 * 60, 60 * 60]

/** A working day on a calendar day, also on the nights that clocks change, with between which moments its pause lies. */
export function dayClock(timeZone: string, day: DayText, hours: WorkHours): DayClock {
  const at = (clock: string) => secondsOf(instantAt(timeZone, day, clock))
  const { dayStart, dayEnd, breakStart, breakEnd } = hours
  const hasBreak = breakStart !== '' && breakEnd !== ''
  const pause = hasBreak ? { from: at(breakStart) - earlier, to: at(breakEnd) + later } : null
  return { from: at(dayStart), to: at(dayEnd), pause }
}

/** Somebody's shift: from the start of the day, as long as the schedule says with the pause, at most to the day's end. */
export function shiftOf(clock: DayClock, minutes: number, overtimeMinutes: number): Shift | null {
  if (minutes <= 0) return null
  const pause = minutes * 60 >= longDaySeconds ? clock.pause : null
  const end = Math.min(clock.to, clock.from + minutes * 60 + (pause ? pauseSeconds : 0))
  return { from: clock.from, to: end + overtimeMinutes * 60, pause }
}

/** The parts of everybody's shifts that are still to come and free of leave, with what stands fixed there. */
export function stretchesOf(facts: Facts, isFixed: (visit: VisitFact) => boolean): Stretch[] {
  const fixed = byMember(facts.visits.filter((visit) => visit.span && isFixed(visit)))
  const leaves = Map.groupBy(facts.leaves, (leave) => leave.memberId)
  const since = { from: Number.NEGATIVE_INFINITY, to: onGrid(facts.now) }
  return facts.technicians.flatMap((technician) =>
    technician.shifts.flatMap(({ pause, room, ...shift }) =>
      free(shift, [since, ...(leaves.get(technician.id) ?? [])]).map((span) => ({
        ...span,
        technician,
        pause,
        ...(room && { room }),
        blocks: blocksOf(span, fixed.get(technician.id) ?? []),
      })),
    ),
  )
}

function byMember(visits: readonly VisitFact[]): Map<string, VisitFact[]> {
  const found = new Map<string, VisitFact[]>()
  for (const visit of visits) for (const id of visit.memberIds) found.set(id, [...(found.get(id) ?? []), visit])
  return found
}

/** What is left of a span, on whole quarters. */
function free(span: Span, taken: readonly Span[]): Span[] {
  const cut = taken.reduce<Span[]>(
    (parts, one) =>
      parts.flatMap((part) => {
        if (!overlapping(part, one)) return [part]
        return [
          { from: part.from, to: Math.min(part.to, one.from) },
          { from: Math.max(part.from, one.to), to: part.to },
        ]
      }),
    [span],
  )
  return cut.map(({ from, to }) => ({ from: onGrid(from), to })).filter(({ from, to }) => to - from >= grid)
}

function blocksOf(span: Span, visits: readonly VisitFact[]): Block[] {
  const blocks: Block[] = []
  const inside = visits
    .flatMap((visit) => (visit.span && overlapping(visit.span, span) ? [{ visit, ...visit.span }] : []))
    .sort((a, b) => a.from - b.from || a.to - b.to)
  for (const one of inside) {
    const from = Math.max(one.from, span.from)
    const to = Math.min(one.to, span.to)
    const last = blocks.at(-1)
    if (!last || last.to <= from) {
      blocks.push({ from, to, leaves: to, siteIn: one.visit.siteId, siteOut: one.visit.siteId, visits: [one.visit] })
      continue
    }
    const isLater = to > last.to
    const visits = [...last.visits, one.visit]
    const siteOut = isLater ? one.visit.siteId : last.siteOut
    blocks[blocks.length - 1] = { ...last, to: Math.max(last.to, to), siteOut, visits }
  }
  return blocks.map((block, at) => ({
    ...block,
    leaves: Math.min(onGrid(block.to), blocks[at + 1]?.from ?? Math.max(block.to, span.to)),
  }))
}

const nothing: Amounts = [0, 0]

export const loadOn = (facts: Pick<Facts, 'loads'>, orderId: string): Amounts => facts.loads?.get(orderId) ?? nothing

/** What all of these orders weigh together; a further visit of the same order carries nothing more. */
export function loadOfAll(facts: Pick<Facts, 'loads'>, orderIds: readonly string[]): Amounts {
  const loads = [...new Set(orderIds)].map((id) => loadOn(facts, id))
  return [loads.reduce((sum, [kg]) => sum + kg, 0), loads.reduce((sum, [, litres]) => sum + litres, 0)]
}

/** What the vehicle has room for beside what stands fixed there; who rides along carries nothing. */
export function roomIn(facts: Pick<Facts, 'loads' | 'technicians'>, { room, blocks, technician }: Stretch): Amounts {
  if (!room) return [mostAmount, mostAmount]
  const carried = blocks.flatMap(({ visits }) => visits).filter((visit) => carrierOf(facts, visit) === technician.id)
  const [kg, litres] = loadOfAll(
    facts,
    carried.map(({ orderId }) => orderId),
  )
  return [Math.max(0, room[0] - kg), Math.max(0, room[1] - litres)]
}

/** In whose vehicle goes what a visit needs: the first of its team who has one that day, as ridesOf of lib/vehicles says. */
function carrierOf({ technicians }: Pick<Facts, 'technicians'>, { memberIds, span }: VisitFact): string | undefined {
  if (memberIds.length === 1 || !span) return memberIds[0]
  const drives = (id: string) =>
    technicians.find((one) => one.id === id)?.shifts.some((shift) => shift.room && overlapping(shift, span)) ?? false
  return memberIds.find(drives) ?? memberIds[0]
}

export const fitsIn = ([kg, litres]: Amounts, room: Amounts) => kg <= room[0] && litres <= room[1]

type Stay = Span & { siteIn: string; siteOut: string }

/** Whether half an hour of pause is left between what stands in a day, beside the travel. */
export function pauseFits(stretch: Stretch, stays: readonly Stay[], legs: Legs): boolean {
  const { pause } = stretch
  if (!pause) return false
  const edges = [null, ...stays, null]
  return edges.slice(1).some((next, at) => {
    const before = edges[at] ?? null
    const from = before?.to ?? stretch.from
    const to = next?.from ?? stretch.to
    const driven = before && next ? onGrid(legs(before.siteOut, next.siteIn)) : 0
    const within = Math.min(to, pause.to) - Math.max(from, pause.from)
    return within >= pauseSeconds && to - from - driven >= pauseSeconds
  })
}
