import { eq } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { accounts, members, organizations } from '@/db/schema/auth'
import { type Actor, proven } from '@/lib/auth/actor'
import type { Role } from '@/lib/auth/rules'
import { newId } from '@/lib/ids'

/** The demo's company as the scripts beside a journey need it. */
export type DemoCompany = {
  /** Acts for the company, as the member of the demo who was asked for. */
  actor: Actor
  timeZone: string
  /** Of the password that everybody in the demo has. */
  passwordHash: string | null
}

/** The company of somebody of the demo, by the name before their address; they act with the rights of an administrator. */
export async function demoCompany(who: string): Promise<DemoCompany> {
  const [found] = await asSystem((tx) =>
    tx
      .select({
        organizationId: organizations.id,
        timeZone: organizations.timeZone,
        id: members.id,
        name: members.name,
        passwordHash: accounts.passwordHash,
      })
      .from(members)
      .innerJoin(organizations, eq(organizations.id, members.organizationId))
      .innerJoin(accounts, eq(accounts.id, members.accountId))
      .where(eq(members.email, `${who}@warmtebrigade.example`)),
  )
  if (!found) throw new Error('the demo company is not there')
  const { organizationId, id, name, ...company } = found
  return { ...company, actor: { organizationId: proven(organizationId), kind: 'member', id, name, roles: ['admin'] } }
}

/** Somebody new who signs in with the demo's password. Returns their id. */
export async function join(
  { actor: { organizationId }, passwordHash }: DemoCompany,
  { role, ...person }: { email: string; name: string; role: Role },
): Promise<string> {
  const [id, accountId] = [newId(), newId()]
  await asSystem(async (tx) => {
    await tx.insert(accounts).values({ id: accountId, email: person.email, passwordHash })
    // Below the demo's own on the board.
    await tx.insert(members).values({ organizationId, id, accountId, ...person, roles: [role], position: 1000 })
  })
  return id
}
