import type { Draft } from './draft'
import type { Focus } from './focus'
import type { Random } from './random'

/** On average so many items are taken out at a time, in strings of at most so many. */
const average = 10
const longest = 10
/** Share of rounds that empty one or two whole routes instead: without it a plan keeps the number of routes it began with. */
const wholeRoutes = 0.03
/** Share of strings that leave some in the middle where they are, and how often one more of those. */
const split = 0.5
const oneMore = 0.01
const breakMoves = 0.3

/**
 * Takes items out: strings of neighbours in a route, near one place (slack induction by string removals, Christiaens and
 * Vanden Berghe 2020).
 */
export class Ruin {
  private readonly near = new Map<number, Int32Array>()
  private readonly tour: Int32Array
  private readonly hit: Int32Array
  private round = 0

  constructor(
    private readonly draft: Draft,
    private readonly focus: Focus,
    private readonly random: Random,
  ) {
    this.tour = new Int32Array(draft.model.tasks)
    this.hit = new Int32Array(draft.model.vehicles)
  }

  run(): void {
    const { draft, random, focus } = this
    focus.turn((item) => this.nearest(item))
    this.round++
    if (random.next() < wholeRoutes) {
      this.emptyRouteOf(this.seed())
      if (random.next() < 0.5) this.emptyRouteOf(this.seed())
    } else {
      this.strings(this.seed())
    }
    draft.settle()
    if (draft.routes.model.breakFirst[draft.model.vehicles]! > draft.model.breakFirst[0]!) this.moveBreaks()
  }

  /** Any item that is looked at; of a large problem now and then one that is not, from which the nearest that is follows. */
  private seed(): number {
    const { items } = this.draft.model
    let item = this.random.below(items)
    for (let tries = 20; tries > 0 && !this.focus.holds(item); tries--) item = this.random.below(items)
    return item
  }

  private emptyRouteOf(item: number): void {
    const v = this.draft.vehicleOf(item)
    if (v < 0 || !this.focus.has[v]) return
    const length = this.tourOf(v)
    for (let at = 0; at < length; at++) this.take(this.tour[at]!)
  }

  private strings(seed: number): void {
    const { draft, random, focus } = this
    const { count } = draft.routes
    let [used, planned] = [0, 0]
    for (const v of focus.vehicles) {
      if (count[v]! > 0) used++
      planned += count[v]!
    }
    const mean = used > 0 ? planned / used : 0
    const most = Math.min(longest, mean)
    const strings = Math.floor(1 + random.next() * ((4 * average) / (1 + most) - 1))
    let cut = 0
    for (const item of this.nearest(seed)) {
      if (cut >= strings) break
      const v = draft.vehicleOf(item)
      if (v < 0 || !focus.has[v] || this.hit[v] === this.round) continue
      this.hit[v] = this.round
      const length = this.tourOf(v)
      const long = Math.floor(1 + random.next() * Math.min(length, most))
      this.cut(item, length, Math.min(long, length))
      cut++
    }
  }

  /** Takes a string of so many that has `item` in it. */
  private cut(item: number, length: number, long: number): void {
    const { random, tour } = this
    const at = tour.indexOf(this.draft.model.first[item]!)
    let left = 0
    if (long > 1 && long < length && random.next() < split) {
      left = 1
      while (long + left < length && random.next() < oneMore) left++
    }
    const whole = long + left
    const least = Math.max(0, at - whole + 1)
    const from = least + random.below(Math.min(at, length - whole) - least + 1)
    const gap = from + random.below(long + 1)
    for (let one = from; one < from + whole; one++) {
      if (left > 0 && one >= gap && one < gap + left) continue
      this.take(tour[one]!)
    }
  }

  private take(node: number): void {
    const item = this.draft.model.itemOf[node]!
    if (!this.draft.isBanked(item)) this.draft.remove(item)
  }

  private tourOf(v: number): number {
    const { routes, model } = this.draft
    const end = routes.end(v)
    let length = 0
    for (let node = routes.next[routes.start(v)]!; node !== end; node = routes.next[node]!) {
      if (node < model.tasks) this.tour[length++] = node
    }
    return length
  }

  private moveBreaks(): void {
    const { draft, random } = this
    const { breakFirst, tasks } = draft.model
    const { next, previous } = draft.routes
    for (const v of draft.touchedRoutes()) {
      const pauses = breakFirst[v + 1]! - breakFirst[v]!
      if (pauses === 0 || random.next() > breakMoves) continue
      const pause = breakFirst[v]! + random.below(pauses)
      let [first, gaps] = [previous[pause]!, 1]
      // Between the break before and the one that follows: they keep their order.
      while (first < tasks) {
        first = previous[first]!
        gaps++
      }
      for (let node = next[pause]!; node < tasks; node = next[node]!) gaps++
      let after = first
      for (let step = random.below(gaps); step > 0; step--) {
        after = next[after]!
        if (after === pause) after = next[after]!
      }
      draft.moveBreak(pause, after, v)
    }
  }

  /** Items by how near they are, itself first. */
  private nearest(item: number): Int32Array {
    const known = this.near.get(item)
    if (known) return known
    const { items, first, place, places, durations } = this.draft.model
    const table = durations[0]!
    const here = place[first[item]!]!
    const keys = Float64Array.from({ length: items }, (_, other) => {
      const there = place[first[other]!]!
      const way = other === item ? -1 : table[here * places + there]! + table[there * places + here]!
      return way * items + other
    }).sort()
    const list = Int32Array.from(keys, (key) => ((key % items) + items) % items)
    this.near.set(item, list)
    return list
  }
}
