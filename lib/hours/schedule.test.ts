import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { inTenant } from '@/db/client'
import { members } from '@/db/schema/auth'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { saveCompanyInput } from '@/lib/auth/input'
import { saveCompany } from '@/lib/auth/mutations/company'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { instantAt } from '@/lib/time'
import { addLeave } from '@/lib/visits/mutations/leave'
import { makeCompany } from '@/scripts/test/company'
import { scheduleOf } from './queries/schedule'

const christmas = { from: '2026-12-21', to: '2026-12-27' }

test('the days of a week with their schedule, leave and the holidays of the country', async () => {
  const { actors, organizationId } = await makeCompany()
  const { planner, technician } = actors
  const zone = 'Europe/Brussels'
  const leave = (kind: 'holiday' | 'sick', from: string, to: string) =>
    writing(planner, (write) => addLeave(write, { memberId: technician.id, kind, startAt: from, endAt: to }))
  await leave('holiday', instantAt(zone, '2026-12-21', '13:00'), instantAt(zone, '2026-12-21', '18:00'))
  await leave('sick', instantAt(zone, '2026-12-23'), instantAt(zone, '2026-12-24'))
  const spread = await reading(technician, (read) => scheduleOf(read, technician.id, christmas))
  expect(spread.map(({ day, scheduled, away, holiday }) => [day, scheduled, away, holiday])).toEqual([
    ['2026-12-21', 456, 207, null],
    ['2026-12-22', 456, 0, null],
    ['2026-12-23', 456, 456, null],
    ['2026-12-24', 456, 0, null],
    ['2026-12-25', 456, 0, 'christmas'],
    ['2026-12-26', 0, 0, null],
    ['2026-12-27', 0, 0, null],
  ])
  await inTenant(
    organizationId,
    (tx) =>
      tx
        .update(members)
        .set({ schedule: [480, 0, 480, 0, 0, 240, 0] })
        .where(eq(members.id, technician.id)),
    'write',
  )
  const own = await reading(technician, (read) => scheduleOf(read, technician.id, christmas))
  expect(own.map(({ scheduled, away }) => [scheduled, away])).toEqual([
    [480, 218],
    [0, 0],
    [480, 480],
    [0, 0],
    [0, 0],
    [240, 0],
    [0, 0],
  ])
})

test('a company in the Netherlands has its own holidays, and somebody of another company has no schedule here', async () => {
  const { actors } = await makeCompany({ country: 'NL', timeZone: 'Europe/Amsterdam' })
  const days = await reading(actors.planner, (read) => scheduleOf(read, actors.technician.id, christmas))
  expect(days.filter(({ holiday }) => holiday).map(({ holiday }) => holiday)).toEqual(['christmas', 'second_christmas'])
  const stranger = reading(actors.planner, (read) => scheduleOf(read, newId(), christmas))
  await expect(stranger).rejects.toThrow(Refused)
})

test('what a company gives beside the public holidays is a day off in its schedules, and nowhere else', async () => {
  const { actors } = await makeCompany()
  const july = { from: '2031-07-10', to: '2031-07-12' }
  const holidays = async (actor: Actor, memberId: string) =>
    (await reading(actor, (read) => scheduleOf(read, memberId, july))).map(({ holiday }) => holiday)
  const planning = { timeZone: 'Europe/Brussels', dayStart: '07:00', dayEnd: '18:00', arrivalWindowMinutes: 60 }
  const give = (version: number, extraHolidays: string[]) =>
    writing(actors.admin, (write) =>
      saveCompany(write, saveCompanyInput.parse({ version, planning: { ...planning, extraHolidays } })),
    )
  expect(await holidays(actors.planner, actors.technician.id)).toEqual([null, null, null])
  await give(1, ['flemish_day', 'good_friday'])
  expect(await holidays(actors.planner, actors.technician.id)).toEqual([null, 'flemish_day', null])
  await give(2, [])
  expect(await holidays(actors.planner, actors.technician.id)).toEqual([null, null, null])
})
