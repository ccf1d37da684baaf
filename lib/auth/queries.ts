import 'server-only'
import { and, asc, desc, eq, gt, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { byName, isoInstant } from '@/db/columns'
import { accounts, bases, members, organizations, sessions } from '@/db/schema/auth'
import { given, statement } from '@/db/statement'
import { placeOf } from '@/lib/geo/rules/located'
import type { Place } from '@/lib/geo/rules/road'
import type { Read } from './actor'
import { type BasePlace, type MemberState, type OrganizationSettings, settingsOf } from './rules'

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

const active = statement((db) =>
  db
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
    .where(and(eq(members.organizationId, given('own')), eq(members.active, true)))
    .orderBy(asc(members.position), byName(members.name), asc(members.id)),
)

/** Active members, in the order of the planboard. */
export function activeMembers(read: Read) {
  return active(read.db, { own: read.actor.organizationId })
}

/** The depot, with how well its place is known; null as long as the company has no address. */
export async function depotOf(read: Read) {
  const [depot] = await read.db
    .select()
    .from(bases)
    .where(and(eq(bases.organizationId, read.actor.organizationId), isNull(bases.memberId)))
  return depot ?? null
}

/** Homes by member, for whoever keeps them up. */
export async function homesOf(read: Read) {
  const rows = await read.db
    .select()
    .from(bases)
    .where(and(eq(bases.organizationId, read.actor.organizationId), isNotNull(bases.memberId)))
    .limit(1000)
  return new Map(rows.map((row) => [row.memberId ?? '', row]))
}

/** Where the working day of each active member begins and ends; null where that is not known. A home that is not known is the depot. */
export async function dayPlaces(
  read: Read,
): Promise<Map<string, { start: Place | null; end: Place | null; isHomeUnknown: boolean }>> {
  const [depot, homes, people] = await Promise.all([
    depotOf(read),
    homesOf(read),
    read.db
      .select({ id: members.id, start: members.dayStartsAt, end: members.dayEndsAt })
      .from(members)
      .where(and(eq(members.organizationId, read.actor.organizationId), eq(members.active, true))),
  ])
  const garage = depot && placeOf(depot)
  return new Map(
    people.map(({ id, start, end }) => {
      const row = homes.get(id)
      const home = row ? placeOf(row) : null
      const at = (where: BasePlace) => (where === 'home' ? (home ?? garage) : garage)
      return [id, { start: at(start), end: at(end), isHomeUnknown: !home && (start === 'home' || end === 'home') }]
    }),
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

/** Everybody who ever joined or is invited, in the order of the planboard; at most 500. */
export async function allMembers(read: Read) {
  const { organizationId } = read.actor
  // Written out: drizzle leaves the table's name away in a select from one table.
  const mine = sql`organization_id = ${organizationId}`
  const invitations = sql`from links where ${mine} and purpose = 'invitation' and subject_id = members.id`
  const rows = await read.db
    .select({
      id: members.id,
      name: members.name,
      email: members.email,
      phone: members.phone,
      roles: members.roles,
      active: members.active,
      locale: members.locale,
      colour: members.colour,
      skills: members.skills,
      weekMinutes: members.weekMinutes,
      schedule: members.schedule,
      dayStartsAt: members.dayStartsAt,
      dayEndsAt: members.dayEndsAt,
      team: members.team,
      region: members.region,
      dayStart: members.dayStart,
      dayEnd: members.dayEnd,
      breakStart: members.breakStart,
      breakEnd: members.breakEnd,
      version: members.version,
      lastSeenAt: sql<
        string | null
      >`(select max(last_seen_at) from sessions where ${mine} and member_id = members.id)`.mapWith(isoOrNull),
      /** Never used an invitation that was sent: has not joined yet. */
      isInvited: sql<boolean>`not members.active and exists (select ${invitations}) and not exists (select ${invitations} and used_at is not null)`,
      invitedUntil: sql<
        string | null
      >`(select max(expires_at) ${invitations} and used_at is null and withdrawn_at is null)`.mapWith(isoOrNull),
    })
    .from(members)
    .where(eq(members.organizationId, organizationId))
    .orderBy(asc(members.position), byName(members.name), asc(members.id))
    .limit(500)
  return rows.map(({ active, isInvited, ...row }) => {
    const state: MemberState = active ? 'active' : isInvited ? 'invited' : 'deactivated'
    return { ...row, state }
  })
}

function isoOrNull(value: unknown): string | null {
  return typeof value === 'string' ? isoInstant(value) : null
}

/** What somebody may change about themselves, and what else is kept about their day. */
export async function memberById(read: Read, memberId: string) {
  const [member] = await read.db
    .select({
      id: members.id,
      name: members.name,
      email: members.email,
      phone: members.phone,
      weekMinutes: members.weekMinutes,
      schedule: members.schedule,
      dayStartsAt: members.dayStartsAt,
      dayEndsAt: members.dayEndsAt,
      home: {
        street: bases.street,
        houseNumber: bases.houseNumber,
        postalCode: bases.postalCode,
        city: bases.city,
      },
      version: members.version,
    })
    .from(members)
    .leftJoin(bases, and(eq(bases.organizationId, members.organizationId), eq(bases.memberId, members.id)))
    .where(and(eq(members.organizationId, read.actor.organizationId), eq(members.id, memberId)))
  if (!member) throw new Error('member of the session is gone')
  return member
}

/** Where a member is signed in now, the last seen first; at most 50. */
export function sessionsOf(read: Read, memberId: string) {
  return read.db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      ip: sessions.ip,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.organizationId, read.actor.organizationId),
        eq(sessions.memberId, memberId),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, sql`now()`),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(50)
}
