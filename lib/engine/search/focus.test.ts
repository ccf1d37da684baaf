import { expect, test } from 'vitest'
import { fieldProblem } from '@/scripts/test/field'
import { faultsOf } from '../check'
import { compile } from '../compile'
import { readProblem } from '../problem'
import { solutionOf } from '../solution'
import { withMatrices } from '../travel'
import { search } from './anneal'
import { Draft } from './draft'
import { Focus } from './focus'
import { Random } from './random'
import { Recreate } from './recreate'

/** Five days of two dozen technicians. */
const week = withMatrices(readProblem(fieldProblem({ technicians: 24, visits: 400, days: 5 })))

test('of a week it looks at a part at a time, and at every vehicle in turn', () => {
  const model = compile(week)
  const draft = new Draft(model)
  const random = new Random(1)
  const focus = new Focus(draft, random)
  expect(focus.vehicles).toHaveLength(120)
  new Recreate(draft, focus, random).run()
  const seen = new Set<number>()
  const days = new Set<number>()
  const nearest = (item: number) => Int32Array.from({ length: model.items }, (_, at) => (item + at) % model.items)
  for (let part = 0; part < 30; part++) {
    // It stays with a part for thousands of rounds.
    const before = focus.vehicles
    for (let round = 0; round < 10_000 && focus.vehicles === before; round++) focus.turn(nearest)
    for (const v of focus.vehicles) seen.add(v)
    days.add(new Set(focus.vehicles.values().map((v) => model.opens[model.tasks + v]!)).size)
    expect(focus.vehicles.length).toBeLessThanOrEqual(100)
    const items = Array.from({ length: model.items }, (_, item) => item)
    const all = items.map((item) =>
      model.candidates.subarray(model.candidateFirst[item], model.candidateFirst[item + 1]),
    )
    expect(items.map((item) => focus.candidates.subarray(focus.first[item], focus.first[item + 1]))).toEqual(
      all.map((some) => some.filter((v) => focus.has[v] === 1)),
    )
  }
  expect(seen.size).toBe(120)
  // Days, and a region on all of them.
  expect(days).toContain(5)
})

test('a week is planned better in parts than it begins, and by nobody twice', () => {
  const model = compile(week)
  const still = { now: () => 0, cancelled: () => false }
  const planned = (rounds: number) => {
    const limits = { seed: 1, rounds, milliseconds: Number.POSITIVE_INFINITY }
    return solutionOf(week, model, search(model, limits, still).routes)
  }
  const [first, later] = [planned(0), planned(4000)]
  expect(faultsOf(week, later)).toEqual([])
  expect(later.summary.unassigned).toBeLessThan(first.summary.unassigned / 2)
  expect(later.summary.priority).toBe(0)
})
