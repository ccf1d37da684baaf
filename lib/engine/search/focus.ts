import type { Draft } from './draft'
import type { Random } from './random'

/**
 * More vehicles than `most` are not looked at all at once: the search works on about so many at a time, for so many rounds. Long turns are
 * worse: the search cools meanwhile, and a part that has its turn while it is hot is not mended any more.
 */
const piece = 50
const most = 2 * piece
const pieceRounds = 300
/** How often the part is a day rather than a region. */
const dayShare = 0.2

/**
 * What the search works on: all of a day, but of a week a part at a time. A part is a region on all days (the vehicles that visit around one
 * place, and those that still stay at home) or, now and then, a day (the vehicles that set out about the same time). What is left
 * out is tried in every part, so that it finds its way to where there is room.
 */
export class Focus {
  /** As candidateFirst and candidates of the model, without the vehicles that are not looked at. */
  first: Int32Array
  candidates: Int32Array
  /** The vehicles looked at, and for each vehicle whether it is one of them. */
  vehicles: Int32Array
  readonly has: Uint8Array
  private readonly isPieced: boolean
  private readonly hasDays: boolean
  private left = 0

  constructor(
    private readonly draft: Draft,
    private readonly random: Random,
  ) {
    const { vehicles, candidateFirst, candidates, opens, tasks } = draft.model
    this.first = candidateFirst
    this.candidates = candidates
    this.vehicles = Int32Array.from({ length: vehicles }, (_, v) => v)
    this.has = new Uint8Array(vehicles).fill(1)
    this.isPieced = vehicles > most
    this.hasDays = new Set(opens.subarray(tasks, tasks + vehicles)).size > 1
    this.left = 0
  }

  /** Another part when it is time for it; `nearest` tells the items around one, itself first. */
  turn(nearest: (item: number) => Int32Array): void {
    if (!this.isPieced || this.left-- > 0) return
    this.left = pieceRounds
    const seed = this.random.below(this.draft.model.items)
    this.has.fill(0)
    for (const v of this.hasDays && this.random.next() < dayShare ? this.dayOf(seed) : this.around(nearest(seed)))
      this.has[v] = 1
    this.narrow()
  }

  /** Whether an item is on a vehicle that is looked at, or on none. */
  holds(item: number): boolean {
    const v = this.draft.vehicleOf(item)
    return v < 0 || this.has[v] === 1
  }

  /** The vehicles that set out at about the time of the one that visits this. */
  private dayOf(item: number): number[] {
    const { model } = this.draft
    const { vehicles, opens, tasks } = model
    const own = this.draft.vehicleOf(item)
    const v = own < 0 ? this.random.below(vehicles) : own
    const apart = (other: number) => Math.abs(opens[tasks + other]! - opens[tasks + v]!)
    return Array.from({ length: vehicles }, (_, other) => other)
      .sort((one, other) => apart(one) - apart(other))
      .slice(0, piece)
  }

  private around(items: Int32Array): Set<number> {
    const { vehicles } = this.draft.model
    const { count } = this.draft.routes
    const found = new Set<number>()
    for (const item of items) {
      const v = this.draft.vehicleOf(item)
      if (v >= 0 && found.size < piece) found.add(v)
    }
    // From any of them on, so that each has its turn where many stay at home.
    const from = this.random.below(vehicles)
    for (let step = 0; step < vehicles && found.size < most; step++) {
      const v = (from + step) % vehicles
      if (count[v] === 0) found.add(v)
    }
    return found
  }

  private narrow(): void {
    const { items, candidateFirst, candidates } = this.draft.model
    const first = new Int32Array(items + 1)
    const kept = new Int32Array(candidates.length)
    let length = 0
    for (let item = 0; item < items; item++) {
      for (let at = candidateFirst[item]!; at < candidateFirst[item + 1]!; at++) {
        if (this.has[candidates[at]!] === 1) kept[length++] = candidates[at]!
      }
      first[item + 1] = length
    }
    this.first = first
    this.candidates = kept.subarray(0, length)
    this.vehicles = Int32Array.from(this.has.keys().filter((v) => this.has[v] === 1))
  }
}
