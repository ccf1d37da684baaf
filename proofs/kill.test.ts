import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase } from '@/db/client'
import { migrate } from '@/db/migrate'
import { appRole } from '@/scripts/database/bootstrap'
import { type Throwaway, throwaway } from '@/scripts/database/throwaway'
import { killWhileWalking, share } from './support/kill'

let database: Throwaway

beforeAll(async () => {
  // One of its own, that writes through to the disk as a person's does.
  database = await throwaway({ durable: true })
  await migrate({ ownerUrl: database.ownerUrl, appRole })
  Object.assign(process.env, database.environment)
}, 60_000)

afterAll(async () => {
  await closeDatabase()
  await database.remove()
}, 30_000)

test('twenty kills of the app and of Postgres on the way from request to payment: nothing acknowledged is lost, nothing is done twice, nothing stays half-done', async () => {
  const run = await killWhileWalking(database, { apps: 10, clusters: 5, backends: 5, walkers: 4 })
  const { faults, recoverySeconds, settledSeconds, ...rest } = run
  process.stdout.write(`${JSON.stringify({ ...rest, recoverySeconds, settledSeconds })}\n`)
  expect(faults).toEqual([])
  expect(run.kills).toBe(20)
  expect(run.acknowledged).toBeGreaterThan(60)
  expect(settledSeconds).toBeLessThan(120)
  expect(share(recoverySeconds, 0.95)).toBeLessThan(5)
})
