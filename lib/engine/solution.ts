import { holds, reaches } from './candidates'
import type { Model } from './compile'
import { type Job, type Problem, type Stop, sortedBreaks, type Vehicle } from './problem'
import { driven, type Halt } from './timetable'

/** One halt of a route, in the words of VROOM's API: moments and seconds as in the problem, distance and duration driven so far. */
export type Step = {
  type: 'start' | 'job' | 'pickup' | 'delivery' | 'break' | 'end'
  id?: number
  description?: string
  location?: Stop['location']
  location_index?: number
  arrival: number
  duration: number
  distance?: number
  setup: number
  service: number
  waiting_time: number
  load?: number[]
  violations: never[]
}

type Sums = {
  cost: number
  setup: number
  service: number
  duration: number
  waiting_time: number
  priority: number
  delivery: number[]
  pickup: number[]
  distance?: number
  violations: never[]
}

export type Route = Sums & { vehicle: number; description?: string; steps: Step[] }

/** Why nobody comes: who has the skills, has room, can be there in time; or the days are full. */
export type Reason = 'skills' | 'capacity' | 'time' | 'full'

export type Left = {
  id: number
  type: 'job' | 'pickup' | 'delivery'
  location?: Stop['location']
  location_index?: number
  description?: string
  reason: Reason
}

/** An answer in the JSON of VROOM's API; `reason` is ours. */
export type Solution = {
  code: 0
  summary: Sums & { routes: number; unassigned: number }
  unassigned: Left[]
  routes: Route[]
}

/** Writes down the routes that were found: by vehicle, the tasks and breaks in order (none for a vehicle that stays at home). */
export function solutionOf(problem: Problem, model: Model, found: readonly Int32Array[]): Solution {
  const routes = found.flatMap((nodes, v) => (nodes.length > 0 ? [routeOf(problem, model, v, nodes)] : []))
  const done = new Set(found.flatMap((nodes) => [...nodes]))
  const unassigned = Array.from({ length: model.items }, (_, item) => item)
    .filter((item) => !done.has(model.first[item]!))
    .flatMap((item) => leftOf(problem, model, item))
  const summary = { ...sumsOf(routes, model.parts), routes: routes.length, unassigned: unassigned.length }
  return { code: 0, summary, unassigned, routes }
}

function routeOf(problem: Problem, model: Model, v: number, nodes: Int32Array): Route {
  const vehicle = problem.vehicles[v]!
  const drive = driven(model, v, nodes)
  if (!drive) throw new Error(`the route of vehicle ${vehicle.id} can't be driven`)
  const steps = drive.halts.map((halt) => stepOf(problem, model, vehicle, halt))
  const tasks = [...nodes].filter((node) => node < model.tasks)
  const none = new Array<number>(model.parts).fill(0)
  const amounts = (of: (task: { job: Job | null; amount: readonly number[] }) => readonly number[] | undefined) =>
    tasks.reduce((sum, node) => {
      const one = of(amountOf(problem, node))
      return sum.map((part, at) => part + (one?.[at] ?? 0))
    }, none)
  return {
    vehicle: vehicle.id,
    ...(vehicle.description !== undefined && { description: vehicle.description }),
    cost: Math.round(drive.cost),
    setup: total(steps, (step) => step.setup),
    service: total(steps, (step) => step.service),
    duration: drive.travel,
    waiting_time: total(steps, (step) => step.waiting_time),
    priority: total(tasks, (node) => (isDelivery(problem, node) ? 0 : model.priority[model.itemOf[node]!]!)),
    delivery: amounts((task) => (task.job ? task.job.delivery : task.amount)),
    pickup: amounts((task) => (task.job ? task.job.pickup : task.amount)),
    ...(drive.distance !== null && { distance: drive.distance }),
    violations: [],
    steps,
  }
}

/** What is carried for a task: of a shipment it counts once, at its pickup. */
function amountOf({ jobs, shipments }: Problem, node: number): { job: Job | null; amount: readonly number[] } {
  const job = jobs[node]
  if (job) return { job, amount: [] }
  const at = node - jobs.length
  return { job: null, amount: at % 2 === 0 ? (shipments[at / 2]?.amount ?? []) : [] }
}

