import { eq } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { accounts, members, organizations } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { timers } from '@/db/schema/hours'
import { projectPhases, projects } from '@/db/schema/projects'
import { proven, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { searchable } from '@/lib/search'

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
  const [company] = await asSystem((tx) =>
    tx
      .select({ id: organizations.id, memberId: members.id, passwordHash: accounts.passwordHash })
      .from(members)
      .innerJoin(organizations, eq(organizations.id, members.organizationId))
      .innerJoin(accounts, eq(accounts.id, members.accountId))
      .where(eq(members.email, 'admin@warmtebrigade.example')),
  )
  if (!company) throw new Error('the demo company is not there')
  const organizationId = company.id
  const actor = {
    organizationId: proven(organizationId),
    kind: 'member' as const,
    id: company.memberId,
    name: 'Journey',
    roles: ['admin' as const],
  }
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
  await asSystem(async (tx) => {
    for (const [email, name, role] of [
      [made.office, 'Griet Kantoor', 'administration'],
      [made.technician, 'Wout Werf', 'technician'],
    ] as const) {
      const accountId = newId()
      await tx.insert(accounts).values({ id: accountId, email, passwordHash: company.passwordHash })
      await tx.insert(members).values({ organizationId, id: newId(), accountId, email, name, roles: [role] })
    }
  })
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
