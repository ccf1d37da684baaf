import type { Model } from '../compile'
import { Insertions } from './insertion'
import { Routes } from './routes'

/** What it is worth to plan each item: more than any route could cost, and the important ones more than all others together. */
function worths({ items, vehicles, costs, fixedCost, priority }: Model): Float64Array {
  let dearest = 1
  for (const table of costs) for (const cell of table) if (cell > dearest) dearest = cell
  const unit = (2 * items + vehicles) * dearest + fixedCost.reduce((sum, cost) => sum + cost, 1)
  return Float64Array.from(priority, (one) => unit * (1 + one * (items + 1)))
}

/** A plan that can be changed and, when the change is no good, taken back. */
export class Draft {
  readonly routes: Routes
  readonly insertions: Insertions
  /** Items without a route. */
  readonly bank: Int32Array
  banked: number
  private readonly worth: Float64Array
  private readonly leaveCost: Float64Array
  /** The cost of all routes together. */
  driven = 0
  private readonly keptNext: Int32Array
  private readonly keptVersion: Float64Array
  private readonly keptBank: Int32Array
  private keptBanked = 0
  private keptDriven = 0
  /** Vehicles whose routes differ from what is kept. */
  private readonly touched: Int32Array
  private touchedCount = 0
  private readonly isTouched: Uint8Array

  /** Begins with the plan that the model gives, and with nothing besides. */
  constructor(readonly model: Model) {
    const { items, vehicles, nodes } = model
    this.routes = new Routes(model)
    this.insertions = new Insertions(this.routes)
    this.bank = Int32Array.from({ length: items }, (_, item) => item)
    this.banked = items
    this.worth = worths(model)
    this.leaveCost = this.worth.slice()
    this.keptNext = new Int32Array(nodes)
    this.keptVersion = new Float64Array(vehicles)
    this.keptBank = new Int32Array(items)
    this.touched = new Int32Array(vehicles)
    this.isTouched = new Uint8Array(vehicles)
    for (let v = 0; v < vehicles; v++) {
      // A vehicle that can't even take its breaks takes nothing.
      const given = model.start[v] ?? []
      if (given.length > 0) this.routes.lay(v, given)
      else if (!this.routes.changed(v)) model.maxTasks[v] = 0
      this.driven += this.routes.cost[v]!
      this.touch(v)
    }
    this.banked = 0
    for (let item = 0; item < items; item++) if (this.isBanked(item)) this.bank[this.banked++] = item
    this.keep()
  }

  /** How good the plan is, less being better: first what is left out by its importance, then how many, then the cost. */
  value(): number {
    return this.with(this.worth)
  }

  /** What the plan costs to the search, which may leave something out for a while to get round a full day. */
  cost(): number {
    return this.with(this.leaveCost)
  }

  /** What leaving one item out costs to the search, times its importance; until this is set it is never worth it. */
  setLeaveCost(cost: number): void {
    const { items, priority } = this.model
    for (let item = 0; item < items; item++) this.leaveCost[item] = cost * (1 + priority[item]!)
  }

  private with(costs: Float64Array): number {
    let sum = this.driven
    for (let at = 0; at < this.banked; at++) sum += costs[this.bank[at]!]!
    return sum
  }

  isBanked(item: number): boolean {
    return this.routes.route[this.model.first[item]!]! < 0
  }

  vehicleOf(item: number): number {
    return this.routes.route[this.model.first[item]!]!
  }

  /** Takes an item out of its route, which has to be settled afterwards. */
  remove(item: number): void {
    const { first, second } = this.model
    this.touch(this.vehicleOf(item))
    this.routes.unlink(first[item]!)
    if (second[item]! >= 0) this.routes.unlink(second[item]!)
    this.bank[this.banked++] = item
  }

  /** Reckons the routes that items were taken from. Where the rest can't be driven without them, it is taken out too. */
  settle(): void {
    for (let at = 0; at < this.touchedCount; at++) {
      const v = this.touched[at]!
      if (this.settled(v)) continue
      const end = this.routes.end(v)
      for (let node = this.routes.next[this.routes.start(v)]!; node !== end; ) {
        const next = this.routes.next[node]!
        const item = node < this.model.tasks ? this.model.itemOf[node]! : -1
        // The other end of a shipment went along with the first.
        const after = item >= 0 && next === this.model.second[item] ? this.routes.next[next]! : next
        if (item >= 0) this.remove(item)
        node = after
      }
      this.settled(v)
    }
  }

  private settled(v: number): boolean {
    const before = this.routes.cost[v]!
    const able = this.routes.changed(v)
    this.driven += this.routes.cost[v]! - before
    return able
  }

  /** Moves a break to another place in its route, where that can be driven. */
  moveBreak(pause: number, after: number, v: number): void {
    const before = this.routes.previous[pause]!
    if (after === before || after === pause) return
    this.touch(v)
    this.routes.unlink(pause)
    this.routes.link(after, pause, v)
    if (this.settled(v)) return
    this.routes.unlink(pause)
    this.routes.link(before, pause, v)
    this.settled(v)
  }

  /** Puts item `at` of the bank in a route, as its cell of the insertions says: at the best place or the second. */
  insert(item: number, v: number, cell: number, second: boolean): void {
    const { routes, insertions, model } = this
    const [pickup, delivery] = [model.first[item]!, model.second[item]!]
    const after = (second ? insertions.secondAfter : insertions.after)[cell]!
    const then = (second ? insertions.secondAfterThen : insertions.afterThen)[cell]!
    this.touch(v)
    routes.link(after, pickup, v)
    if (delivery >= 0) routes.link(then < 0 ? pickup : then, delivery, v)
    if (!this.settled(v)) throw new Error(`item ${item} does not fit in route ${v}`)
  }

  private touch(v: number): void {
    if (this.isTouched[v]) return
    this.isTouched[v] = 1
    this.touched[this.touchedCount++] = v
  }

  /** Routes that differ from what is kept, each handed over once. */
  touchedRoutes(): Int32Array {
    return this.touched.subarray(0, this.touchedCount)
  }

  /** From here on, `undo` comes back to this. */
  keep(): void {
    const { next, version } = this.routes
    for (let at = 0; at < this.touchedCount; at++) {
      const v = this.touched[at]!
      const end = this.routes.end(v)
      for (let node = this.routes.start(v); node !== end; node = next[node]!) this.keptNext[node] = next[node]!
      this.keptVersion[v] = version[v]!
      this.isTouched[v] = 0
    }
    this.touchedCount = 0
    this.keptBank.set(this.bank)
    this.keptBanked = this.banked
    this.keptDriven = this.driven
  }

  undo(): void {
    const { next, previous, route, version } = this.routes
    for (let at = 0; at < this.touchedCount; at++) {
      const v = this.touched[at]!
      const end = this.routes.end(v)
      for (let node = this.routes.start(v); node !== end; ) {
        const after = this.keptNext[node]!
        next[node] = after
        previous[after] = node
        route[after] = v
        node = after
      }
      version[v] = this.keptVersion[v]!
      this.routes.reckon(v)
      this.isTouched[v] = 0
    }
    this.touchedCount = 0
    this.bank.set(this.keptBank)
    this.banked = this.keptBanked
    this.driven = this.keptDriven
    for (let at = 0; at < this.banked; at++) {
      const item = this.bank[at]!
      route[this.model.first[item]!] = -1
      if (this.model.second[item]! >= 0) route[this.model.second[item]!] = -1
    }
  }
}
