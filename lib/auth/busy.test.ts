import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { organizations } from '@/db/schema/auth'
import { makeCompany } from '@/scripts/test/company'
import { perform } from './action'
import { type Write, writing } from './actor'

const nothing = z.object({})

test('who waits too long for what another holds is told so, has changed nothing, and succeeds with the same key later', async () => {
  const { actors } = await makeCompany()
  const { admin } = actors
  const locked = ({ db, actor }: Write) =>
    db.select().from(organizations).where(eq(organizations.id, actor.organizationId)).for('update')
  const work = async (write: Write) => {
    await write.db.execute(sql`set local lock_timeout = '40ms'`)
    return (await locked(write)).length
  }
  const key = '01990000-0000-7000-8000-000000000001'
  const press = () => perform(admin, 'test.busy', nothing, work, {}, key)
  await writing(admin, async (write) => {
    await locked(write)
    expect(await press()).toEqual({ ok: false, code: 'common.busy' })
  })
  expect(await press()).toEqual({ ok: true, value: 1 })
})
