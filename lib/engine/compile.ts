import { BadProblem } from './bad-problem'
import { type Bare, candidatesOf, never } from './candidates'
import type { Matrices } from './matrices'
import { type Problem, sortedBreaks, type Vehicle, type Window } from './problem'
import { startOf } from './start'

const month = 30 * 86_400
/** Of item and vehicle; the search remembers some forty bytes of each. */
const mostPairs = 5_000_000

/**
 * A problem as flat arrays, for the search and to be handed to a thread. **Nodes** are what a route is a row of: first all tasks (a job,
 * the pickup and the delivery of a shipment), then a start per vehicle, an end per vehicle, and their breaks. An **item** is what
 * is planned or left as one: a job or a shipment. Moments are seconds since `base`; a place is a row of the matrices, of which
 * the last (`nowhere`) is no distance from anywhere: where an open route starts or ends.
 */
export type Model = {
  base: number
  tasks: number
  items: number
  vehicles: number
  nodes: number
  /** Parts of an amount. */
  parts: number
  /** What loads ask of the search: nothing, the sum of a route, or the load on each leg. */
  loads: 'none' | 'sum' | 'legs'
  hasSetup: boolean
  hasLimits: boolean
  /** By node. */
  place: Int32Array
  service: Int32Array
  setup: Int32Array
  /** Windows of node n: from windowFirst[n] to windowFirst[n + 1]; opens and closes are the first and last moment. */
  windowFirst: Int32Array
  windowFrom: Int32Array
  windowTo: Int32Array
  opens: Int32Array
  closes: Int32Array
  /** By task and part: what it adds to the load at the start of a route, and at the task itself. */
  aboard: Float64Array
  change: Float64Array
  /** By item: its nodes (the second is -1 for a job), and the other way round. */
  first: Int32Array
  second: Int32Array
  itemOf: Int32Array
  priority: Int32Array
  /** Vehicles that can serve item i by skill, load and window: from candidateFirst[i] to candidateFirst[i + 1]. */
  candidateFirst: Int32Array
  candidates: Int32Array
  /** By vehicle. */
  breakFirst: Int32Array
  kind: Int32Array
  /** Vehicles that differ in nothing have the same number. */
  alike: Int32Array
  capacity: Float64Array
  maxTasks: Float64Array
  maxTravel: Float64Array
  maxDistance: Float64Array
  fixedCost: Float64Array
  /** By kind of vehicle (profile, speed, costs): `places` × `places`. */
  places: number
  durations: Int32Array[]
  distances: (Int32Array | null)[]
  costs: (Int32Array | Float64Array)[]
  /** The plan to begin from: by vehicle its tasks and breaks in order, none for who is given nothing; empty without a plan. */
  start: Int32Array[]
}

type Ready = Problem & { matrices: Matrices }
type Node = {
  place: number
  service: number
  setup: number
  windows: readonly Window[]
  aboard: readonly number[]
  change: readonly number[]
}

const always: readonly Window[] = [[0, Number.MAX_SAFE_INTEGER]]

/**
 * Lays a problem out for the search. Throws BadProblem when its moments lie further apart than 34 years, it is too large to be
 * remembered, or the plan it begins from breaks a rule.
 */
