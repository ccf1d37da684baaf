import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase } from '@/db/client'
import { migrate } from '@/db/migrate'
import { appRole } from '@/scripts/database/bootstrap'
import { type Throwaway, throwaway } from '@/scripts/database/throwaway'
import { figuresOf, killWhileWalking } from './support/kill'

let database: Throwaway

beforeAll(async () => {
  // One of its own, that writes through to the disk as a person's does.
  database = await throwaway({ durable: true })
  await migrate({ ownerUrl: database.ownerUrl, appRole })
  Object.assign(process.env, database.environment)
}, 120_000)

afterAll(async () => {
  await closeDatabase()
  await database.remove()
}, 60_000)

// How fast it recovers depends on the machine: that is told here, and held against the clock in `npm run torture`.
test('twenty kills of the app and of Postgres on the way from request to payment: nothing acknowledged is lost, nothing is done twice, nothing stays half-done', async () => {
  const run = await killWhileWalking(database, { apps: 8, clusters: 6, backends: 6, walkers: 4 })
  process.stdout.write(`${JSON.stringify(figuresOf(run))}\n`)
  expect(run.faults).toEqual([])
  expect(run.kills).toHaveLength(20)
  expect(run.steps).toHaveLength(11)
  // The kills met something: steps on their way, and reports, invoices or mails in the making.
  expect(run.sentAgain).toBeGreaterThan(10)
  expect(run.kills.filter(({ workingJobs }) => workingJobs > 0).length).toBeGreaterThan(2)
})
