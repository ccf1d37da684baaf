import { asSystem } from '@/db/client'
import { accounts, members, organizations } from '@/db/schema/auth'
import { type Actor, proven } from '@/lib/auth/actor'
import type { Country, Role } from '@/lib/auth/rules'
import { newId } from '@/lib/ids'

export type TestCompany = Awaited<ReturnType<typeof makeCompany>>

/** A company of its own for one test, with one member per role. Sign-in needs a password hash; tests act as the actors. */
export async function makeCompany(options: { country?: Country; timeZone?: string } = {}) {
  const organizationId = newId()
  const roles: Role[] = ['admin', 'planner', 'technician', 'administration']
  const people = roles.map((role) => ({
    role,
    id: newId(),
    accountId: newId(),
    email: `${role}-${organizationId}@test.example`,
  }))
  await asSystem(async (tx) => {
    await tx.insert(organizations).values({
      id: organizationId,
      slug: `test-${organizationId}`,
      name: 'Testbedrijf',
      street: 'Kerkstraat',
      houseNumber: '1',
      postalCode: '3000',
      city: 'Leuven',
      country: options.country ?? 'BE',
      vatNumber: options.country === 'NL' ? 'NL000099998B57' : 'BE0123456749',
      enterpriseNumber: options.country === 'NL' ? '12345678' : '0123456749',
      iban: 'BE68539007547034',
      email: 'info@test.example',
      timeZone: options.timeZone ?? 'Europe/Brussels',
    })
    await tx.insert(accounts).values(people.map(({ accountId, email }) => ({ id: accountId, email })))
    await tx.insert(members).values(
      people.map(({ id, accountId, email, role }) => ({
        organizationId,
        id,
        accountId,
        email,
        name: `Test ${role}`,
        roles: [role],
      })),
    )
  })
  const actorOf = (role: Role): Actor => {
    const person = people.find((one) => one.role === role)
    if (!person) throw new Error(`no ${role}`)
    return {
      organizationId: proven(organizationId),
      kind: 'member',
      id: person.id,
      name: `Test ${role}`,
      roles: [role],
    }
  }
  return {
    organizationId,
    actors: {
      admin: actorOf('admin'),
      planner: actorOf('planner'),
      technician: actorOf('technician'),
      administration: actorOf('administration'),
    },
  }
}

/** One more technician for a test that needs several. Returns the actor; its id is the member's. */
export async function addTechnician(organizationId: string, name = 'Tweede technieker'): Promise<Actor> {
  const id = newId()
  const accountId = newId()
  const email = `${id}@test.example`
  await asSystem(async (tx) => {
    await tx.insert(accounts).values({ id: accountId, email })
    await tx.insert(members).values({ organizationId, id, accountId, email, name, roles: ['technician'] })
  })
  return { organizationId: proven(organizationId), kind: 'member', id, name, roles: ['technician'] }
}
