import { z } from 'zod'
import { BadProblem } from './bad-problem'
import { indexOf, type Matrices, matrices } from './matrices'
import { checkSteps } from './steps'

/** Four months: so that a sum of many still fits in 32 bits. */
const longest = 10_000_000

const whole = z.int().min(0)
const duration = whole.max(longest)
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const amount = z.array(whole.max(1_000_000_000_000))
const skills = z.array(whole)
const window = z.tuple([whole, whole]).refine(([from, to]) => from <= to, 'ends before it begins')
const windows = z.array(window).min(1)

const stop = {
  id: whole,
  description: z.string().optional(),
  location: position.optional(),
  location_index: whole.optional(),
  setup: duration.default(0),
  service: duration.default(0),
  time_windows: windows.optional(),
}

const job = z.strictObject({
  ...stop,
  delivery: amount.optional(),
  pickup: amount.optional(),
  skills: skills.default([]),
  priority: whole.max(100).default(0),
})

const shipment = z.strictObject({
  pickup: z.strictObject(stop),
  delivery: z.strictObject(stop),
  amount: amount.optional(),
  skills: skills.default([]),
  priority: whole.max(100).default(0),
})

const pause = z.strictObject({
  id: whole,
  description: z.string().optional(),
  service: duration.default(0),
  time_windows: windows.optional(),
})

/** A halt of a given plan; its moments follow from the problem. */
const step = z.strictObject({
  type: z.enum(['start', 'job', 'pickup', 'delivery', 'break', 'end']),
  id: whole.optional(),
})

const vehicle = z.strictObject({
  id: whole,
  description: z.string().optional(),
  profile: z.string().default('car'),
  start: position.optional(),
  start_index: whole.optional(),
  end: position.optional(),
  end_index: whole.optional(),
  capacity: amount.optional(),
  skills: skills.default([]),
  time_window: window.optional(),
  breaks: z.array(pause).default([]),
  steps: z.array(step).optional(),
  speed_factor: z.number().positive().max(5).default(1),
  max_tasks: whole.optional(),
  max_travel_time: whole.optional(),
  max_distance: whole.optional(),
  costs: z
    .strictObject({
      fixed: whole.max(1_000_000_000).default(0),
      per_hour: whole.max(1_000_000_000).default(3600),
      per_km: whole.max(1_000_000_000).default(0),
    })
    .prefault({}),
})

const problem = z.strictObject({
  vehicles: z.array(vehicle).min(1),
  jobs: z.array(job).default([]),
  shipments: z.array(shipment).default([]),
  matrices: matrices.optional(),
})

/** A problem in the JSON of VROOM's API: times in seconds, distances in metres. */
export type Problem = z.infer<typeof problem>
export type Vehicle = Problem['vehicles'][number]
export type Job = Problem['jobs'][number]
export type Shipment = Problem['shipments'][number]
export type Stop = Shipment['pickup']
export type Window = z.infer<typeof window>
/** What is asked of a solver; whatever has a default may be left out. */
export type ProblemInput = z.input<typeof problem>

/**
 * Reads a problem in VROOM's JSON. Throws BadProblem, with the path, for what is wrong and for what this engine does
 * not know: nothing that the format says is passed over in silence.
 */
export function readProblem(json: unknown): Problem {
  const { success, data, error } = problem.safeParse(json)
  if (!success) throw refusal(error.issues[0]!)
  distinct(data)
  const { matrices } = data
  data.vehicles.forEach((one, at) => {
    checkVehicle(one, `vehicles[${at}]`, matrices)
  })
  data.jobs.forEach((one, at) => {
    checkPlace(one, `jobs[${at}]`, data)
  })
  data.shipments.forEach((one, at) => {
    checkPlace(one.pickup, `shipments[${at}].pickup`, data)
    checkPlace(one.delivery, `shipments[${at}].delivery`, data)
  })
  checkAmounts(data)
  checkSteps(data)
  return data
}

/** The breaks of a vehicle in the order in which they are taken. */
export function sortedBreaks({ breaks }: Pick<Vehicle, 'breaks'>): Vehicle['breaks'] {
  const closes = ({ time_windows = [[0, Number.MAX_SAFE_INTEGER]] }: Vehicle['breaks'][number]) =>
    Math.max(...time_windows.map(([, to]) => to))
  return [...breaks].sort((one, other) => closes(one) - closes(other))
}

