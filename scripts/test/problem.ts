import fc from 'fast-check'
import type { ProblemInput } from '@/lib/engine/problem'

export const few = (min: number, max: number) => fc.integer({ min, max })
/** On a short clock, so that windows meet. */
export const window = fc.tuple(few(0, 350), few(0, 150)).map(([from, long]): [number, number] => [from, from + long])
const windows = fc.option(fc.array(window, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 2 })
const skills = fc.oneof(
  { weight: 3, arbitrary: fc.constant<number[]>([]) },
  { weight: 1, arbitrary: fc.subarray([1, 2]) },
)
export const places = 6

/** Any matrix: no triangle holds in it, some places are the same. */
export const matrix = (most: number) =>
  fc
    .array(fc.array(few(0, most), { minLength: places, maxLength: places }), { minLength: places, maxLength: places })
    .map((rows) => rows.map((row, from) => row.map((cell, to) => (from === to ? 0 : cell))))

const stop = (id: number) => ({
  id: fc.constant(id),
  location_index: few(0, places - 1),
  service: few(0, 30),
  setup: fc.oneof(fc.constant(0), few(0, 20)),
  time_windows: windows,
})

/** Problems with all that the format can say, few of which can be planned whole. */
export const anyProblem: fc.Arbitrary<ProblemInput> = fc
  .record({ vehicles: few(1, 4), jobs: few(0, 10), shipments: few(0, 4), parts: few(0, 2), metres: fc.boolean() })
  .chain(({ vehicles, jobs, shipments, parts, metres }) => {
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 })
    const amount = (most: number) => maybe(fc.array(few(0, most), { minLength: parts, maxLength: parts }))
    const list = <T>(count: number, of: (id: number) => fc.Arbitrary<T>) =>
      fc.tuple(...Array.from({ length: count }, (_, at) => of(at + 1)))
    const vehicle = (id: number) =>
      fc.record({
        id: fc.constant(id),
        start_index: few(0, places - 1),
        end_index: maybe(few(0, places - 1)),
        capacity: amount(20),
        skills,
        time_window: maybe(window.map(([from, to]): [number, number] => [from / 2 - ((from / 2) % 1), to + 150])),
        breaks: list(id % 3, (pause) =>
          fc.record({ id: fc.constant(pause), service: few(0, 30), time_windows: windows }),
        ),
        speed_factor: fc.constantFrom(1, 0.7, 2),
        max_tasks: maybe(few(0, 6)),
        max_travel_time: maybe(few(20, 200)),
        max_distance: metres ? maybe(few(20, 20_000)) : fc.constant(undefined),
        costs: fc.record({
          fixed: few(0, 50),
          per_hour: fc.constantFrom(3600, 1800, 0),
          per_km: metres ? few(0, 50) : fc.constant(0),
        }),
      })
    const job = (id: number) =>
      fc.record({ ...stop(id), skills, priority: few(0, 3), delivery: amount(9), pickup: amount(9) })
    const shipment = (id: number) =>
      fc.record({
        pickup: fc.record(stop(id)),
        delivery: fc.record(stop(id)),
        amount: amount(9),
        skills,
        priority: few(0, 100),
      })
    return fc.record({
      vehicles: list(vehicles, vehicle),
      jobs: list(jobs, job),
      shipments: list(shipments, shipment),
      matrices: fc.record({ car: fc.record({ durations: matrix(60), ...(metres && { distances: matrix(9_000) }) }) }),
    })
  })
