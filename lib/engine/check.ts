import type { Matrices } from './matrices'
import type { Job, Problem, Shipment, Stop, Vehicle, Window } from './problem'
import type { Route, Solution, Step } from './solution'

type Ready = Problem & { matrices: Matrices }
type Task = { stop: Stop; item: Job | Shipment; taken: readonly number[]; brought: readonly number[] }

/**
 * Everything that is wrong with a solution to a problem, in English; nothing when it can be driven and adds up. It reads the two as anyone
 * would who was handed them, and knows nothing of how the solution was found: any engine's answer can be checked.
 */
export function faultsOf(problem: Ready, solution: Solution): string[] {
  const faults: string[] = []
  const tasks = tasksOf(problem)
  const visits = new Map<string, number>()
  const seenVehicles = new Set<number>()
  for (const route of solution.routes) {
    const vehicle = problem.vehicles.find((one) => one.id === route.vehicle)
    const name = `route of vehicle ${route.vehicle}`
    if (!vehicle) {
      faults.push(`${name}: there is no such vehicle`)
      continue
    }
    if (seenVehicles.has(vehicle.id)) faults.push(`${name}: there is another one`)
    seenVehicles.add(vehicle.id)
    for (const { type, id } of route.steps) {
      if (isTask(type)) visits.set(`${type} ${id}`, (visits.get(`${type} ${id}`) ?? 0) + 1)
    }
    const found = [
      ...clockFaults(problem, vehicle, route, tasks),
      ...loadFaults(vehicle, route, tasks),
      ...rideFaults(vehicle, route, tasks),
      ...sumFaults(problem, vehicle, route, tasks),
    ]
    faults.push(...found.map((fault) => `${name}: ${fault}`))
  }
  for (const { type, id } of solution.unassigned) visits.set(`${type} ${id}`, (visits.get(`${type} ${id}`) ?? 0) + 1)
  for (const name of tasks.keys()) {
    const times = visits.get(name) ?? 0
    if (times === 0) faults.push(`${name} is neither planned nor left`)
    if (times > 1) faults.push(`${name} is there ${times} times`)
  }
  for (const name of visits.keys()) if (!tasks.has(name)) faults.push(`there is no ${name}`)
  return [...faults, ...summaryFaults(solution)]
}

const isTask = (type: Step['type']) => type === 'job' || type === 'pickup' || type === 'delivery'

function tasksOf({ jobs, shipments }: Problem): Map<string, Task> {
  const all = new Map<string, Task>()
  for (const job of jobs) {
    all.set(`job ${job.id}`, { stop: job, item: job, taken: job.pickup ?? [], brought: job.delivery ?? [] })
  }
  for (const item of shipments) {
    const amount = item.amount ?? []
    all.set(`pickup ${item.pickup.id}`, { stop: item.pickup, item, taken: amount, brought: [] })
    all.set(`delivery ${item.delivery.id}`, { stop: item.delivery, item, taken: [], brought: amount })
  }
  return all
}

function indexOf(vehicle: Vehicle, step: Step, tasks: ReadonlyMap<string, Task>): number | undefined {
  if (step.type === 'start') return vehicle.start_index
  if (step.type === 'end') return vehicle.end_index
  return tasks.get(`${step.type} ${step.id}`)?.stop.location_index
}

const within = (moment: number, windows: readonly Window[] | undefined) =>
  !windows || windows.some(([from, to]) => from <= moment && moment <= to)

