import 'server-only'
import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { asSystem, withinSystem } from '@/db/client'
import { accounts } from '@/db/schema/auth'
import { record } from '@/lib/history/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { hashPassword, passwordFits } from '@/lib/password'
import { passwordRefusal } from '@/lib/password-strength'
import { Refused } from '@/lib/refused'
import type { Write } from '../actor'
import { makeLink, type OpenedLink, useLink } from '../links'
import { changedLetter, resetLetter } from '../mail'
import { firstMembership, organizationOf, type Person, personByAccount } from '../queries'
import { withinLimit } from '../rate-limit'
import { signInLimits } from '../rules'
import type { Me } from '../session'
import { endAccountSessions } from './sessions'

/** Who may get a link for a new password: the member of the first active company; null for anybody else. */
export async function personByEmail(email: string): Promise<Person | null> {
  // Three an hour; the fourth gets the same answer and no mail.
  const key = `account:${createHash('sha256').update(email).digest('hex')}`
  if (!(await withinLimit(key, 'password_reset', 3, 3600))) return null
  return firstMembership(eq(accounts.email, email))
}

/** Mails a link that lasts an hour; an earlier one stops working. */
export async function mailResetLink(write: Write, person: Person): Promise<void> {
  const url = await makeLink(write, {
    purpose: 'password_reset',
    subjectId: person.accountId,
    recipient: person.email,
    days: 1 / 24,
  })
  const letter = resetLetter(await organizationOf(write), person, url)
  await queueMail(write, {
    kind: 'auth.password_reset',
    uniqueKey: `auth.password_reset:${person.accountId}:${write.now}`,
    to: person.email,
    toName: person.name,
    about: ['member', person.memberId],
    ...letter,
  })
  await record(write, {
    subject: ['member', person.memberId],
    action: 'auth.reset_asked',
    params: { name: person.name },
  })
}

/** A new password through a link: hashed before the transaction. Refuses auth.link_gone, auth.password_short, auth.password_weak. */
export async function readyReset(
  opened: OpenedLink | null,
  password: string,
): Promise<{ person: Person; linkId: string; passwordHash: string }> {
  const person = opened?.state === 'open' ? await personByAccount(opened.link.subjectId) : null
  if (!opened || !person) throw new Refused('auth.link_gone')
  const weak = passwordRefusal(password, [person.name, person.email])
  if (weak) throw new Refused('common.invalid', { fields: { password: weak } })
  return { person, linkId: opened.link.id, passwordHash: await hashPassword(password) }
}

/** Sets it, once per link, and ends every session of the account. Refuses auth.link_gone. */
export async function resetPassword(
  write: Write,
  { person, linkId, passwordHash }: Awaited<ReturnType<typeof readyReset>>,
): Promise<void> {
  if (!(await useLink(write, linkId))) throw new Refused('auth.link_gone')
  await setPassword(write, person, passwordHash)
  await record(write, {
    subject: ['member', person.memberId],
    action: 'auth.password_reset',
    params: { name: person.name },
  })
}

/**
 * Checks the current password and hashes the next, before the transaction. Refuses auth.too_many_attempts,
 * auth.wrong_password, auth.password_short, auth.password_weak.
 */
export async function readyChange(me: Me, input: { current: string; password: string }): Promise<string> {
  if (!(await withinLimit(`account:${me.accountId}`, 'password', signInLimits.perAccount, signInLimits.seconds)))
    throw new Refused('auth.too_many_attempts')
  const [account] = await asSystem((tx) => tx.select().from(accounts).where(eq(accounts.id, me.accountId)))
  if (!(await passwordFits(account?.passwordHash, input.current)))
    throw new Refused('common.invalid', { fields: { current: 'auth.wrong_password' } })
  const weak = passwordRefusal(input.password, [me.name, me.email])
  if (weak) throw new Refused('common.invalid', { fields: { password: weak } })
  return hashPassword(input.password)
}

/** Sets the new password of who is signed in; their other sessions end. */
export async function changePassword(write: Write, me: Me, passwordHash: string): Promise<void> {
  const { memberId, name } = me
  await setPassword(write, { ...me, organizationId: write.actor.organizationId }, passwordHash, me.sessionId)
  await record(write, { subject: ['member', memberId], action: 'auth.password_changed', params: { name } })
}

async function setPassword(write: Write, person: Person, passwordHash: string, keepSessionId?: string): Promise<void> {
  const { db, now } = write
  await withinSystem(db, () => db.update(accounts).set({ passwordHash }).where(eq(accounts.id, person.accountId)))
  await endAccountSessions(write, person.accountId, keepSessionId)
  await queueMail(write, {
    kind: 'auth.password_changed',
    uniqueKey: `auth.password_changed:${person.accountId}:${now}`,
    to: person.email,
    toName: person.name,
    about: ['member', person.memberId],
    ...changedLetter(await organizationOf(write), person),
  })
}
