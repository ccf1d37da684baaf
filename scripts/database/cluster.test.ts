import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runningPort, startCluster, stopCluster } from './cluster'
import { type Throwaway, throwaway } from './throwaway'

let database: Throwaway
beforeAll(async () => {
  database = await throwaway({ durable: true })
}, 60_000)
afterAll(() => database.remove(), 60_000)

const asked = async (question: string) => {
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    return await sql.unsafe(question)
  } finally {
    await sql.end()
  }
}

describe('a Postgres of our own', () => {
  it('writes to the disk before it says so', async () => {
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
      expect(await asked(`show ${setting}`)).toEqual([{ [setting]: 'on' }])
  })

  it('comes back on the same port, with all it had, after its parent process was killed', async () => {
    await asked('create table kept as select 42 as answer')
    const port = runningPort(database.folder)!
    process.kill(Number(readFileSync(join(database.folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
    await expect.poll(() => runningPort(database.folder)).toBeNull()
    // Its orphaned children hold the memory for a few seconds more.
    expect(await startCluster(database.folder, {}, port)).toBe(port)
    expect(await asked('select answer from kept')).toEqual([{ answer: 42 }])
  }, 60_000)

  it('leaves no process and no lock behind when it stops', async () => {
    await stopCluster(database.folder)
    expect(runningPort(database.folder)).toBeNull()
    expect(existsSync(join(database.folder, 'postmaster.pid'))).toBe(false)
    await stopCluster(database.folder)
  }, 60_000)
})