/** Travel, service, waiting, windows, breaks and the vehicle's own hours. */
function clockFaults(
  { matrices }: Ready,
  vehicle: Vehicle,
  { steps }: Route,
  tasks: ReadonlyMap<string, Task>,
): string[] {
  const faults: string[] = []
  const durations = matrices[vehicle.profile]?.durations ?? []
  if (steps[0]?.type !== 'start' || steps.at(-1)?.type !== 'end') faults.push('does not go from a start to an end')
  const [first, last] = [steps[0]?.arrival ?? 0, steps.at(-1)?.arrival ?? 0]
  const hours = vehicle.time_window
  if (hours && (first < hours[0] || last > hours[1])) faults.push('goes outside the hours of the vehicle')
  let [place, drivenAt] = [steps[0] && indexOf(vehicle, steps[0], tasks), 0]
  steps.forEach((step, at) => {
    const name = step.id === undefined ? step.type : `${step.type} ${step.id}`
    const before = steps[at - 1]
    if (before) {
      const drive = step.duration - before.duration
      const left = before.arrival + before.waiting_time + before.setup + before.service
      if (drive < 0 || step.arrival !== left + drive)
        faults.push(`${name}: arrives at ${step.arrival}, not after ${drive} s`)
    } else if (step.duration !== 0) faults.push(`${name}: begins with ${step.duration} s driven`)
    if (step.waiting_time < 0) faults.push(`${name}: waits less than nothing`)
    if (step.type === 'break') {
      const pause = vehicle.breaks.find((one) => one.id === step.id)
      if (!pause) faults.push(`${name}: there is no such break`)
      else if (step.service !== pause.service || step.setup !== 0)
        faults.push(`${name}: is not as long as it should be`)
      else if (!within(step.arrival + step.waiting_time, pause.time_windows))
        faults.push(`${name}: outside its windows`)
      return
    }
    const here = indexOf(vehicle, step, tasks)
    const cell = place === undefined || here === undefined ? 0 : (durations[place]?.[here] ?? Number.NaN)
    const way = Math.round(cell / vehicle.speed_factor)
    if (at > 0 && step.duration - drivenAt !== way)
      faults.push(`${name}: ${step.duration - drivenAt} s were driven where the way takes ${way} s`)
    const task = tasks.get(`${step.type} ${step.id}`)
    if (task) {
      const setup = place === here ? 0 : task.stop.setup
      if (step.service !== task.stop.service || step.setup !== setup)
        faults.push(`${name}: is not as long as it should be`)
      if (!within(step.arrival + step.waiting_time, task.stop.time_windows)) faults.push(`${name}: outside its windows`)
    } else if (step.service !== 0 || step.setup !== 0 || step.waiting_time !== 0) faults.push(`${name}: takes time`)
    place = here
    drivenAt = step.duration
  })
  for (const { id } of vehicle.breaks) {
    const times = steps.filter((step) => step.type === 'break' && step.id === id).length
    if (times !== 1) faults.push(`break ${id} is taken ${times} times`)
  }
  return faults
}

/** What is aboard, leg by leg, against what the vehicle can carry. */
function loadFaults(vehicle: Vehicle, { steps }: Route, tasks: ReadonlyMap<string, Task>): string[] {
  const faults: string[] = []
  const own = steps.flatMap((step) => tasks.get(`${step.type} ${step.id}`) ?? [])
  const parts = Math.max(vehicle.capacity?.length ?? 0, ...own.map((one) => one.taken.length + one.brought.length))
  for (let part = 0; part < parts; part++) {
    const jobs = own.filter((task) => 'service' in task.item)
    let load = jobs.reduce((sum, task) => sum + (task.brought[part] ?? 0), 0)
    const most = vehicle.capacity?.[part] ?? 0
    for (const step of steps) {
      const task = tasks.get(`${step.type} ${step.id}`)
      load += (task?.taken[part] ?? 0) - (task?.brought[part] ?? 0)
      if (load > most) faults.push(`carries ${load} after ${step.type} ${step.id ?? ''} where ${most} fits`)
      if (step.load && (step.load[part] ?? 0) !== load)
        faults.push(`says ${step.load[part]} aboard where it is ${load}`)
    }
  }
  return faults
}

