import { beginning, never } from '../candidates'
import type { Model } from '../compile'

/**
 * The routes being worked on: rows of nodes, linked, each from its vehicle's start to its end with all its breaks in between.
 * For every node the earliest and the latest is kept, so that an insertion is judged without walking the route.
 */
export class Routes {
  readonly next: Int32Array
  readonly previous: Int32Array
  /** The vehicle of a task, -1 while it has none. */
  readonly route: Int32Array

  /** By node, going forward: when one leaves it, before when one can't be at the next task (after a break), and where one is. */
  readonly leaves: Int32Array
  readonly floor: Int32Array
  readonly at: Int32Array
  /**
   * By node, going back. Who comes to this node must have left the task before by `lateLeave` (its break has to begin), and be at the task
   * ahead, after `rest` seconds of breaks, by `lateSame`, or by `lateMoved` when it has to set up there.
   */
  readonly lateLeave: Int32Array
  readonly lateSame: Int32Array
  readonly lateMoved: Int32Array
  readonly lateFloor: Int32Array
  readonly rest: Int32Array
  readonly ahead: Int32Array

  /** By node and part: on the leg after it, at most on the legs up to and from it. */
  readonly load: Float64Array
  readonly loadBefore: Float64Array
  readonly loadAfter: Float64Array

  /** By vehicle. A version names what is in a route: what was found out about one holds as long as that stands. */
  readonly count: Int32Array
  readonly cost: Float64Array
  readonly travel: Float64Array
  readonly distance: Float64Array
  readonly total: Float64Array
  readonly version: Float64Array
  private versions = 0

  constructor(readonly model: Model) {
    const { nodes, tasks, vehicles, parts } = model
    const words = () => new Int32Array(nodes)
    this.next = words().fill(-1)
    this.previous = words().fill(-1)
    this.route = words().fill(-1)
    this.leaves = words()
    this.floor = words()
    this.at = words()
    this.lateLeave = words()
    this.lateSame = words()
    this.lateMoved = words()
    this.lateFloor = words()
    this.rest = words()
    this.ahead = words()
    this.load = new Float64Array(nodes * parts)
    this.loadBefore = new Float64Array(nodes * parts)
    this.loadAfter = new Float64Array(nodes * parts)
    this.count = new Int32Array(vehicles)
    this.cost = new Float64Array(vehicles)
    this.travel = new Float64Array(vehicles)
    this.distance = new Float64Array(vehicles)
    this.total = new Float64Array(vehicles * parts)
    this.version = new Float64Array(vehicles)
    for (let v = 0; v < vehicles; v++) {
      let last = tasks + v
      for (let pause = model.breakFirst[v]!; pause < model.breakFirst[v + 1]!; pause++) last = this.link(last, pause, v)
      this.link(last, this.end(v), v)
      this.route[tasks + v] = v
    }
  }

  start(v: number): number {
    return this.model.tasks + v
  }

  end(v: number): number {
    return this.model.tasks + this.model.vehicles + v
  }

  /** Puts a node behind another, and returns it. */
  link(after: number, node: number, v: number): number {
    const next = this.next[after]!
    this.next[after] = node
    this.previous[node] = after
    this.next[node] = next
    if (next >= 0) this.previous[next] = node
    this.route[node] = v
    return node
  }

  unlink(node: number): void {
    const [before, after] = [this.previous[node]!, this.next[node]!]
    this.next[before] = after
    this.previous[after] = before
    this.route[node] = -1
  }

  /** Makes these tasks and breaks, in this order, all of a route; false when it can't be driven. */
  lay(v: number, nodes: Iterable<number>): boolean {
    let last = this.start(v)
    this.next[last] = this.end(v)
    this.previous[this.end(v)] = last
    for (const node of nodes) last = this.link(last, node, v)
    return this.changed(v)
  }

  /** Reckons a route again after a change; false when it can't be driven. */
  changed(v: number): boolean {
    this.version[v] = ++this.versions
    return this.reckon(v)
  }

  /** As `changed`, of a route that has been as it is now before. */
  reckon(v: number): boolean {
    if (!this.forward(v)) return false
    this.backward(v)
    if (this.model.loads !== 'none') this.weigh(v)
    return this.travel[v]! <= this.model.maxTravel[v]! && this.distance[v]! <= this.model.maxDistance[v]!
  }

