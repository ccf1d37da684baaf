import { describe, expect, it } from 'vitest'
import { faultsOf } from './check'
import { compile } from './compile'
import { readProblem } from './problem'
import { search } from './search/anneal'
import { type Route, type Solution, type Step, solutionOf } from './solution'
import { withMatrices } from './travel'

const minutes = [
  [0, 10, 20, 30],
  [10, 0, 10, 20],
  [20, 10, 0, 10],
  [30, 20, 10, 0],
]
const durations = minutes.map((row) => row.map((cell) => cell * 60))
const distances = minutes.map((row) => row.map((cell) => cell * 1000))

/** One technician with a break and room for two, who brings a boiler and fetches a pump on the way between two jobs. */
const problem = withMatrices(
  readProblem({
    vehicles: [
      {
        ...{ id: 7, start_index: 0, end_index: 0, capacity: [2], skills: [1], time_window: [28_800, 61_200] },
        breaks: [{ id: 1, service: 1800, time_windows: [[43_200, 45_000]] }],
        ...{ max_tasks: 4, max_travel_time: 7200, max_distance: 120_000 },
      },
      { id: 8, start_index: 0, end_index: 0 },
    ],
    jobs: [
      { id: 1, location_index: 1, service: 3600, setup: 300, skills: [1], delivery: [2], priority: 5 },
      { id: 2, location_index: 3, service: 7200, time_windows: [[46_800, 50_400]] },
      { id: 3, location_index: 2, service: 3600, skills: [9] },
    ],
    shipments: [
      {
        pickup: { id: 1, location_index: 2, service: 600 },
        delivery: { id: 1, location_index: 3, service: 600 },
        amount: [2],
      },
    ],
    matrices: { car: { durations, distances } },
  }),
)

function solution(): Solution {
  const model = compile(problem)
  const limits = { seed: 1, rounds: 200, milliseconds: Number.POSITIVE_INFINITY }
  return solutionOf(problem, model, search(model, limits, { now: () => 0, cancelled: () => false }).routes)
}

/** The faults of the solution after something was changed in the route of vehicle 7. */
function faultsAfter(change: (route: Route, solution: Solution) => void): string[] {
  const one = solution()
  const route = one.routes.find(({ vehicle }) => vehicle === 7)
  if (!route) throw new Error('vehicle 7 stays at home')
  change(route, one)
  return faultsOf(problem, one)
}

const step = (route: Route, type: Step['type'], id?: number): Step => {
  const found = route.steps.find((one) => one.type === type && one.id === id)
  if (!found) throw new Error(`there is no ${type} ${id}`)
  return found
}

const has = (part: string) => expect.arrayContaining([expect.stringContaining(part)])

/** Halts after one move along by so many seconds, so that only one thing is wrong. */
const shift = (route: Route, from: Step, seconds: number) => {
  for (const one of route.steps.slice(route.steps.indexOf(from))) one.arrival += seconds
}

describe('the checker', () => {
  it('finds nothing wrong with what is right', () => {
    expect(faultsOf(problem, solution())).toEqual([])
  })

  it('says who is nowhere, twice, or not in the problem', () => {
    const gone = faultsAfter((route) => {
      route.steps = route.steps.filter((one) => one.type !== 'job' || one.id !== 2)
    })
    expect(gone).toEqual(has('job 2 is neither planned nor left'))
    expect(faultsAfter((route) => route.steps.splice(1, 0, route.steps[1]!))).toEqual(has('is there 2 times'))
    const strange = faultsAfter((_, one) => one.unassigned.push({ id: 99, type: 'job', reason: 'full' }))
    expect(strange).toEqual(has('there is no job 99'))
  })

  it('sees a technician arrive before the way is driven, or drive less than the way', () => {
    expect(faultsAfter((route) => shift(route, step(route, 'job', 2), -60))).toEqual(has('job 2: arrives at'))
    const short = faultsAfter((route) => {
      const from = route.steps.indexOf(step(route, 'job', 2))
      route.steps.slice(from).forEach((one) => {
        one.duration -= 60
        one.arrival -= 60
      })
    })
    expect(short).toEqual(has('were driven where the way takes'))
  })

  it('sees visits and breaks outside their windows, and days outside the hours', () => {
    const late = faultsAfter((route) => {
      const job = step(route, 'job', 2)
      job.waiting_time += 7200
      shift(route, route.steps[route.steps.indexOf(job) + 1]!, 7200)
    })
    expect(late).toEqual(has('job 2: outside its windows'))
    const pause = faultsAfter((route) => {
      step(route, 'break', 1).waiting_time += 7200
    })
    expect(pause).toEqual(has('break 1: outside its windows'))
    expect(faultsAfter((route) => shift(route, route.steps[0]!, 40_000))).toEqual(has('outside the hours'))
  })

  it('sees a break left out, a visit too short and a setup forgotten', () => {
    const none = faultsAfter((route) => {
      route.steps = route.steps.filter((one) => one.type !== 'break')
    })
    expect(none).toEqual(has('break 1 is taken 0 times'))
    const brief = faultsAfter((route) => {
      step(route, 'job', 1).service -= 1
    })
    expect(brief).toEqual(has('job 1: is not as long as it should be'))
    const setup = faultsAfter((route) => {
      step(route, 'job', 1).setup = 0
    })
    expect(setup).toEqual(has('job 1: is not as long as it should be'))
  })

  it('sees skills that are missing and more than can be carried', () => {
    const other = faultsAfter((route) => {
      route.vehicle = 8
    })
    expect(other).toEqual(has('needs skill 1'))
    expect(other).toEqual(has('where 0 fits'))
  })

  it('sees a delivery before its pickup, or without one', () => {
    const swapped = faultsAfter((route) => {
      const [pickup, delivery] = [step(route, 'pickup', 1), step(route, 'delivery', 1)]
      ;[pickup.type, delivery.type] = ['delivery', 'pickup']
    })
    expect(swapped).toEqual(has('delivery 1 comes without its pickup'))
    const kept = faultsAfter((route) => {
      route.steps = route.steps.filter((one) => one.type !== 'delivery')
    })
    expect(kept).toEqual(has('picked up and not delivered'))
  })

  it('sees too many tasks, too long a drive and too far', () => {
    const [first, ...others] = problem.vehicles
    const strict = { ...first!, max_tasks: 1, max_travel_time: 60, max_distance: 60 }
    const faults = faultsOf({ ...problem, vehicles: [strict, ...others] }, solution())
    for (const part of ['too many tasks', 'drives too long', 'drives too far']) expect(faults).toEqual(has(part))
  })

  it.each(['cost', 'duration', 'setup', 'service', 'waiting_time', 'priority', 'distance'] as const)(
    'adds up the %s of a route',
    (name) => {
      const faults = faultsAfter((route) => {
        route[name] = (route[name] ?? 0) + 1
      })
      expect(faults).toEqual(has(`says a ${name} of`))
    },
  )

  it.each(['cost', 'routes', 'unassigned', 'duration', 'service'] as const)('adds up the %s of the summary', (name) => {
    const faults = faultsAfter((_, one) => {
      one.summary[name]++
    })
    expect(faults).toEqual([expect.stringContaining('summary: says a')])
  })

  it('adds up what is brought and fetched, and what is aboard', () => {
    const sums = faultsAfter((route) => {
      route.delivery[0]!++
    })
    expect(sums).toEqual(has('says a delivery of'))
    const aboard = faultsAfter((route) => {
      step(route, 'job', 1).load = [5]
    })
    expect(aboard).toEqual(has('says 5 aboard'))
  })
})
