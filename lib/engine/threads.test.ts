import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { fieldProblem } from '@/scripts/test/field'
import { faultsOf } from './check'
import { readProblem } from './problem'
import type { Progress } from './search/anneal'
import { solve } from './threads'
import { withMatrices } from './travel'

const problem = readProblem(fieldProblem({ technicians: 5, visits: 30 }))
const alone = { seconds: Number.POSITIVE_INFINITY, rounds: 300 }

describe('solve', () => {
  it('answers a day of visits with routes that can be driven, the same each time', async () => {
    const [one, other] = await Promise.all([solve(problem, alone), solve(problem, alone)])
    expect(faultsOf(withMatrices(problem), one.solution)).toEqual([])
    expect(one.solution).toEqual(other.solution)
    expect(one.rounds).toBe(300)
  })

  it('takes the best of several threads', async () => {
    const seeds = await Promise.all([5, 6, 7].map((seed) => solve(problem, { ...alone, seed })))
    const together = await solve(problem, { ...alone, seed: 5, threads: 3 })
    const worth = ({ solution }: typeof together) => [solution.summary.unassigned, solution.summary.cost] as const
    const [best] = seeds.map(worth).sort((one, other) => one[0] - other[0] || one[1] - other[1])
    expect(worth(together)).toEqual(best)
  })

  it('tells how it goes, and answers with the best so far when it is cancelled', async () => {
    const cancel = new AbortController()
    const told: Progress[] = []
    const { solution } = await solve(problem, {
      seconds: Number.POSITIVE_INFINITY,
      onProgress: (progress) => {
        told.push(progress)
        cancel.abort()
      },
      signal: cancel.signal,
    })
    expect(told[0]).toMatchObject({ rounds: 0 })
    expect(faultsOf(withMatrices(problem), solution)).toEqual([])
    expect(solution.routes.length).toBeGreaterThan(0)
  })

  it('waits for nobody when it is cancelled while all threads are at work', async () => {
    const [busy, stop] = [new AbortController(), new AbortController()]
    const endless = (signal: AbortSignal) => solve(problem, { seconds: Number.POSITIVE_INFINITY, signal })
    const others = Array.from({ length: availableParallelism() }, () => endless(busy.signal))
    const waiting = endless(stop.signal)
    stop.abort()
    const { solution, rounds } = await waiting
    expect(rounds).toBe(0)
    expect(faultsOf(withMatrices(problem), solution)).toEqual([])
    expect(solution.routes.length).toBeGreaterThan(0)
    busy.abort()
    expect((await Promise.all(others)).every((one) => one.rounds > 0)).toBe(true)
  })

  it('gives the first plan when nothing more is wanted from the start', async () => {
    const { solution, rounds } = await solve(problem, { seconds: 60, signal: AbortSignal.abort() })
    expect(rounds).toBe(0)
    expect(faultsOf(withMatrices(problem), solution)).toEqual([])
  })
})