  private forward(v: number): boolean {
    const { model, next, leaves, floor, at } = this
    const { tasks, places, place, opens, closes, service, setup, windowFirst, fixedCost } = model
    const kind = model.kind[v]!
    const durations = model.durations[kind]!
    const costs = model.costs[kind]!
    const distances = model.distances[kind]
    const end = this.end(v)
    let node = tasks + v
    let leave = opens[node]!
    let least = leave
    let here = place[node]!
    let [count, cost, travel, distance] = [0, 0, 0, 0]
    leaves[node] = leave
    floor[node] = least
    at[node] = here
    for (node = next[node]!; node !== end; node = next[node]!) {
      const pause = node >= tasks
      const there = pause ? here : place[node]!
      const leg = here * places + there
      let begin = pause ? leave : leave + durations[leg]!
      if (begin < least) begin = least
      if (begin > closes[node]!) return false
      if (windowFirst[node + 1]! - windowFirst[node]! > 1) begin = beginning(model, node, begin)
      else if (begin < opens[node]!) begin = opens[node]!
      if (pause) {
        // What is left of the way is driven before, between and after breaks: only waiting for one is lost.
        leave += service[node]!
        least = begin + service[node]!
      } else {
        leave = begin + service[node]! + (there === here ? 0 : setup[node]!)
        least = leave
        count++
        cost += costs[leg]!
        travel += durations[leg]!
        if (distances) distance += distances[leg]!
        here = there
      }
      leaves[node] = leave
      floor[node] = least
      at[node] = here
    }
    const leg = here * places + place[end]!
    if (Math.max(leave + durations[leg]!, least) > closes[end]!) return false
    this.count[v] = count
    this.cost[v] = count > 0 ? cost + costs[leg]! + fixedCost[v]! : 0
    this.travel[v] = count > 0 ? travel + durations[leg]! : 0
    this.distance[v] = count > 0 && distances ? distance + distances[leg]! : 0
    return true
  }

  private backward(v: number): void {
    const { model, previous, lateLeave, lateSame, lateMoved, lateFloor, rest, ahead } = this
    const { tasks, places, place, closes, service, setup, windowFirst, windowFrom, windowTo } = model
    const durations = model.durations[model.kind[v]!]!
    const start = this.start(v)
    let after = this.end(v)
    lateLeave[after] = never
    lateSame[after] = closes[after]!
    lateMoved[after] = closes[after]!
    lateFloor[after] = closes[after]!
    rest[after] = 0
    ahead[after] = place[after]!
    for (let node = previous[after]!; node !== start; node = previous[node]!) {
      if (node < tasks) {
        const [here, there] = [place[node]!, ahead[after]!]
        const by =
          (here === there ? lateSame[after]! : lateMoved[after]!) - rest[after]! - durations[here * places + there]!
        const leave = Math.min(lateLeave[after]!, by) - service[node]!
        lateSame[node] = this.latest(node, leave)
        lateMoved[node] = setup[node] === 0 ? lateSame[node]! : this.latest(node, leave - setup[node]!)
        lateLeave[node] = never
        lateFloor[node] = lateMoved[node]!
        rest[node] = 0
        ahead[node] = here
      } else {
        const long = service[node]!
        let [leave, least] = [-1, -1]
        for (let one = windowFirst[node]!; one < windowFirst[node + 1]!; one++) {
          if (windowFrom[one]! + long > lateFloor[after]!) continue
          leave = Math.max(leave, Math.min(windowTo[one]!, lateLeave[after]! - long))
          least = Math.max(least, Math.min(windowTo[one]!, lateFloor[after]! - long))
        }
        lateLeave[node] = leave
        lateFloor[node] = least
        lateSame[node] = lateSame[after]!
        lateMoved[node] = lateMoved[after]!
        rest[node] = rest[after]! + long
        ahead[node] = ahead[after]!
      }
      after = node
    }
  }

  /** The last moment up to `moment` at which a node can begin; -1 when there is none. */
  private latest(node: number, moment: number): number {
    const { closes, opens, windowFirst, windowFrom, windowTo } = this.model
    if (moment < opens[node]!) return -1
    if (moment >= closes[node]!) return closes[node]!
    const first = windowFirst[node]!
    for (let at = windowFirst[node + 1]! - 1; at >= first; at--) {
      if (windowFrom[at]! <= moment) return Math.min(moment, windowTo[at]!)
    }
    return -1
  }

  private weigh(v: number): void {
    const { model, next, previous, load, loadBefore, loadAfter, total } = this
    const { parts, tasks, aboard, change } = model
    const [start, end] = [this.start(v), this.end(v)]
    for (let part = 0; part < parts; part++) {
      let [begin, taken] = [0, 0]
      for (let node = next[start]!; node !== end; node = next[node]!) {
        if (node >= tasks) continue
        begin += aboard[node * parts + part]!
        taken += aboard[node * parts + part]! + change[node * parts + part]!
      }
      // With deliveries only, or pickups only, the fullest leg is the first or the last.
      total[v * parts + part] = Math.max(begin, taken)
      if (model.loads === 'sum') continue
      let [now, most] = [begin, begin]
      for (let node = start; node !== end; node = next[node]!) {
        if (node < tasks) now += change[node * parts + part]!
        most = Math.max(most, now)
        load[node * parts + part] = now
        loadBefore[node * parts + part] = most
      }
      most = 0
      for (let node = previous[end]!; ; node = previous[node]!) {
        most = Math.max(most, load[node * parts + part]!)
        loadAfter[node * parts + part] = most
        if (node === start) break
      }
    }
  }
}
