import { beginning } from './candidates'
import type { Model } from './compile'

/** A halt on the clock of the model; travel, distance and load as one arrives, the load as one leaves. */
export type Halt = {
  node: number
  arrival: number
  waiting: number
  setup: number
  service: number
  travel: number
  distance: number | null
  load: number[]
}

export type Drive = { halts: Halt[]; travel: number; distance: number | null; cost: number }

/**
 * The timetable of a route: home as early as can be, and out as late as that allows, so that people wait at home rather than on
 * the road. Null when it can't be driven.
 */
export function driven(model: Model, v: number, nodes: Int32Array): Drive | null {
  const start = model.tasks + v
  let early = model.opens[start]!
  const first = drive(model, v, nodes, early)
  if (!first) return null
  const home = (one: Drive | null) => one?.halts.at(-1)?.arrival ?? Number.POSITIVE_INFINITY
  const arrival = home(first)
  let [late, best] = [arrival, first]
  while (early < late) {
    const middle = Math.ceil((early + late) / 2)
    const later = drive(model, v, nodes, middle)
    if (later && home(later) <= arrival) {
      early = middle
      best = later
    } else {
      late = middle - 1
    }
  }
  return best
}

function drive(model: Model, v: number, nodes: Int32Array, departure: number): Drive | null {
  const { tasks, vehicles, places, place, service, setup, parts, aboard, change, closes } = model
  const kind = model.kind[v]!
  const [durations, distances, costs] = [model.durations[kind]!, model.distances[kind], model.costs[kind]!]
  const [start, end] = [tasks + v, tasks + vehicles + v]
  const load = new Array<number>(parts).fill(0)
  const loaded = (node: number, amounts: Float64Array) => {
    for (let part = 0; part < parts; part++) load[part]! += node < tasks ? amounts[node * parts + part]! : 0
  }
  nodes.forEach((node) => {
    loaded(node, aboard)
  })
  const halts: Halt[] = []
  let [here, now, travel, distance, cost] = [place[start]!, departure, 0, 0, model.fixedCost[v]!]
  if (departure > closes[start]!) return null
  halts.push(halt(start, now, 0, 0))
  /** Seconds of the way to the next task that were driven before a break. */
  let ahead = 0
  for (let at = 0; at <= nodes.length; at++) {
    const node = nodes[at] ?? end
    if (node > end || (node >= tasks && node !== end)) {
      const way = wayFrom(at)
      const begin = beginning(model, node, now)
      if (begin < 0) return null
      const before = Math.min(Math.max(0, begin - now), way - ahead)
      ahead += before
      travel += before
      now += before
      halts.push(halt(node, now, begin - now, 0))
      now = begin + service[node]!
      continue
    }
    const leg = here * places + place[node]!
    now += durations[leg]! - ahead
    travel += durations[leg]! - ahead
    distance += distances?.[leg] ?? 0
    cost += costs[leg]!
    ahead = 0
    const begin = beginning(model, node, now)
    if (begin < 0) return null
    if (node === end) {
      if (now > closes[end]!) return null
      halts.push(halt(end, now, 0, 0))
    } else {
      const set = place[node] === here ? 0 : setup[node]!
      loaded(node, change)
      halts.push(halt(node, now, begin - now, set))
      now = begin + set + service[node]!
      here = place[node]!
    }
  }
  return { halts, travel, distance: distances ? distance : null, cost }

  function halt(node: number, arrival: number, waiting: number, set: number): Halt {
    const long = node === start || node === end ? 0 : service[node]!
    const far = distances ? distance : null
    return { node, arrival, waiting, setup: set, service: long, travel, distance: far, load: [...load] }
  }

  /** Seconds to the task after these breaks, or home. */
  function wayFrom(at: number): number {
    const next = nodes.subarray(at).find((node) => node < tasks) ?? end
    return durations[here * places + place[next]!]!
  }
}
