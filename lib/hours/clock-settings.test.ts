import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { history } from '@/db/schema/history'
import { reading, writing } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { makeCompany } from '@/scripts/test/company'
import { clockSettingsInput } from './input'
import { saveClockSettings } from './mutations/clock-settings'

const wish = {
  ...{ version: 1, clockStep: 15, clockWay: 'nearest', hourMoments: ['evening', 'holiday'] },
  ...{ eveningFrom: '19:00', eveningTo: '23:00', surcharges: { evening: '25', holiday: '100' } },
}

test('how the clock counts is kept with its history, in one order, and another’s version is met', async () => {
  const { organizationId, actors } = await makeCompany()
  const save = (version: number) =>
    writing(actors.administration, (write) => saveClockSettings(write, clockSettingsInput.parse({ ...wish, version })))
  const { settings, version } = await reading(actors.admin, organizationOf)
  expect(settings).toMatchObject({ clockStep: 1, hourMoments: [], surcharges: {} })
  expect(await save(version)).toEqual({ version: version + 1 })
  const after = await reading(actors.admin, organizationOf)
  const { version: _, ...kept } = wish
  expect(after.settings).toMatchObject({ ...kept, hourMoments: ['holiday', 'evening'] })
  expect(await save(version)).toEqual({ version: version + 1 })
  const other = clockSettingsInput.parse({ ...wish, version, clockStep: 30 })
  await expect(writing(actors.admin, (write) => saveClockSettings(write, other))).rejects.toMatchObject({
    code: 'common.stale',
    current: { clockStep: 15, version: version + 1 },
  })
  const told = await reading(actors.admin, ({ db }) =>
    db.select().from(history).where(eq(history.subjectId, organizationId)),
  )
  expect(told.map(({ action, changes }) => [action, changes.length])).toEqual([['auth.company_changed', 6]])
})

test('an evening of no length, a strange step and a surcharge beyond reason are refused', () => {
  const refused = (more: object) => clockSettingsInput.safeParse({ ...wish, ...more }).success === false
  expect(refused({})).toBe(false)
  expect(refused({ eveningTo: '19:00' })).toBe(true)
  expect(refused({ clockStep: 7 })).toBe(true)
  expect(refused({ surcharges: { evening: '301' } })).toBe(true)
  expect(refused({ surcharges: { evening: '-5' } })).toBe(true)
  expect(refused({ eveningFrom: '25:00' })).toBe(true)
})