const isDelivery = ({ jobs }: Problem, node: number) => node >= jobs.length && (node - jobs.length) % 2 === 1

function stepOf(problem: Problem, model: Model, vehicle: Vehicle, halt: Halt): Step {
  const { node, arrival, waiting, setup, service, travel, distance, load } = halt
  return {
    ...placeOf(problem, model, vehicle, node),
    arrival: arrival + model.base,
    duration: travel,
    ...(distance !== null && { distance }),
    setup,
    service,
    waiting_time: waiting,
    ...(model.parts > 0 && { load }),
    violations: [],
  }
}

type Place = Pick<Step, 'type' | 'id' | 'description' | 'location' | 'location_index'>

function placeOf(problem: Problem, model: Model, vehicle: Vehicle, node: number): Place {
  const { tasks, vehicles, breakFirst } = model
  if (node < tasks) return taskOf(problem, node)
  if (node < tasks + vehicles) return { type: 'start', ...where(vehicle.start, vehicle.start_index) }
  if (node < tasks + 2 * vehicles) return { type: 'end', ...where(vehicle.end, vehicle.end_index) }
  const v = problem.vehicles.indexOf(vehicle)
  const { id, description } = sortedBreaks(vehicle)[node - breakFirst[v]!]!
  return { type: 'break', id, ...(description !== undefined && { description }) }
}

function taskOf(problem: Problem, node: number): Place & Pick<Left, 'id' | 'type'> {
  const job = problem.jobs[node]
  const at = node - problem.jobs.length
  const shipment = problem.shipments[Math.floor(at / 2)]
  const type = job ? 'job' : at % 2 === 0 ? 'pickup' : 'delivery'
  const stop = job ?? shipment?.[type === 'pickup' ? 'pickup' : 'delivery']
  if (!stop) throw new Error(`there is no task ${node}`)
  const { id, description, location, location_index } = stop
  return { type, id, ...(description !== undefined && { description }), ...where(location, location_index) }
}

function where(location: Stop['location'], index: number | undefined): Pick<Step, 'location' | 'location_index'> {
  return { ...(location && { location }), ...(index !== undefined && { location_index: index }) }
}

function leftOf(problem: Problem, model: Model, item: number): Left[] {
  const reason = reasonOf(problem, model, item)
  const nodes = [model.first[item]!, model.second[item]!].filter((node) => node >= 0)
  return nodes.map((node) => ({ ...taskOf(problem, node), reason }))
}

function reasonOf({ vehicles, jobs, shipments }: Problem, model: Model, item: number): Reason {
  const { skills } = (jobs[item] ?? shipments[item - jobs.length])!
  const able = [...vehicles.keys()].filter((v) => skills.every((skill) => vehicles[v]!.skills.includes(skill)))
  if (able.length === 0) return 'skills'
  const roomy = able.filter((v) => holds(model, item, v))
  if (roomy.length === 0) return 'capacity'
  return roomy.some((v) => reaches(model, item, v)) ? 'full' : 'time'
}

function sumsOf(routes: readonly Route[], parts: number): Sums {
  const sum = (of: (route: Route) => number) => total(routes, of)
  const amounts = (of: (route: Route) => number[]) =>
    Array.from({ length: parts }, (_, part) => sum((route) => of(route)[part]!))
  const distances = routes.some((route) => route.distance !== undefined)
  return {
    cost: sum((route) => route.cost),
    setup: sum((route) => route.setup),
    service: sum((route) => route.service),
    duration: sum((route) => route.duration),
    waiting_time: sum((route) => route.waiting_time),
    priority: sum((route) => route.priority),
    delivery: amounts((route) => route.delivery),
    pickup: amounts((route) => route.pickup),
    ...(distances && { distance: sum((route) => route.distance ?? 0) }),
    violations: [],
  }
}

function total<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((sum, one) => sum + of(one), 0)
}
