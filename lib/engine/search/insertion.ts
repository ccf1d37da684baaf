import { beginning } from '../candidates'
import type { Routes } from './routes'

const far = Number.POSITIVE_INFINITY

/**
 * What it costs at least to put an item in a route, and where: the best place and the one that comes second. What was found stays
 * good for as long as the route has the same version, also when it comes back to it.
 */
export class Insertions {
  readonly best: Float64Array
  readonly second: Float64Array
  /** Behind which node; of a shipment, the second is the node in front of the delivery (-1: the pickup itself). */
  readonly after: Int32Array
  readonly afterThen: Int32Array
  readonly secondAfter: Int32Array
  readonly secondAfterThen: Int32Array
  private readonly seen: Float64Array
  private readonly vehicles: number

  constructor(private readonly routes: Routes) {
    const { items, vehicles } = routes.model
    const cells = items * vehicles
    this.vehicles = vehicles
    this.best = new Float64Array(cells)
    this.second = new Float64Array(cells)
    this.after = new Int32Array(cells)
    this.afterThen = new Int32Array(cells)
    this.secondAfter = new Int32Array(cells)
    this.secondAfterThen = new Int32Array(cells)
    this.seen = new Float64Array(cells).fill(-1)
  }

  /** The cell of an item in a vehicle's route, up to date. */
  find(item: number, v: number): number {
    const cell = item * this.vehicles + v
    const version = this.routes.version[v]!
    if (this.seen[cell] === version) return cell
    this.seen[cell] = version
    this.best[cell] = far
    this.second[cell] = far
    if (this.routes.model.second[item]! < 0) this.findJob(item, v, cell)
    else this.findShipment(item, v, cell)
    return cell
  }

  private keep(cell: number, cost: number, after: number, then: number): void {
    if (cost < this.best[cell]!) {
      this.second[cell] = this.best[cell]!
      this.secondAfter[cell] = this.after[cell]!
      this.secondAfterThen[cell] = this.afterThen[cell]!
      this.best[cell] = cost
      this.after[cell] = after
      this.afterThen[cell] = then
    } else {
      this.second[cell] = cost
      this.secondAfter[cell] = after
      this.secondAfterThen[cell] = then
    }
  }

  private findJob(item: number, v: number, cell: number): void {
    const { routes, second } = this
    const { model, next, leaves, floor, at, lateLeave, lateSame, lateMoved, rest, ahead } = routes
    if (routes.count[v]! + 1 > model.maxTasks[v]!) return
    const node = model.first[item]!
    if (model.loads === 'sum' && !this.fitsSum(node, v)) return
    const { places, hasSetup, hasLimits } = model
    const kind = model.kind[v]!
    const durations = model.durations[kind]!
    const costs = model.costs[kind]!
    const here = model.place[node]!
    const [opens, closes, service] = [model.opens[node]!, model.closes[node]!, model.service[node]!]
    const setup = hasSetup ? model.setup[node]! : 0
    const several = model.windowFirst[node + 1]! - model.windowFirst[node]! > 1
    const legs = model.loads === 'legs'
    const [first, end] = [routes.start(v), routes.end(v)]
    const opening = this.opening(v, costs)
    const row = here * places
    const earliest = opens + service
    for (let before = first; before !== end; before = next[before]!) {
      // Nobody leaves earlier from further on.
      if (leaves[before]! > closes) return
      const after = next[before]!
      // Before what has to begin earlier than this can be over.
      if (earliest + rest[after]! > lateSame[after]!) continue
      const from = at[before]!
      let begin = leaves[before]! + durations[from * places + here]!
      if (begin < floor[before]!) begin = floor[before]!
      if (begin > closes) continue
      if (begin < opens) begin = opens
      else if (several) begin = beginning(model, node, begin)
      const to = ahead[after]!
      const leave = begin + service + (from === here ? 0 : setup)
      if (leave > lateLeave[after]!) continue
      const by = to === here ? lateSame[after]! : lateMoved[after]!
      if (leave + rest[after]! + durations[row + to]! > by) continue
      const cost = opening + costs[from * places + here]! + costs[row + to]! - costs[from * places + to]!
      if (cost >= second[cell]!) continue
      if (legs && !this.fitsLegs(node, before, v)) continue
      if (hasLimits && !this.withinLimits(v, [[from, here, to]])) continue
      this.keep(cell, cost, before, -1)
    }
  }

