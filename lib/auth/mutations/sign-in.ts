import 'server-only'
import { createHash } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { accounts, members, organizations, sessions } from '@/db/schema/auth'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { passwordFits } from '@/lib/password'
import { Refused } from '@/lib/refused'
import { Temporal } from '@/lib/time'
import { memberActor } from '../actor'
import { forgive, withinLimit } from '../rate-limit'
import { deviceName, isPureTechnician, type Role, sessionHours, signInLimits } from '../rules'
import { isOpen } from './sessions'

/** Who asks, as far as a request without session tells. */
export type Visitor = { address: string; userAgent: string }
export type SignedIn = { sessionId: string; locale: string; roles: readonly Role[] }
type Company = { id: string; name: string }

/**
 * Checks a password and opens a session of 12 hours, or 30 days on a technician's phone. An account of several companies
 * that names none gets their names. Refuses auth.too_many_attempts, and auth.wrong_credentials for an unknown address,
 * a wrong password and a deactivated member alike.
 */
export async function signIn(
  input: { email: string; password: string; organizationId?: string },
  visitor: Visitor,
): Promise<SignedIn | { companies: Company[] }> {
  const email = input.email.trim().toLowerCase()
  const { seconds, perAccount, perAddress } = signInLimits
  const keys = [
    { key: `address:${visitor.address}`, limit: perAddress },
    { key: `account:${createHash('sha256').update(email).digest('hex')}`, limit: perAccount },
  ]
  for (const { key, limit } of keys)
    if (!(await withinLimit(key, 'sign_in', limit, seconds))) throw new Refused('auth.too_many_attempts')

  const account = await accountWithMemberships(email)
  const fits = await passwordFits(account?.passwordHash, input.password)
  const mine = account?.memberships.filter(({ id }) => !input.organizationId || id === input.organizationId) ?? []
  if (!fits || mine.length === 0) throw new Refused('auth.wrong_credentials')
  // A right password gives its attempt back: an office behind one address can't lock itself out.
  for (const { key } of keys) await forgive(key, 'sign_in', seconds)
  const [only, another] = mine
  if (!only || another) return { companies: mine.map(({ id, name }) => ({ id, name })) }
  return openSession(only, visitor)
}

/** Opens a session in another company of the same account, for somebody who is signed in. Refuses auth.wrong_credentials. */
export async function switchCompany(accountId: string, organizationId: string, visitor: Visitor): Promise<SignedIn> {
  const [found] = await asSystem((tx) =>
    tx
      .select(membership)
      .from(members)
      .innerJoin(organizations, eq(organizations.id, members.organizationId))
      .where(
        and(eq(members.accountId, accountId), eq(members.organizationId, organizationId), eq(members.active, true)),
      ),
  )
  if (!found) throw new Refused('auth.wrong_credentials')
  return openSession(found, visitor)
}

/** Ends a session, with its line in the history of that member; one that ended or expired stays as it was. */
export async function endSession(sessionId: string): Promise<void> {
  const now = Temporal.Now.instant()
  await asSystem(async (tx) => {
    const [ended] = await tx
      .update(sessions)
      .set({ endedAt: now.toString() })
      .from(members)
      .where(
        and(
          eq(sessions.id, sessionId),
          isOpen(now),
          eq(members.organizationId, sessions.organizationId),
          eq(members.id, sessions.memberId),
        ),
      )
      .returning({
        organizationId: sessions.organizationId,
        memberId: sessions.memberId,
        name: members.name,
        userAgent: sessions.userAgent,
      })
    if (!ended) return
    await record(
      { actor: memberActor(ended), db: tx, now },
      {
        subject: ['member', ended.memberId],
        action: 'auth.signed_out',
        params: { device: deviceName(ended.userAgent) || unknown },
      },
    )
  })
}

const membership = {
  id: organizations.id,
  name: organizations.name,
  memberId: members.id,
  memberName: members.name,
  roles: members.roles,
  locale: members.locale,
}
type Membership = { id: string; name: string; memberId: string; memberName: string; roles: Role[]; locale: string }

/** In place of a device or an address that says nothing; the words for it stand in the messages. */
const unknown = 'unknown'

async function accountWithMemberships(email: string) {
  return asSystem(async (tx) => {
    const [account] = await tx
      .select({ id: accounts.id, passwordHash: accounts.passwordHash })
      .from(accounts)
      .where(eq(accounts.email, email))
    const memberships: Membership[] = await tx
      .select(membership)
      .from(members)
      .innerJoin(organizations, eq(organizations.id, members.organizationId))
      // An unknown address asks the same of the database, in the same time.
      .where(and(eq(members.accountId, account?.id ?? newId()), eq(members.active, true)))
      .orderBy(asc(organizations.name), asc(organizations.id))
      .limit(50)
    return account ? { ...account, memberships } : null
  })
}

/** The session and its line in the history, in one transaction that only adds: nobody's lock keeps a person out. */
async function openSession(member: Membership, visitor: Visitor): Promise<SignedIn> {
  const { id: organizationId, memberId, memberName: name, roles, locale } = member
  const sessionId = newId()
  const hours = isPureTechnician(roles) ? sessionHours.field : sessionHours.office
  const now = Temporal.Now.instant()
  const userAgent = visitor.userAgent.slice(0, 300)
  await asSystem(async (tx) => {
    await tx.insert(sessions).values({
      organizationId,
      id: sessionId,
      memberId,
      userAgent,
      ip: visitor.address,
      lastSeenAt: now.toString(),
      expiresAt: now.add({ hours }).toString(),
    })
    await record(
      { actor: memberActor({ organizationId, memberId, name }), db: tx, now },
      {
        subject: ['member', memberId],
        action: 'auth.signed_in',
        params: { device: deviceName(userAgent) || unknown, address: visitor.address || unknown },
      },
    )
  })
  return { sessionId, locale, roles }
}
