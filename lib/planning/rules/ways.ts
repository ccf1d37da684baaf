import type { Place } from '@/lib/geo/rules/road'
import type { Legs } from './facts'

/** The way to or from a place of which nobody knows where it is. */
export const unknownSeconds = 20 * 60

/** Where a place is: itself, or where it probably is, known from something near it. */
export type Spot = { point: Place | null; isGuess: boolean }

/** Ways by a matrix of seconds between some places; without both of them there, what a way takes on the average. */
export function legsOf(index: ReadonlyMap<string, number>, durations: readonly (readonly number[])[]): Legs {
  return (from, to) => {
    if (from === to) return 0
    const [row, column] = [index.get(from ?? ''), index.get(to ?? '')]
    return row === undefined || column === undefined ? unknownSeconds : (durations[row]?.[column] ?? unknownSeconds)
  }
}

/** Ways by a reckoning from point to point. */
export function legsBy(spots: ReadonlyMap<string, Spot>, seconds: (from: Place, to: Place) => number): Legs {
  return (from, to) => {
    if (from === to) return 0
    const [start, end] = [spots.get(from ?? '')?.point, spots.get(to ?? '')?.point]
    return start && end ? seconds(start, end) : unknownSeconds
  }
}

/** The places of which is known where they are, each once: their keys by row of a matrix. */
export function placesOf(spots: ReadonlyMap<string, Spot>, keys: Iterable<string>) {
  const index = new Map<string, number>()
  const points: Place[] = []
  for (const key of keys) {
    const point = spots.get(key)?.point
    if (point && !index.has(key)) index.set(key, points.push(point) - 1)
  }
  return { index, points }
}
