import { hash } from '@node-rs/argon2'
import { asSystem } from '@/db/client'
import { accounts, members, organizations } from '@/db/schema/auth'
import type { Role } from '@/lib/auth/rules'
import { newId } from '@/lib/ids'

export const demoPassword = 'werkstroom-demo'

const people: [name: string, email: string, roles: Role[]][] = [
  ['Katrien Vermeulen', 'admin@warmtebrigade.example', ['admin']],
  ['Peter Claes', 'planner@warmtebrigade.example', ['planner']],
  ['Jan Peeters', 'technician@warmtebrigade.example', ['technician']],
  ['Lies Maes', 'administration@warmtebrigade.example', ['administration']],
  ['An Vandamme', 'an@warmtebrigade.example', ['technician']],
  ['Tom Willems', 'tom@warmtebrigade.example', ['technician']],
]

/** Tells the demo: De Warmtebrigade in Flanders, and a second company in the Netherlands so that tenancy shows. */
export async function seedDemo(): Promise<void> {
  const passwordHash = await hash(demoPassword)
  await company('warmtebrigade', 'De Warmtebrigade', 'BE', people, passwordHash)
  await company(
    'voorbeeldinstallatie',
    'Voorbeeld Installatie',
    'NL',
    [['Jan de Vries', 'jan@voorbeeldinstallatie.example', ['admin']]],
    passwordHash,
  )
}

async function company(
  slug: string,
  name: string,
  country: string,
  team: typeof people,
  passwordHash: string,
): Promise<void> {
  const organizationId = newId()
  await asSystem(async (tx) => {
    await tx.insert(organizations).values({
      id: organizationId,
      slug,
      name,
      country,
      demo: true,
      street: 'Diestsesteenweg',
      houseNumber: '118',
      postalCode: '3010',
      city: 'Kessel-Lo',
      vatNumber: country === 'BE' ? 'BE0123456749' : 'NL000099998B57',
      enterpriseNumber: country === 'BE' ? '0123456749' : '12345678',
      iban: 'BE68539007547034',
      email: `info@${slug}.example`,
      phone: '016 12 34 56',
      timeZone: country === 'BE' ? 'Europe/Brussels' : 'Europe/Amsterdam',
    })
    for (const [position, [memberName, email, roles]] of team.entries()) {
      const accountId = newId()
      await tx.insert(accounts).values({ id: accountId, email, passwordHash })
      await tx
        .insert(members)
        .values({ organizationId, id: newId(), accountId, name: memberName, email, roles, position })
    }
  })
}