export function compile(problem: Ready): Model {
  const { vehicles, jobs, shipments } = problem
  const size = Math.max(1, ...Object.values(problem.matrices).map((one) => one.durations.length))
  const [nowhere, places] = [size, size + 1]
  const parts = partsOf(problem)
  const none = new Array<number>(parts).fill(0)
  const tasks = tasksOf(problem, none)
  const [count, fleet, items] = [tasks.length, vehicles.length, jobs.length + shipments.length]
  if (items * fleet > mostPairs) throw new BadProblem('', `${items} to plan on ${fleet} vehicles is too much`)
  const point = (place: number | undefined, vehicle: Vehicle): Node => ({
    ...{ place: place ?? nowhere, service: 0, setup: 0, aboard: none, change: none },
    windows: vehicle.time_window ? [vehicle.time_window] : always,
  })
  const pauses = vehicles.flatMap((one) => sortedBreaks(one))
  const nodes: Node[] = [
    ...tasks,
    ...vehicles.map((one) => point(one.start_index, one)),
    ...vehicles.map((one) => point(one.end_index, one)),
    ...pauses.map(({ service, time_windows }) => ({
      ...{ place: nowhere, service, setup: 0, aboard: none, change: none },
      windows: time_windows ?? always,
    })),
  ]
  const base = baseOf(problem)
  const spans = nodes.map((node) => spansOf(node.windows, base))
  vehicles.forEach((_, v) => {
    if (spans[count + v]!.length === 0) throw new BadProblem(`vehicles[${v}].time_window`, 'too far from the others')
  })
  const kinds = kindsOf(problem, places)
  const breakFirst = sums(vehicles.map((one) => one.breaks.length)).map((at) => at + count + 2 * fleet)
  const itemOf = [...jobs.keys(), ...shipments.flatMap((_, at) => [jobs.length + at, jobs.length + at])]
  const carried = tasks.some((one) => one.aboard.some(Boolean))
  const taken = tasks.some((one) => one.change.some((part, at) => part + one.aboard[at]! > 0))
  const limit = (of: (one: Vehicle) => number | undefined) =>
    Float64Array.from(vehicles, (one) => of(one) ?? Number.POSITIVE_INFINITY)
  const bare: Bare = {
    base,
    tasks: count,
    items,
    vehicles: fleet,
    nodes: nodes.length,
    parts,
    loads: shipments.length > 0 && parts > 0 ? 'legs' : carried && taken ? 'legs' : carried || taken ? 'sum' : 'none',
    hasSetup: nodes.some((one) => one.setup > 0),
    hasLimits: vehicles.some((one) => one.max_travel_time !== undefined || one.max_distance !== undefined),
    place: Int32Array.from(nodes, (one) => one.place),
    service: Int32Array.from(nodes, (one) => one.service),
    setup: Int32Array.from(nodes, (one) => one.setup),
    windowFirst: Int32Array.from(sums(spans.map((one) => one.length))),
    windowFrom: Int32Array.from(spans.flatMap((one) => one.map(([from]) => from))),
    windowTo: Int32Array.from(spans.flatMap((one) => one.map(([, to]) => to))),
    opens: Int32Array.from(spans, (one) => one[0]?.[0] ?? never),
    closes: Int32Array.from(spans, (one) => one.at(-1)?.[1] ?? -1),
    aboard: Float64Array.from(tasks.flatMap((one) => one.aboard)),
    change: Float64Array.from(tasks.flatMap((one) => one.change)),
    first: Int32Array.from({ length: items }, (_, item) => item + Math.max(0, item - jobs.length)),
    second: Int32Array.from({ length: items }, (_, item) => (item < jobs.length ? -1 : 2 * item - jobs.length + 1)),
    itemOf: Int32Array.from(itemOf),
    priority: Int32Array.from([...jobs, ...shipments], (one) => one.priority),
    breakFirst: Int32Array.from(breakFirst),
    kind: Int32Array.from(vehicles, (one) => kinds.numbers.get(kindKey(one)) ?? 0),
    alike: alikeOf(vehicles),
    capacity: Float64Array.from(vehicles.flatMap((one) => one.capacity ?? none)),
    maxTasks: limit((one) => one.max_tasks),
    maxTravel: limit((one) => one.max_travel_time),
    maxDistance: limit((one) => one.max_distance),
    fixedCost: Float64Array.from(vehicles, (one) => one.costs.fixed),
    places,
    ...kinds.tables,
  }
  const model = { ...bare, ...candidatesOf(bare, [...jobs, ...shipments], vehicles), start: [] }
  return { ...model, start: startOf(problem, model) }
}

function partsOf({ vehicles, jobs, shipments }: Problem): number {
  const some = [
    ...vehicles.map((one) => one.capacity),
    ...jobs.flatMap((one) => [one.delivery, one.pickup]),
    ...shipments.map((one) => one.amount),
  ]
  return some.find((one) => one)?.length ?? 0
}

