import { expect, test } from 'vitest'
import { outsiders } from './support/database'
import { plan } from './support/planners'

// As many planners as there are connections, all at once.
process.env.DATABASE_POOL = '16'

const { superUser } = outsiders()

test('32 planners move 300 times, one in ten to the same slot, streams and the line to the database cut: nothing overlaps, nothing is lost, and every board shows what stands', async () => {
  const run = await plan(superUser, { planners: 32, boards: 8, moves: 300, technicians: 6, visits: 40, cuts: 6 })
  expect(run.faults).toEqual([])
  expect(Object.values(run.codes).reduce((sum, count) => sum + count, 0)).toBe(300)
  expect(run.codes.accepted).toBeGreaterThan(30)
  expect(run.codes['common.stale'] ?? 0).toBeGreaterThan(0)
  expect(run.codes['visits.overlap'] ?? 0).toBeGreaterThan(0)
})