  private findShipment(item: number, v: number, cell: number): void {
    const { routes, second } = this
    const { model, next, at, ahead, lateLeave, lateSame, lateMoved, rest } = routes
    if (routes.count[v]! + 2 > model.maxTasks[v]!) return
    const { tasks, places, place, hasLimits, service, setup } = model
    const [pickup, delivery] = [model.first[item]!, model.second[item]!]
    const [here, there] = [place[pickup]!, place[delivery]!]
    const kind = model.kind[v]!
    const durations = model.durations[kind]!
    const costs = model.costs[kind]!
    const end = routes.end(v)
    const opening = this.opening(v, costs)
    const leg = (from: number, to: number) => costs[from * places + to]!
    const reach = (from: number, leave: number, floor: number, node: number) =>
      beginning(model, node, Math.max(leave + durations[from * places + place[node]!]!, floor))
    /** Whether who leaves `from` at `leave` is in time for `node` and all that follows. */
    const inTime = (from: number, leave: number, node: number) => {
      const by = ahead[node] === from ? lateSame[node]! : lateMoved[node]!
      return leave <= lateLeave[node]! && leave + rest[node]! + durations[from * places + ahead[node]!]! <= by
    }
    for (let before = routes.start(v); before !== end; before = next[before]!) {
      if (routes.leaves[before]! > model.closes[pickup]!) return
      if (!this.carries(pickup, before, v)) continue
      const from = at[before]!
      const begin = reach(from, routes.leaves[before]!, routes.floor[before]!, pickup)
      if (begin < 0) continue
      let leave = begin + service[pickup]! + (from === here ? 0 : setup[pickup]!)
      let [floor, where, last] = [leave, here, -1]
      // Nothing is visited between the two.
      let direct = true
      const to = ahead[next[before]!]!
      const added = opening + leg(from, here) + leg(here, to) - leg(from, to)
      for (let after = next[before]!; ; after = next[after]!) {
        const arrival = reach(where, leave, floor, delivery)
        if (arrival < 0) break
        const left = arrival + service[delivery]! + (where === there ? 0 : setup[delivery]!)
        const onward = ahead[after]!
        const cost = direct
          ? opening + leg(from, here) + leg(here, there) + leg(there, onward) - leg(from, onward)
          : added + leg(where, there) + leg(there, onward) - leg(where, onward)
        if (cost < second[cell]! && inTime(there, left, after)) {
          const ways = direct
            ? [[from, here, there, onward]]
            : [
                [from, here, to],
                [where, there, onward],
              ]
          const able = !hasLimits || this.withinLimits(v, ways)
          if (able) this.keep(cell, cost, before, last)
        }
        if (after === end || !inTime(where, leave, after) || !this.carries(pickup, after, v)) break
        // Onward with the pickup aboard.
        if (after < tasks) {
          const start = reach(where, leave, floor, after)
          if (start < 0) break
          leave = start + service[after]! + (place[after] === where ? 0 : setup[after]!)
          floor = leave
          where = place[after]!
          direct = false
        } else {
          const start = beginning(model, after, Math.max(leave, floor))
          if (start < 0) break
          leave += service[after]!
          floor = start + service[after]!
        }
        last = after
      }
    }
  }

  /** What the first item of a vehicle costs besides its way: the vehicle itself, and the way it did not go before. */
  private opening(v: number, costs: Int32Array | Float64Array): number {
    const { model, count } = this.routes
    if (count[v]! > 0) return 0
    const [start, end] = [model.place[this.routes.start(v)]!, model.place[this.routes.end(v)]!]
    return model.fixedCost[v]! + costs[start * model.places + end]!
  }

  private fitsSum(node: number, v: number): boolean {
    const { model, total } = this.routes
    const { parts, aboard, change, capacity } = model
    for (let part = 0; part < parts; part++) {
      const [begin, added] = [aboard[node * parts + part]!, change[node * parts + part]!]
      if (total[v * parts + part]! + Math.max(begin, begin + added) > capacity[v * parts + part]!) return false
    }
    return true
  }

  private fitsLegs(node: number, before: number, v: number): boolean {
    const { model, loadBefore, loadAfter } = this.routes
    const { parts, aboard, change, capacity } = model
    for (let part = 0; part < parts; part++) {
      const [begin, most] = [aboard[node * parts + part]!, capacity[v * parts + part]!]
      if (loadBefore[before * parts + part]! + begin > most) return false
      if (loadAfter[before * parts + part]! + begin + change[node * parts + part]! > most) return false
    }
    return true
  }

  /** Whether a pickup can be aboard on the leg after a node. */
  private carries(pickup: number, node: number, v: number): boolean {
    const { model, load } = this.routes
    const { parts, change, capacity } = model
    for (let part = 0; part < parts; part++) {
      if (load[node * parts + part]! + change[pickup * parts + part]! > capacity[v * parts + part]!) return false
    }
    return true
  }

  /** Whether a route stays within its travel when it goes these ways, each instead of straight from its first place to its last. */
  private withinLimits(v: number, ways: readonly number[][]): boolean {
    const { model, count, travel, distance } = this.routes
    const { places, place } = model
    const whole = [place[this.routes.start(v)]!, place[this.routes.end(v)]!] as const
    const more = (table: Int32Array) => {
      const leg = (from: number, to: number) => table[from * places + to]!
      let sum = count[v]! > 0 ? 0 : leg(...whole)
      for (const way of ways) {
        for (let at = 1; at < way.length; at++) sum += leg(way[at - 1]!, way[at]!)
        sum -= leg(way[0]!, way.at(-1)!)
      }
      return sum
    }
    const kind = model.kind[v]!
    const distances = model.distances[kind]
    return (
      travel[v]! + more(model.durations[kind]!) <= model.maxTravel[v]! &&
      (!distances || distance[v]! + more(distances) <= model.maxDistance[v]!)
    )
  }
}