function refusal(issue: z.core.$ZodIssue): BadProblem {
  if (issue.code === 'unrecognized_keys')
    return new BadProblem(pathOf([...issue.path, issue.keys[0]!]), 'not supported')
  return new BadProblem(pathOf(issue.path), issue.message)
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (whole, part) =>
      typeof part === 'number' ? `${whole}[${part}]` : whole ? `${whole}.${String(part)}` : String(part),
    '',
  )
}

function distinct({ vehicles, jobs, shipments }: Problem): void {
  const once = (ids: readonly { id: number }[], path: (at: number) => string) => {
    const seen = new Set<number>()
    ids.forEach(({ id }, at) => {
      if (seen.has(id)) throw new BadProblem(`${path(at)}.id`, `${id} is used twice`)
      seen.add(id)
    })
  }
  once(vehicles, (at) => `vehicles[${at}]`)
  vehicles.forEach((one, at) => {
    once(one.breaks, (pause) => `vehicles[${at}].breaks[${pause}]`)
  })
  once(jobs, (at) => `jobs[${at}]`)
  once(
    shipments.map((one) => one.pickup),
    (at) => `shipments[${at}].pickup`,
  )
  once(
    shipments.map((one) => one.delivery),
    (at) => `shipments[${at}].delivery`,
  )
}

function checkVehicle(vehicle: Vehicle, path: string, matrices: Matrices | undefined): void {
  const { start, end, start_index, end_index, costs } = vehicle
  const known = matrices && Object.hasOwn(matrices, vehicle.profile)
  const given = known ? matrices[vehicle.profile] : undefined
  if (matrices && !given) throw new BadProblem(`${path}.profile`, `there is no matrix of ${vehicle.profile}`)
  const [from, to] = [indexOf(start_index, start, given), indexOf(end_index, end, given)]
  if (from === 'missing' && to === 'missing') throw new BadProblem(path, 'needs a start or an end')
  for (const [name, place] of [
    ['start', from],
    ['end', to],
  ] as const) {
    if (place === 'outside') throw new BadProblem(`${path}.${name}_index`, 'lies outside the matrix')
    if (place === 'unknown') throw new BadProblem(`${path}.${name}_index`, 'needed, as there are matrices')
    if (place === 'alone') throw new BadProblem(`${path}.${name}`, 'a position is needed, as there are no matrices')
  }
  if (given && (costs.per_km > 0 || vehicle.max_distance !== undefined) && !given.distances)
    throw new BadProblem(`matrices.${vehicle.profile}.distances`, 'needed for max_distance and costs.per_km')
  if (given?.costs && (costs.per_km > 0 || costs.per_hour !== 3600))
    throw new BadProblem(`${path}.costs`, 'per_hour and per_km exclude a matrix of costs')
}

function checkPlace(stop: Stop, path: string, { vehicles, matrices }: Problem): void {
  const profiles = matrices ? new Set(vehicles.map((one) => one.profile)) : [undefined]
  for (const profile of profiles) {
    const place = indexOf(stop.location_index, stop.location, profile === undefined ? undefined : matrices?.[profile])
    if (place === 'outside') throw new BadProblem(`${path}.location_index`, 'lies outside the matrix')
    if (place === 'unknown') throw new BadProblem(`${path}.location_index`, 'needed, as there are matrices')
    if (place !== 'known') throw new BadProblem(`${path}.location`, 'needed')
  }
}

/** Every amount and capacity has as many parts as the others; who has no capacity in it takes nothing. */
function checkAmounts({ vehicles, jobs, shipments }: Problem): void {
  const all = [
    ...vehicles.map((one, at) => [`vehicles[${at}].capacity`, one.capacity] as const),
    ...jobs.map((one, at) => [`jobs[${at}].delivery`, one.delivery] as const),
    ...jobs.map((one, at) => [`jobs[${at}].pickup`, one.pickup] as const),
    ...shipments.map((one, at) => [`shipments[${at}].amount`, one.amount] as const),
  ]
  const parts = all.find(([, amount]) => amount)?.[1]?.length
  const odd = all.find(([, amount]) => amount && amount.length !== parts)
  if (odd) throw new BadProblem(odd[0], `has ${odd[1]?.length} parts where others have ${parts}`)
}