function tasksOf({ jobs, shipments }: Problem, none: readonly number[]): Node[] {
  return [
    ...jobs.map((one) => ({
      ...{ place: one.location_index!, service: one.service, setup: one.setup },
      windows: one.time_windows ?? always,
      aboard: one.delivery ?? none,
      change: none.map((_, part) => (one.pickup?.[part] ?? 0) - (one.delivery?.[part] ?? 0)),
    })),
    ...shipments.flatMap(({ amount, ...ends }) =>
      [ends.pickup, ends.delivery].map((one) => ({
        ...{ place: one.location_index!, service: one.service, setup: one.setup },
        windows: one.time_windows ?? always,
        aboard: none,
        change: none.map((_, part) => (amount?.[part] ?? 0) * (one === ends.pickup ? 1 : -1)),
      })),
    ),
  ]
}

/** Where the clock of the search begins: a vehicle that may start any time gets a month before what has a window. */
function baseOf({ vehicles, jobs, shipments }: Problem): number {
  const opens = vehicles.flatMap((one) => (one.time_window ? [one.time_window[0]] : []))
  if (opens.length === vehicles.length) return Math.min(...opens)
  const stops = [
    ...jobs,
    ...shipments.flatMap((one) => [one.pickup, one.delivery]),
    ...vehicles.flatMap((v) => v.breaks),
  ]
  const all = [...opens, ...stops.flatMap((one) => (one.time_windows ?? []).map(([from]) => from))]
  if (all.length === 0) return 0
  return Math.max(0, all.reduce((least, from) => Math.min(least, from)) - month)
}

/** Windows on the clock of the search: in order, joined where they touch, without what it never reaches. */
function spansOf(windows: readonly Window[], base: number): [from: number, to: number][] {
  const spans: [number, number][] = []
  for (const [from, to] of [...windows].sort((one, other) => one[0] - other[0])) {
    const [start, end] = [Math.max(0, from - base), Math.min(never, to - base)]
    const last = spans.at(-1)
    if (end < 0 || start > never) continue
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else spans.push([start, end])
  }
  return spans
}

function sums(lengths: readonly number[]): number[] {
  const all = [0]
  for (const length of lengths) all.push(all.at(-1)! + length)
  return all
}

const kindKey = ({ profile, speed_factor, costs }: Vehicle) =>
  [profile, speed_factor, costs.per_hour, costs.per_km].join(' ')

/** Vehicles that differ at most in their ids: an empty one of them is as good as another. */
function alikeOf(vehicles: readonly Vehicle[]): Int32Array {
  const keys = vehicles.map(({ id: _, description: __, steps: ___, ...rest }) => JSON.stringify(rest))
  return Int32Array.from(keys, (key) => keys.indexOf(key))
}

function kindsOf({ vehicles, matrices }: Ready, places: number) {
  const tables: Pick<Model, 'durations' | 'distances' | 'costs'> = { durations: [], distances: [], costs: [] }
  const numbers = new Map<string, number>()
  for (const vehicle of vehicles) {
    if (numbers.has(kindKey(vehicle))) continue
    numbers.set(kindKey(vehicle), numbers.size)
    const { profile, speed_factor, costs } = vehicle
    const given = matrices[profile]!
    const durations = table(given.durations, places, (cell) => Math.min(never, Math.round(cell / speed_factor)))
    const distances = given.distances ? table(given.distances, places, (cell) => cell) : null
    const byTime = costs.per_hour === 3600 && costs.per_km === 0
    const cost = (at: number) =>
      (durations[at]! * costs.per_hour) / 3600 + ((distances?.[at] ?? 0) * costs.per_km) / 1000
    tables.durations.push(durations)
    tables.distances.push(distances)
    if (given.costs) tables.costs.push(table(given.costs, places, (cell) => cell))
    else tables.costs.push(byTime ? durations : Float64Array.from(durations, (_, at) => cost(at)))
  }
  return { numbers, tables }
}

/** Rows as one array, with a last row and column of zeros for nowhere. */
function table(rows: readonly (readonly number[])[], places: number, cell: (value: number) => number): Int32Array {
  const flat = new Int32Array(places * places)
  rows.forEach((row, from) => {
    for (let to = 0; to < row.length; to++) flat[from * places + to] = cell(row[to]!)
  })
  return flat
}