/** Skills, limits, and the order of pickups and deliveries. */
function rideFaults(vehicle: Vehicle, { steps }: Route, tasks: ReadonlyMap<string, Task>): string[] {
  const faults: string[] = []
  const own = steps.filter((step) => isTask(step.type))
  if (own.length === 0) faults.push('serves nobody')
  for (const { type, id } of own) {
    const missing = tasks.get(`${type} ${id}`)?.item.skills.filter((skill) => !vehicle.skills.includes(skill)) ?? []
    if (missing.length > 0) faults.push(`${type} ${id} needs skill ${missing[0]}`)
  }
  const aboard = new Set<unknown>()
  for (const { type, id } of own) {
    const item = tasks.get(`${type} ${id}`)?.item
    if (type === 'pickup') aboard.add(item)
    if (type === 'delivery' && !aboard.delete(item)) faults.push(`delivery ${id} comes without its pickup`)
  }
  if (aboard.size > 0) faults.push('something is picked up and not delivered')
  if (own.length > (vehicle.max_tasks ?? own.length)) faults.push('has too many tasks')
  const [driven, far] = [steps.at(-1)?.duration ?? 0, steps.at(-1)?.distance ?? 0]
  if (driven > (vehicle.max_travel_time ?? driven)) faults.push('drives too long')
  if (far > (vehicle.max_distance ?? far)) faults.push('drives too far')
  return faults
}

/** The sums of a route, its distance and its cost. */
function sumFaults({ matrices }: Ready, vehicle: Vehicle, route: Route, tasks: ReadonlyMap<string, Task>): string[] {
  const faults: string[] = []
  const { costs, distances } = matrices[vehicle.profile] ?? {}
  const stops = route.steps.filter((step) => step.type !== 'break')
  const along = (table: readonly (readonly number[])[] | undefined) =>
    stops.slice(1).reduce((sum, step, at) => {
      const [from, to] = [indexOf(vehicle, stops[at]!, tasks), indexOf(vehicle, step, tasks)]
      return sum + (from === undefined || to === undefined ? 0 : (table?.[from]?.[to] ?? 0))
    }, 0)
  const said = (name: string, value: number | undefined, real: number) => {
    if (Math.abs((value ?? 0) - real) > 0.500001) faults.push(`says a ${name} of ${value} where it is ${real}`)
  }
  const sum = (of: (step: Step) => number) => route.steps.reduce((all, step) => all + of(step), 0)
  const taskOf = (step: Step) => tasks.get(`${step.type} ${step.id}`)
  const driven = route.steps.at(-1)?.duration ?? 0
  const { fixed, per_hour, per_km } = vehicle.costs
  const way = costs ? along(costs) : (driven * per_hour) / 3600 + (along(distances) * per_km) / 1000
  said('cost', route.cost, fixed + way)
  said('duration', route.duration, driven)
  if (distances) said('distance', route.distance, along(distances))
  if (distances) said('distance of the last step', route.steps.at(-1)?.distance, along(distances))
  for (const name of ['setup', 'service', 'waiting_time'] as const) {
    said(
      name,
      route[name],
      sum((step) => step[name]),
    )
  }
  const priority = sum((step) => (step.type === 'delivery' ? 0 : (taskOf(step)?.item.priority ?? 0)))
  said('priority', route.priority, priority)
  const brought = (step: Step) => (step.type === 'pickup' ? [] : taskOf(step)?.brought) ?? []
  const taken = (step: Step) => (step.type === 'delivery' ? [] : taskOf(step)?.taken) ?? []
  route.delivery.forEach((value, part) => {
    said(
      'delivery',
      value,
      sum((step) => brought(step)[part] ?? 0),
    )
  })
  route.pickup.forEach((value, part) => {
    said(
      'pickup',
      value,
      sum((step) => taken(step)[part] ?? 0),
    )
  })
  return faults
}

function summaryFaults({ summary, routes, unassigned }: Solution): string[] {
  const faults: string[] = []
  const said = (name: string, value: number | undefined, real: number) => {
    if (value !== real) faults.push(`summary: says a ${name} of ${value} where it is ${real}`)
  }
  said('number of routes', summary.routes, routes.length)
  said('number of unassigned', summary.unassigned, unassigned.length)
  for (const name of ['cost', 'setup', 'service', 'duration', 'waiting_time', 'priority'] as const) {
    said(
      name,
      summary[name],
      routes.reduce((sum, route) => sum + route[name], 0),
    )
  }
  for (const name of ['delivery', 'pickup'] as const) {
    summary[name].forEach((value, part) => {
      said(
        name,
        value,
        routes.reduce((sum, route) => sum + (route[name][part] ?? 0), 0),
      )
    })
  }
  return faults
}
