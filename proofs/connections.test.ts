import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { errorCode, inTenant, pool, type Transaction } from '@/db/client'
import { newId } from '@/lib/ids'
import { outsiders } from './support/database'

process.env.DATABASE_POOL = '2'

const { superUser } = outsiders()

async function pidOf(tx: Transaction): Promise<number> {
  const [found] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  return found?.pid ?? 0
}

const lost = ['57P01', 'CONNECTION_CLOSED', 'ECONNRESET', 'EPIPE']

test('a connection that is cut costs its own transaction only: the next one on it begins, works and ends', async () => {
  expect(pool().options.max).toBe(2)
  for (let round = 0; round < 40; round++) {
    const cut = async (whole: boolean) => {
      const broken = inTenant(
        newId(),
        async (tx) => {
          const pid = await pidOf(tx)
          await superUser`select pg_terminate_backend(${pid})`
          if (whole) await tx.execute(sql`select 1`)
        },
        'write',
      )
      expect(lost).toContain(await broken.then(() => 'done', errorCode))
    }
    const work = () => inTenant(newId(), pidOf, 'write')
    const done = await Promise.all([cut(true), work(), cut(round % 2 === 0), work(), work()])
    expect(done.filter((pid) => typeof pid === 'number' && pid > 0)).toHaveLength(3)
  }
  // Whoever was cut off while nobody asked it anything is noticed before it is used again.
  const idle = await inTenant(newId(), pidOf, 'read')
  await superUser`select pg_terminate_backend(${idle})`
  await expect.poll(() => inTenant(newId(), pidOf, 'read').catch(() => idle)).not.toBe(idle)
})

test('what a cut transaction still wanted to say never reaches the next one on its connection', async () => {
  let went = false
  const first = Promise.withResolvers<void>()
  const broken = inTenant(
    newId(),
    async (tx) => {
      await superUser`select pg_terminate_backend(${await pidOf(tx)})`
      await first.promise
      // Long after the connection was given to somebody else.
      await tx.execute(sql`select set_config('app.organization_id', 'stolen', false)`)
      went = true
    },
    'write',
  )
  expect(lost).toContain(await broken.then(() => 'done', errorCode))
  const id = newId()
  await inTenant(
    id,
    async (tx) => {
      first.resolve()
      await inTenant(newId(), pidOf, 'read')
      const [mine] = await tx.execute<{ it: string }>(sql`select current_setting('app.organization_id') as it`)
      expect(mine?.it).toBe(id)
    },
    'write',
  )
  expect(went).toBe(false)
})
