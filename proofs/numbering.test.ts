import { expect, test } from 'vitest'
import { outsiders } from './support/database'
import { number, numberFaults } from './support/numbering'

// As many clients as there are connections, all at once.
process.env.DATABASE_POOL = '16'

const { superUser } = outsiders()

test('sixteen clients finalize and credit for four companies, some failing, some cut off, over the turn of the year: no gap, no double, no date that goes back', async () => {
  const run = await number(superUser, { companies: 4, perSeries: 250, clients: 16, rollbacks: 0.1, cuts: 0.02 })
  expect(run.rollbacks).toBeGreaterThan(100)
  expect(run.cuts).toBeGreaterThan(10)
  expect(run.years).toEqual([2026, 2027])
  expect(await numberFaults(superUser, run)).toEqual([])
})
