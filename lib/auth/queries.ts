import 'server-only'
import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { accounts, members, organizations } from '@/db/schema/auth'
import type { Read } from './actor'
import { type OrganizationSettings, settingsOf } from './rules'

export type FullOrganization = Omit<typeof organizations.$inferSelect, 'settings'> & { settings: OrganizationSettings }

/** The organization with all its settings. */
export async function organizationOf(read: Read): Promise<FullOrganization> {
  const [row] = await read.db.select().from(organizations).where(eq(organizations.id, read.actor.organizationId))
  if (!row) throw new Error('organization of the actor is gone')
  return { ...row, settings: settingsOf(row.settings) }
}

/** Before anybody is known: the company behind a public address (/request/<slug>). */
export async function organizationBySlug(slug: string): Promise<FullOrganization | null> {
  const [row] = await asSystem((tx) => tx.select().from(organizations).where(eq(organizations.slug, slug)))
  return row ? { ...row, settings: settingsOf(row.settings) } : null
}

/** Active members, in the order of the planboard. */
export function activeMembers(read: Read) {
  return read.db
    .select({
      id: members.id,
      name: members.name,
      email: members.email,
      phone: members.phone,
      roles: members.roles,
      colour: members.colour,
      skills: members.skills,
      weekMinutes: members.weekMinutes,
      locale: members.locale,
    })
    .from(members)
    .where(and(eq(members.organizationId, read.actor.organizationId), eq(members.active, true)))
    .orderBy(asc(members.position), asc(members.name), asc(members.id))
}

/** The companies in which an account is an active member, for choosing another. */
export function companiesOf(accountId: string) {
  return asSystem((tx) =>
    tx
      .select({ id: organizations.id, name: organizations.name })
      .from(members)
      .innerJoin(organizations, eq(organizations.id, members.organizationId))
      .where(and(eq(members.accountId, accountId), eq(members.active, true)))
      .orderBy(asc(organizations.name), asc(organizations.id))
      .limit(50),
  )
}

/** Who an invitation is for, before they are anybody here: only what their own page shows. */
export async function invitedPerson(organizationId: string, memberId: string) {
  const [person] = await asSystem((tx) =>
    tx
      .select({
        name: members.name,
        email: members.email,
        roles: members.roles,
        company: organizations.name,
        hasAccount: sql<boolean>`${accounts.passwordHash} is not null`,
      })
      .from(members)
      .innerJoin(accounts, eq(accounts.id, members.accountId))
      .innerJoin(organizations, eq(organizations.id, members.organizationId))
      .where(and(eq(members.organizationId, organizationId), eq(members.id, memberId))),
  )
  return person ?? null
}

/** A member by their account, as mails and links address them. */
export type Person = {
  accountId: string
  memberId: string
  organizationId: string
  name: string
  email: string
  locale: string
}

/** Who a link for a new password is for; null when they are no active member anywhere any more. */
export function personByAccount(accountId: string): Promise<Person | null> {
  return firstMembership(eq(accounts.id, accountId))
}

/** The oldest active membership of an account. */
export async function firstMembership(which: SQL): Promise<Person | null> {
  const [found] = await asSystem((tx) =>
    tx
      .select({
        accountId: accounts.id,
        memberId: members.id,
        organizationId: members.organizationId,
        name: members.name,
        email: members.email,
        locale: members.locale,
      })
      .from(accounts)
      .innerJoin(members, eq(members.accountId, accounts.id))
      .innerJoin(organizations, eq(organizations.id, members.organizationId))
      .where(and(which, eq(members.active, true)))
      .orderBy(asc(members.createdAt), asc(members.id))
      .limit(1),
  )
  return found ?? null
}
