import { expect, it } from 'vitest'
import { expenses, timeEntries } from '@/db/schema/hours'
import { reading } from '@/lib/auth/actor'
import { addDays, dayIn, Temporal } from '@/lib/time'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeProject } from '@/scripts/test/project'
import { tellHours } from './demo-hours'

it('books weeks of hours and costs on the open projects, and nothing ahead', { timeout: 60_000 }, async () => {
  const { organizationId, actors } = await makeCompany()
  const today = dayIn('Europe/Brussels', Temporal.Now.instant())
  const project = await makeProject(actors.admin, { startsOn: addDays(today, -40) })
  const technicians = [actors.technician, await addTechnician(organizationId)]
  const company = { organizationId, timeZone: 'Europe/Brussels', people: [], actorOf: () => actors.administration }
  await tellHours({ ...company, technicians }, today)
  const [hours, costs] = await reading(actors.admin, ({ db }) =>
    Promise.all([db.select().from(timeEntries), db.select().from(expenses)]),
  )
  expect(hours.length).toBeGreaterThan(40)
  expect(costs.length).toBeGreaterThan(8)
  expect(hours.every(({ projectId, phaseId }) => projectId === project.id && phaseId === project.phaseId)).toBe(true)
  expect(hours.every(({ day }) => day < today)).toBe(true)
})
