import { describe, expect, it } from 'vitest'
import { BadProblem } from './bad-problem'
import { readProblem } from './problem'

const durations = [
  [0, 60],
  [60, 0],
]
const vehicle = { id: 1, start_index: 0, end_index: 0 }
const job = { id: 1, location_index: 1 }
const good = { vehicles: [vehicle], jobs: [job], matrices: { car: { durations } } }

function refusal(problem: unknown): string {
  try {
    readProblem(problem)
  } catch (error) {
    if (error instanceof BadProblem) return error.message
    throw error
  }
  return 'nothing'
}

describe('readProblem', () => {
  it('takes what it knows', () => expect(refusal(good)).toBe('nothing'))

  it.each([
    [
      'vehicles[0].steps[0].service_at',
      { ...good, vehicles: [{ ...vehicle, steps: [{ type: 'job', id: 1, service_at: 5 }] }] },
    ],
    ['vehicles[0].breaks[0].max_load', { ...good, vehicles: [{ ...vehicle, breaks: [{ id: 1, max_load: [1] }] }] }],
    ['vehicles[0].costs.per_task_hour', { ...good, vehicles: [{ ...vehicle, costs: { per_task_hour: 1 } }] }],
    ['jobs[0].service_per_type', { ...good, jobs: [{ ...job, service_per_type: {} }] }],
    ['options', { ...good, options: { g: true } }],
  ])('refuses %s by name', (path, problem) => {
    expect(refusal(problem)).toBe(`${path}: not supported`)
  })

  const shipments = [{ pickup: { ...job, id: 4 }, delivery: { ...job, id: 4 } }]
  const step = (type: string, id?: number) => ({ type, id })
  it.each([
    ['there is no job 9', [step('job', 9)]],
    ['there is no break 1', [step('break', 1)]],
    ['job 1 is there twice', [step('start'), step('job', 1), step('job', 1)], 2],
    ['start stands at the start', [step('job', 1), step('start')], 1],
    ['end stands at the end', [step('end'), step('job', 1)]],
    ['delivery 4 comes without its pickup', [step('delivery', 4), step('pickup', 4)]],
    ['Invalid option', [step('detour', 4)], 0, '.type'],
    ['needed', [step('job')], 0, '.id'],
  ])('refuses a plan to begin from: %s', (words, steps, at = 0, field = '') => {
    const said = refusal({ ...good, shipments, vehicles: [{ ...vehicle, steps }] })
    expect(said).toContain(`vehicles[0].steps[${at}]${field}: ${words}`)
  })

  it('refuses a pickup that is not delivered, and a job of two vehicles', () => {
    const picked = { ...good, shipments, vehicles: [{ ...vehicle, steps: [step('pickup', 4)] }] }
    expect(refusal(picked)).toBe('vehicles[0].steps: delivery 4 is missing')
    const both = [1, 2].map((id) => ({ ...vehicle, id, steps: [step('job', 1)] }))
    expect(refusal({ ...good, vehicles: both })).toBe('vehicles[1].steps[0]: job 1 is there twice')
  })

  it.each([
    ['vehicles[1].id: 1 is used twice', { ...good, vehicles: [vehicle, vehicle] }],
    ['jobs[1].id: 1 is used twice', { ...good, jobs: [job, job] }],
    ['vehicles[0]: needs a start or an end', { ...good, vehicles: [{ id: 1 }] }],
    [
      'vehicles[0].profile: there is no matrix of toString',
      { ...good, vehicles: [{ ...vehicle, profile: 'toString' }] },
    ],
    ['vehicles[0].profile: there is no matrix of bike', { ...good, vehicles: [{ ...vehicle, profile: 'bike' }] }],
    ['jobs[0].location_index: lies outside the matrix', { ...good, jobs: [{ id: 1, location_index: 2 }] }],
    ['jobs[0].location_index: needed', { ...good, jobs: [{ id: 1, location: [4, 51] }] }],
    ['jobs[0].location: needed', { ...good, jobs: [{ id: 1 }] }],
    ['jobs[0].time_windows[0]: ends before it begins', { ...good, jobs: [{ ...job, time_windows: [[5, 4]] }] }],
    ['matrices.car.durations[1]: should be a list of 2', { ...good, matrices: { car: { durations: [[0, 1], [0]] } } }],
    [
      'matrices.car.durations[0][1]: should be a whole',
      {
        ...good,
        matrices: {
          car: {
            durations: [
              [0, -1],
              [0, 0],
            ],
          },
        },
      },
    ],
    [
      'jobs[0].delivery: has 2 parts where others have 1',
      {
        ...good,
        vehicles: [{ ...vehicle, capacity: [1] }],
        jobs: [{ ...job, delivery: [1, 2] }],
      },
    ],
    ['matrices.car.distances: needed', { ...good, vehicles: [{ ...vehicle, max_distance: 5 }] }],
    ['jobs[0].priority: Too big', { ...good, jobs: [{ ...job, priority: 101 }] }],
  ])('says %s', (words, problem) => {
    expect(refusal(problem)).toContain(words)
  })
})
