import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldProblem } from '@/scripts/test/field'
import { anyProblem, few, matrix, places, window } from '@/scripts/test/problem'
import { faultsOf } from './check'
import { compile } from './compile'
import { type ProblemInput, readProblem } from './problem'
import { search } from './search/anneal'
import { solutionOf } from './solution'
import { withMatrices } from './travel'

const still = { now: () => 0, cancelled: () => false }

function solved(problem: ProblemInput, { seed = 1, rounds = 150 } = {}) {
  const ready = withMatrices(readProblem(problem))
  const model = compile(ready)
  const found = search(model, { seed, rounds, milliseconds: Number.POSITIVE_INFINITY }, still)
  const solution = solutionOf(ready, model, found.routes)
  return { solution, faults: faultsOf(ready, solution), ready }
}

/** The shortest ways: as roads are, none is longer than a detour. */
function shortest(rows: number[][]): number[][] {
  const ways = rows.map((row) => [...row])
  for (const via of ways.keys())
    for (const from of ways) for (const to of ways.keys()) from[to] = Math.min(from[to]!, from[via]! + ways[via]![to]!)
  return ways
}

/** One technician and at most five visits: few enough to try every order. */
const small = fc
  .record({
    rows: matrix(60).map(shortest),
    jobs: fc.array(fc.record({ place: few(0, places - 1), service: few(0, 30), window: fc.option(window) }), {
      minLength: 1,
      maxLength: 5,
    }),
  })
  .map(({ rows, jobs }) => {
    const hours: [number, number] = [0, 300]
    return {
      rows,
      visits: jobs.map((one) => ({ ...one, window: one.window ?? hours })),
      problem: {
        vehicles: [{ id: 1, start_index: 0, end_index: 0, time_window: hours }],
        jobs: jobs.map((one, at) => ({
          id: at + 1,
          location_index: one.place,
          service: one.service,
          ...(one.window && { time_windows: [one.window] }),
        })),
        matrices: { car: { durations: rows } },
      },
    }
  })

/** How many are left out at least, and what that costs at least, by trying every order. */
function bestByTrying({
  rows,
  visits,
}: {
  rows: number[][]
  visits: { place: number; service: number; window: number[] }[]
}) {
  let best = [visits.length, 0]
  const better = (one: number[]) => one[0]! < best[0]! || (one[0] === best[0] && one[1]! < best[1]!)
  const go = (place: number, now: number, driven: number, left: ReadonlySet<number>) => {
    const home = rows[place]![0]!
    const all = [left.size, left.size === visits.length ? 0 : driven + home]
    if (now + home <= 300 && better(all)) best = all
    for (const at of left) {
      const visit = visits[at]!
      const way = rows[place]![visit.place]!
      const begin = Math.max(now + way, visit.window[0]!)
      if (begin > visit.window[1]!) continue
      go(visit.place, begin + visit.service, driven + way, new Set([...left].filter((one) => one !== at)))
    }
  }
  go(0, 0, 0, new Set(visits.keys()))
  return best
}

describe('the search', () => {
  it('finds the best there is where every order can be tried', () => {
    fc.assert(
      fc.property(small, (one) => {
        const { summary } = solved(one.problem, { rounds: 400 }).solution
        expect([summary.unassigned, summary.cost]).toEqual(bestByTrying(one))
      }),
      { numRuns: 300, seed: 4 },
    )
  })

  it('answers any problem with routes that can be driven and add up', () => {
    fc.assert(
      fc.property(anyProblem, few(0, 1_000_000), (one, seed) => {
        expect(solved(one, { seed }).faults).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('answers a whole plan that can be driven after any number of rounds', () => {
    fc.assert(
      fc.property(anyProblem, few(0, 50), (one, rounds) => {
        const ready = withMatrices(readProblem(one))
        const model = compile(ready)
        let asked = 0
        const world = { now: () => 0, cancelled: () => asked++ >= rounds }
        const found = search(model, { seed: 3, rounds: 1000, milliseconds: Number.POSITIVE_INFINITY }, world)
        expect(faultsOf(ready, solutionOf(ready, model, found.routes))).toEqual([])
        expect(found.rounds).toBe(model.items > 0 ? rounds : 0)
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    { technicians: 10, visits: 50 },
    { technicians: 8, visits: 90, days: 3 },
  ])('plans the days of $technicians technicians, and leaves nobody out without a reason', (size) => {
    const { solution, faults, ready } = solved(fieldProblem(size), { rounds: 400 })
    expect(faults).toEqual([])
    const first = solved(fieldProblem(size), { rounds: 0 }).solution
    expect(solution.summary.unassigned).toBeLessThan(first.summary.unassigned)
    for (const { id, reason } of solution.unassigned) {
      const job = ready.jobs.find((one) => one.id === id)
      const able = ready.vehicles.some((one) => job?.skills.every((skill) => one.skills.includes(skill)))
      expect(reason).toBe(able ? (reason === 'time' ? 'time' : 'full') : 'skills')
    }
  })

  it('plans what matters most where not everything fits', () => {
    const priorities = [1, 0, 7, 0, 3]
    const { solution } = solved({
      vehicles: [{ id: 1, start_index: 0, end_index: 0, max_tasks: 2 }],
      jobs: priorities.map((priority, at) => ({ id: at + 1, location_index: 0, priority })),
      matrices: { car: { durations: [[0]] } },
    })
    expect(solution.unassigned.map((one) => one.id)).toEqual([1, 2, 4])
    expect(solution.summary.priority).toBe(10)
  })

  it('reckons the way itself where there is no matrix, and answers when there is nothing to do', () => {
    const ghent: [number, number] = [3.72, 51.05]
    const job = { id: 1, location: [4.4, 51.22] as [number, number], service: 600 }
    const vehicle = { id: 1, start: ghent, time_window: [1_800_000_000, 1_800_030_000] as [number, number] }
    const { solution, faults } = solved({ vehicles: [vehicle], jobs: [job] })
    expect(faults).toEqual([])
    // 51 km as the crow flies.
    expect(solution.summary.distance).toBeGreaterThan(60_000)
    expect(solution.summary.distance).toBeLessThan(75_000)
    expect(solved({ vehicles: [vehicle] }).solution).toMatchObject({ routes: [], unassigned: [] })
  })

  it('lets a vehicle without hours leave in time for a window far in the future', () => {
    const window: [number, number] = [2_500_000_000, 2_500_003_600]
    const { solution, faults } = solved({
      vehicles: [{ id: 1, start_index: 0, end_index: 0 }],
      jobs: [{ id: 1, location_index: 1, time_windows: [window] }],
      matrices: {
        car: {
          durations: [
            [0, 60],
            [60, 0],
          ],
        },
      },
    })
    expect(faults).toEqual([])
    expect(solution.routes[0]?.steps[0]?.arrival).toBe(window[0] - 60)
  })

  it('gives the same answer to the same seed and number of rounds', () => {
    fc.assert(
      fc.property(anyProblem, few(0, 1000), (one, seed) => {
        expect(solved(one, { seed }).solution).toEqual(solved(one, { seed }).solution)
      }),
      { numRuns: 30 },
    )
  })
})
