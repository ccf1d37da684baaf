import {
  type Block,
  type Facts,
  fitsIn,
  isAble,
  type Legs,
  lengthOf,
  loadOn,
  type OrderFact,
  onGrid,
  pauseFits,
  roomIn,
  type Stretch,
  stretchesOf,
} from './facts'
import { unknownSeconds } from './ways'

export type SlotReason =
  | { kind: 'near'; customer: string; minutes: number }
  | { kind: 'preferred' | 'first' | 'in_time' | 'late' | 'unknown_place' }
export type Slot = {
  memberId: string
  name: string
  startAt: string
  endAt: string
  /** Driven more than without it. */
  extraMinutes: number
  reasons: SlotReason[]
}

/** A place for an order in somebody's day: between what stands before and after it. */
export type Gap = { stretch: Stretch; from: number; before: Block | null; after: Block | null; extra: number }

/** A neighbour so many minutes away is worth telling. */
const nearMinutes = 15
/** What a day later, somebody else than was asked for and being late are worth, in seconds of travel. */
const [dayLater, otherPerson, lateness] = [180, 2700, 14_400]

/**
 * Every place where an order fits without moving anything: for each technician who can do it and each part of a day the one that
 * asks the least travel, best first. Exact and without a search: there are no more gaps than visits.
 */
export function gapsOf(facts: Facts, order: OrderFact, legs: Legs): Gap[] {
  const technicians = facts.technicians.filter((one) => isAble(one, order.skills))
  const load = loadOn(facts, order.orderId)
  return stretchesOf({ ...facts, technicians }, () => true)
    .filter((stretch) => fitsIn(load, roomIn(facts, stretch)))
    .flatMap((stretch) => bestGap(stretch, order, legs) ?? [])
    .sort((a, b) => worth(facts, order, a) - worth(facts, order, b) || a.from - b.from)
}

function bestGap(stretch: Stretch, order: OrderFact, legs: Legs): Gap | null {
  const { blocks, technician } = stretch
  const { siteId } = order
  const length = lengthOf(order)
  const needsPause = pauseFits(stretch, blocks, legs)
  let best: Gap | null = null
  for (let at = 0; at <= blocks.length; at++) {
    const [before, after] = [blocks[at - 1] ?? null, blocks[at] ?? null]
    const there = legs(before ? before.siteOut : technician.start, siteId)
    const onward = legs(siteId, after ? after.siteIn : technician.end)
    const direct = before || after ? legs(before?.siteOut ?? technician.start, after?.siteIn ?? technician.end) : 0
    const extra = there + onward - direct
    if (best && best.extra <= extra) continue
    const free = before ? before.leaves + onGrid(there) : stretch.from
    const until = after ? after.from - onGrid(onward) : stretch.to
    const from = onGrid(Math.max(free, order.earliest ?? 0))
    const starts = needsPause ? [from, afterPause(stretch, from)] : [from]
    const start = starts.find((moment) => {
      if (moment + length > until) return false
      if (!needsPause) return true
      const stay = { from: moment, to: moment + length, siteIn: siteId, siteOut: siteId }
      return pauseFits(stretch, blocks.toSpliced(at, 0, { ...stay, leaves: stay.to, visits: [] }), legs)
    })
    if (start !== undefined) best = { stretch, from: start, before, after, extra }
  }
  return best
}

/** As soon as the pause is over, for who would otherwise have none. */
const afterPause = ({ pause, from }: Stretch, moment: number) =>
  Math.max(moment, onGrid(Math.max(pause?.from ?? 0, from) + 30 * 60))

function worth(facts: Facts, order: OrderFact, { stretch, from, extra }: Gap): number {
  const days = Math.floor((from - facts.from) / 86_400)
  const isOther = order.preferredId !== null && order.preferredId !== stretch.technician.id
  return extra + days * dayLater + (isOther ? otherPerson : 0) + (isLate(order, from) ? lateness : 0)
}

const isLate = (order: OrderFact, from: number) => order.due !== null && from + order.minutes * 60 > order.due

/** The best gaps as a planner reads them, with why each is one of the best. */
export function slotsOf(
  facts: Facts,
  order: OrderFact,
  gaps: readonly Gap[],
  legs: Legs,
  isPlaceKnown: boolean,
): Slot[] {
  const again = gaps.flatMap(({ stretch }) => bestGap(stretch, order, legs) ?? [])
  const ranked = again.sort((a, b) => worth(facts, order, a) - worth(facts, order, b) || a.from - b.from)
  const first = Math.min(...ranked.map(({ from }) => from))
  const at = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
  return ranked.map((gap) => ({
    memberId: gap.stretch.technician.id,
    name: gap.stretch.technician.name,
    startAt: at(gap.from),
    endAt: at(gap.from + order.minutes * 60),
    extraMinutes: Math.max(0, Math.round(gap.extra / 60)),
    reasons: [
      ...(isPlaceKnown ? nearOf(order, gap, legs) : [{ kind: 'unknown_place' } as const]),
      ...(order.preferredId === gap.stretch.technician.id ? [{ kind: 'preferred' } as const] : []),
      ...(gap.from === first ? [{ kind: 'first' } as const] : []),
      ...(order.due === null ? [] : [{ kind: isLate(order, gap.from) ? 'late' : 'in_time' } as const]),
    ],
  }))
}

function nearOf(order: OrderFact, { before, after }: Gap, legs: Legs): SlotReason[] {
  const neighbours = [
    ...(before ? [{ block: before, seconds: legs(before.siteOut, order.siteId) }] : []),
    ...(after ? [{ block: after, seconds: legs(order.siteId, after.siteIn) }] : []),
  ].sort((a, b) => a.seconds - b.seconds)
  const [nearest] = neighbours
  if (!nearest || nearest.seconds > nearMinutes * 60 || nearest.seconds === unknownSeconds) return []
  const customer = (nearest.block === before ? nearest.block.visits.at(-1) : nearest.block.visits[0])?.customer ?? ''
  return [{ kind: 'near', customer, minutes: Math.round(nearest.seconds / 60) }]
}
