import { eq } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { timers } from '@/db/schema/hours'
import { projectPhases, projects } from '@/db/schema/projects'
import { writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { searchable } from '@/lib/search'
import { demoCompany, join } from './company'

export type HoursProject = {
  /** Somebody of the administration, and a technician; their password is the demo's. */
  office: string
  technician: string
  number: string
  name: string
}

/**
 * A project that is nearly used up, and two people who have booked nothing yet: run by its spec with `node --import
 * scripts/register.mjs`, prints what it made as JSON. With the technician's address as argument it starts that person's
 * clock so many minutes ago instead.
 */
async function makeHoursProject(technician?: string, minutes = 0) {
  const company = await demoCompany('admin')
  const { actor } = company
  const { organizationId } = actor
  if (technician) {
    await writing(actor, async (write) => {
      const [member] = await write.db.select().from(members).where(eq(members.email, technician))
      const startAt = write.now.subtract({ minutes }).toString()
      await write.db
        .update(timers)
        .set({ startAt })
        .where(eq(timers.memberId, member?.id ?? ''))
    })
    return process.exit(0)
  }
  const [id, customerId] = [newId(), newId()]
  const unique = id.slice(-6)
  const made: HoursProject = {
    office: `kantoor-${unique}@warmtebrigade.example`,
    technician: `werf-${unique}@warmtebrigade.example`,
    number: `P-${unique}`,
    name: `Stookplaats ${unique}`,
  }
  await join(company, { email: made.office, name: 'Griet Kantoor', role: 'administration' })
  await join(company, { email: made.technician, name: 'Wout Werf', role: 'technician' })
  await writing(actor, async (write) => {
    const name = `Bakkerij ${unique}`
    await write.db
      .insert(customers)
      .values({ organizationId, id: customerId, number: unique, kind: 'company', name, searchText: searchable(name) })
    await write.db.insert(projects).values({
      organizationId,
      id,
      number: made.number,
      name: made.name,
      customerId,
      pricing: 'hourly',
      invoicing: 'weekly',
      budgetMinutes: 600,
      searchText: searchable(made.number, made.name),
    })
    await write.db
      .insert(projectPhases)
      .values({ organizationId, id: newId(), projectId: id, position: 1, name: 'Ruwbouw' })
  })
  process.stdout.write(`${JSON.stringify(made)}\n`)
  process.exit(0)
}

void makeHoursProject(process.argv[2], Number(process.argv[3] ?? 0))
