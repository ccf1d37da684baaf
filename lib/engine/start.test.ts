import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldProblem } from '@/scripts/test/field'
import { anyProblem, few } from '@/scripts/test/problem'
import { BadProblem } from './bad-problem'
import { faultsOf } from './check'
import { compile } from './compile'
import { type Problem, type ProblemInput, readProblem } from './problem'
import { search } from './search/anneal'
import { type Solution, solutionOf } from './solution'
import { withMatrices } from './travel'

function solved(json: ProblemInput, rounds: number) {
  const problem = withMatrices(readProblem(json))
  const model = compile(problem)
  const limits = { seed: 2, rounds, milliseconds: Number.POSITIVE_INFINITY }
  const solution = solutionOf(problem, model, search(model, limits, { now: () => 0, cancelled: () => false }).routes)
  return { problem, solution, faults: faultsOf(problem, solution) }
}

const stepsOf = (solution: Solution, vehicle: number) =>
  (solution.routes.find((route) => route.vehicle === vehicle)?.steps ?? []).map(({ type, id }) => ({ type, id }))

/** The problem with a solution of it as the plan to begin from. */
const from = (json: ProblemInput, solution: Solution, hasBreaks = true): ProblemInput => ({
  ...json,
  vehicles: json.vehicles.map((vehicle) => ({
    ...vehicle,
    steps: stepsOf(solution, vehicle.id).filter(({ type }) => hasBreaks || type !== 'break'),
  })),
})

/** What counts, in order: the weight of what is left out, and the cost. */
function worth({ jobs, shipments }: Problem, { unassigned, summary }: Solution): [left: number, cost: number] {
  const items = jobs.length + shipments.length
  const priorityOf = (type: string, id: number) =>
    (type === 'job' ? jobs.find((one) => one.id === id) : shipments.find((one) => one.pickup.id === id))?.priority ?? 0
  const left = unassigned.filter(({ type }) => type !== 'delivery')
  return [left.reduce((sum, { type, id }) => sum + 1 + (items + 1) * priorityOf(type, id), 0), summary.cost]
}

const isNotWorse = ([left, cost]: [number, number], [leftBefore, costBefore]: [number, number]) =>
  left < leftBefore || (left === leftBefore && cost <= costBefore)

describe('a plan to begin from', () => {
  it('is the first plan, with what it leaves out where that still fits', () => {
    fc.assert(
      fc.property(anyProblem, few(0, 60), fc.boolean(), (json, rounds, hasBreaks) => {
        const given = solved(json, rounds)
        const { solution, faults } = solved(from(json, given.solution, hasBreaks), 0)
        expect(faults).toEqual([])
        for (const { vehicle, steps } of given.solution.routes) {
          const tasks = steps.flatMap(({ type, id }) => (id === undefined || type === 'break' ? [] : `${type} ${id}`))
          const now = stepsOf(solution, vehicle).map(({ type, id }) => `${type} ${id}`)
          expect(now.filter((one) => tasks.includes(one))).toEqual(tasks)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('is never given up for a worse one', () => {
    fc.assert(
      fc.property(anyProblem, few(1, 40), (json, rounds) => {
        const given = solved(json, 80)
        const { problem, solution, faults } = solved(from(json, given.solution), rounds)
        expect(faults).toEqual([])
        expect(isNotWorse(worth(problem, solution), worth(problem, given.solution))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('is where a search goes on that was cut short', () => {
    const week = fieldProblem({ technicians: 12, visits: 90, days: 2 })
    const half = solved(week, 1500).solution
    const anew = solved(week, 300)
    const further = solved(from(week, half), 300)
    expect(isNotWorse(worth(further.problem, further.solution), worth(further.problem, half))).toBe(true)
    expect(isNotWorse(worth(anew.problem, anew.solution), worth(further.problem, further.solution))).toBe(false)
  })

  const durations = [
    [0, 600],
    [600, 0],
  ]
  const vehicle = { id: 7, start_index: 0, end_index: 0, time_window: [0, 7200] as [number, number], capacity: [1] }
  const pause = { id: 1, service: 1800, time_windows: [[0, 1200]] as [number, number][] }
  const far = { id: 5, location_index: 1, time_windows: [[0, 1800]] as [number, number][] }
  const begun = (steps: { type: 'job'; id: number }[], other: Partial<ProblemInput['vehicles'][number]> = {}) => {
    const jobs = [
      { id: 3, location_index: 1, service: 3000, delivery: [1] },
      { id: 4, location_index: 1, service: 3000, delivery: [1] },
      { ...far, delivery: [0] },
      { id: 6, location_index: 0, skills: [9], delivery: [0] },
    ]
    const vehicles = [{ ...vehicle, ...other, steps }]
    return () => compile(withMatrices(readProblem({ vehicles, jobs, matrices: { car: { durations } } })))
  }
  const job = (id: number) => ({ type: 'job' as const, id })

  it.each([
    ['needs a skill nobody has', [job(6)], {}, 'vehicles[0].steps: job 6 is not for this vehicle'],
    ['comes after its window', [job(3), job(5)], {}, "vehicles[0].steps: can't be driven"],
    [
      'has no room for the break',
      [job(5)],
      { breaks: [{ ...pause, service: 7000 }] },
      "vehicles[0].steps: can't be driven",
    ],
    ['carries too much', [job(3), job(4)], {}, 'vehicles[0].steps: is more than can be carried'],
    ['has too many tasks', [job(5), job(3)], { max_tasks: 1 }, 'vehicles[0].steps: has more than max_tasks'],
    ['drives too long', [job(5)], { max_travel_time: 1199 }, "vehicles[0].steps: can't be driven"],
  ] as const)('that %s is refused by name', (_, steps, other, words) => {
    const compiled = begun([...steps], { ...other, breaks: 'breaks' in other ? [...other.breaks] : [] })
    expect(compiled).toThrow(BadProblem)
    expect(compiled).toThrow(words)
  })

  it('puts a break that it does not name where it fits', () => {
    expect([...begun([job(5), job(3)], { breaks: [pause] })().start[0]!]).toEqual([2, 6, 0])
  })
})
