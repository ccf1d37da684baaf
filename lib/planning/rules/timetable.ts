import type { ProblemInput } from '@/lib/engine/problem'

/** What a vehicle does on its way, by id of its job or break. */
export type Halt = { kind: 'job' | 'break'; id: number }

/**
 * When each halt of a route that can be driven begins: at the moment wished where all that follows can still be, else as
 * soon as can be. An engine leaves as late as it may; people would rather know their afternoon is free.
 */
export function beginningsOf(
  problem: ProblemInput,
  vehicle: number,
  halts: readonly Halt[],
  wishes: readonly (number | null)[],
): number[] {
  let settled: (number | null)[] = halts.map(() => null)
  let best = driven(problem, vehicle, halts, settled)
  if (!best) throw new Error(`the route of vehicle ${vehicle} can't be driven`)
  wishes.forEach((wish, at) => {
    if (wish === null) return
    const tried = settled.with(at, wish)
    const found = driven(problem, vehicle, halts, tried)
    if (found) [settled, best] = [tried, found]
  })
  return best
}

/** Whether a vehicle can do all this in this order. */
export function canBeDriven(problem: ProblemInput, vehicle: number, halts: readonly Halt[]): boolean {
  const anyTime = halts.map(() => null)
  return driven(problem, vehicle, halts, anyTime) !== null
}

/** Beginnings, each at its wish or later; null when a window or the end of the day is missed. On the way one stops for a break. */
function driven(
  { vehicles, jobs = [], matrices }: ProblemInput,
  id: number,
  halts: readonly Halt[],
  wishes: readonly (number | null)[],
): number[] | null {
  const vehicle = vehicles[id]!
  const { durations } = matrices![vehicle.profile ?? 'car']!
  const [opens, closes] = vehicle.time_window!
  const begins: number[] = []
  let [now, here, waited] = [opens, vehicle.start_index!, 0]
  for (const [at, halt] of halts.entries()) {
    const stop = halt.kind === 'job' ? jobs[halt.id]! : vehicle.breaks!.find((one) => one.id === halt.id)!
    const place = halt.kind === 'job' ? jobs[halt.id]!.location_index! : null
    // What was not driven while waiting for a break is driven after it.
    const arrival = place === null ? now : now + Math.max(0, durations[here]![place]! - waited)
    const begin = beginning(stop.time_windows, Math.max(arrival, wishes[at] ?? 0))
    if (begin === null) return null
    begins.push(begin)
    waited = place === null ? waited + begin - now : 0
    if (place !== null) here = place
    now = begin + (stop.service ?? 0)
  }
  const home = Math.max(0, durations[here]![vehicle.end_index!]! - waited)
  return now + home <= closes ? begins : null
}

function beginning(windows: readonly (readonly [number, number])[] | undefined, moment: number): number | null {
  if (!windows) return moment
  const window = windows.find(([, to]) => moment <= to)
  return window ? Math.max(moment, window[0]) : null
}
