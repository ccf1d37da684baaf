import type { Matrices } from './matrices'
import type { Problem } from './problem'

/** Roads are longer than the crow flies: by this much in Western Europe. */
const roadFactor = 1.3
/** Slow near the door, faster on the way: so many kilometres at so many per hour, and the rest at the last speed. */
const speeds = [
  { km: 5, perHour: 30 },
  { km: 15, perHour: 50 },
  { km: Number.POSITIVE_INFINITY, perHour: 80 },
]

type Position = readonly [longitude: number, latitude: number]

/** Metres by road, estimated. */
export function roadMetres(from: Position, to: Position): number {
  const radians = Math.PI / 180
  const [dx, dy] = [(to[0] - from[0]) * radians, (to[1] - from[1]) * radians]
  const half = Math.sin(dy / 2) ** 2 + Math.cos(from[1] * radians) * Math.cos(to[1] * radians) * Math.sin(dx / 2) ** 2
  return Math.round(2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(half))) * roadFactor)
}

/** Seconds on the road, estimated. */
export function roadSeconds(metres: number): number {
  let [left, hours] = [metres / 1000, 0]
  for (const { km, perHour } of speeds) {
    hours += Math.min(left, km) / perHour
    left = Math.max(0, left - km)
  }
  return Math.round(hours * 3600)
}

/**
 * The problem with a matrix and numbered places: its own, or, where it names positions only, one estimated from the
 * great circle. The estimate needs no network, knows no rivers and no traffic.
 */
export function withMatrices(problem: Problem): Problem & { matrices: Matrices } {
  const { matrices } = problem
  if (matrices) return { ...problem, matrices }
  const places = new Map<string, { index: number; position: Position }>()
  const indexOf = (position: Position | undefined): number | undefined => {
    if (!position) return undefined
    const known = places.get(`${position}`) ?? { index: places.size, position }
    places.set(`${position}`, known)
    return known.index
  }
  const numbered = <T extends { location?: Position; location_index?: number }>(stop: T): T => ({
    ...stop,
    location_index: indexOf(stop.location),
  })
  const vehicles = problem.vehicles.map((one) => ({
    ...one,
    start_index: indexOf(one.start),
    end_index: indexOf(one.end),
  }))
  const jobs = problem.jobs.map(numbered)
  const shipments = problem.shipments.map((one) => ({
    ...one,
    pickup: numbered(one.pickup),
    delivery: numbered(one.delivery),
  }))
  const positions = [...places.values()].map((one) => one.position)
  const distances = positions.map((from) => positions.map((to) => roadMetres(from, to)))
  const durations = distances.map((row) => row.map(roadSeconds))
  const profiles = new Set(vehicles.map((one) => one.profile))
  const estimated = Object.fromEntries([...profiles].map((profile) => [profile, { durations, distances }]))
  return { vehicles, jobs, shipments, matrices: estimated }
}
