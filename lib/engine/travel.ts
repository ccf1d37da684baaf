import { type Position, placeAt, roadMetres, roadSeconds } from '@/lib/geo/rules/road'
import type { Matrices } from './matrices'
import type { Problem } from './problem'

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
  const positions = [...places.values()].map((one) => placeAt(one.position))
  const distances = positions.map((from) => positions.map((to) => roadMetres(from, to)))
  const durations = distances.map((row) => row.map(roadSeconds))
  const profiles = new Set(vehicles.map((one) => one.profile))
  const estimated = Object.fromEntries([...profiles].map((profile) => [profile, { durations, distances }]))
  return { vehicles, jobs, shipments, matrices: estimated }
}
