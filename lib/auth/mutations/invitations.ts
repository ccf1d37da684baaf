import 'server-only'
import { and, eq } from 'drizzle-orm'
import { asSystem, withinSystem } from '@/db/client'
import { accounts, members } from '@/db/schema/auth'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { hashPassword, passwordFits } from '@/lib/password'
import { passwordRefusal } from '@/lib/password-strength'
import { Refused } from '@/lib/refused'
import type { Write } from '../actor'
import type { InviteInput } from '../input'
import { makeLink, type OpenedLink, useLink, withdrawLinks } from '../links'
import { invitationLetter } from '../mail'
import { organizationOf } from '../queries'
import { withinLimit } from '../rate-limit'
import { signInLimits } from '../rules'
import { hasJoined, lockMember } from './members'

type Member = typeof members.$inferSelect

/**
 * Adds a person to the company, inactive until they accept by the link in their mail (seven days).
 * Refuses auth.already_member, auth.already_invited and auth.was_member (reactivate instead), beside the address.
 */
export async function inviteMember(write: Write, input: InviteInput): Promise<{ id: string }> {
  const { actor, db } = write
  const accountId = await accountOf(write, input.email)
  const { id, name, email, phone, roles, locale } = input
  const made = await db
    .insert(members)
    .values({ organizationId: actor.organizationId, id, accountId, name, email, phone, roles, locale, active: false })
    .onConflictDoNothing()
    .returning()
  const [member] = made
  if (!member) throw await alreadyThere(write, accountId)
  await mailInvitation(write, member)
  await record(write, { subject: ['member', id], action: 'auth.invited', params: { name, email } })
  await announce(write, 'member', id)
  return { id }
}

/** Mails a new link; the one in the earlier mail stops working. Refuses common.not_found, auth.not_invited. */
export async function resendInvitation(write: Write, { memberId }: { memberId: string }): Promise<void> {
  const member = await lockInvited(write, memberId)
  await mailInvitation(write, member)
  await record(write, {
    subject: ['member', memberId],
    action: 'auth.invitation_resent',
    params: { name: member.name },
  })
}

/** Takes back an invitation nobody accepted: the person was never there, only the history knows. Refuses as resendInvitation. */
export async function withdrawInvitation(write: Write, { memberId }: { memberId: string }): Promise<void> {
  const { actor, db } = write
  const member = await lockInvited(write, memberId)
  await withdrawLinks(write, 'invitation', memberId)
  await db.delete(members).where(and(eq(members.organizationId, actor.organizationId), eq(members.id, memberId)))
  await record(write, {
    subject: ['member', memberId],
    action: 'auth.invitation_withdrawn',
    params: { name: member.name },
  })
  await announce(write, 'member', memberId)
}

export type ReadyAccept = {
  memberId: string
  linkId: string
  name: string
  locale: string
  passwordHash: string | null
}

/**
 * Checks a link and a password before the transaction. Somebody with an account proves it with its password; anybody else
 * chooses one. Refuses auth.link_gone, auth.too_many_attempts, auth.wrong_password, auth.password_short, auth.password_weak.
 */
export async function readyAccept(
  opened: OpenedLink | null,
  input: { name: string; password: string; locale: string },
): Promise<ReadyAccept> {
  if (opened?.state !== 'open') throw new Refused('auth.link_gone')
  const { organizationId, subjectId: memberId, id: linkId } = opened.link
  const [found] = await asSystem((tx) =>
    tx
      .select({ accountId: accounts.id, passwordHash: accounts.passwordHash, email: accounts.email })
      .from(members)
      .innerJoin(accounts, eq(accounts.id, members.accountId))
      .where(and(eq(members.organizationId, organizationId), eq(members.id, memberId))),
  )
  if (!found) throw new Refused('auth.link_gone')
  const { name, locale } = input
  if (found.passwordHash) {
    if (!(await withinLimit(`account:${found.accountId}`, 'password', signInLimits.perAccount, signInLimits.seconds)))
      throw new Refused('auth.too_many_attempts')
    if (!(await passwordFits(found.passwordHash, input.password)))
      throw new Refused('common.invalid', { fields: { password: 'auth.wrong_password' } })
    return { memberId, linkId, name, locale, passwordHash: null }
  }
  const weak = passwordRefusal(input.password, [name, found.email])
  if (weak) throw new Refused('common.invalid', { fields: { password: weak } })
  return { memberId, linkId, name, locale, passwordHash: await hashPassword(input.password) }
}

/** The invited person joins. Once per link: refuses auth.link_gone when it was used or withdrawn meanwhile. */
export async function acceptInvitation(write: Write, ready: ReadyAccept): Promise<{ email: string }> {
  const { memberId, linkId, name, locale, passwordHash } = ready
  if (!(await useLink(write, linkId))) throw new Refused('auth.link_gone')
  const member = await lockMember(write, memberId)
  const { actor, db } = write
  if (passwordHash) {
    await withinSystem(db, () => db.update(accounts).set({ passwordHash }).where(eq(accounts.id, member.accountId)))
  }
  await db
    .update(members)
    .set({ active: true, name, locale, version: member.version + 1 })
    .where(and(eq(members.organizationId, actor.organizationId), eq(members.id, memberId)))
  const joined: Write = { ...write, actor: { ...actor, kind: 'member', id: memberId, name, roles: member.roles } }
  await record(joined, { subject: ['member', memberId], action: 'auth.member_joined', params: { name } })
  await announce(write, 'member', memberId)
  return { email: member.email }
}

/** The account of an address, made without a password when there is none. */
async function accountOf({ db }: Write, email: string): Promise<string> {
  return withinSystem(db, async () => {
    const id = newId()
    await db.insert(accounts).values({ id, email }).onConflictDoNothing()
    const [account] = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, email))
    return account?.id ?? id
  })
}

async function alreadyThere(write: Write, accountId: string): Promise<Refused> {
  const [member] = await write.db
    .select({ id: members.id, active: members.active })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.accountId, accountId)))
  if (!member) return new Refused('common.not_unique')
  const code = member.active ? 'already_member' : (await hasJoined(write, member.id)) ? 'was_member' : 'already_invited'
  return new Refused('common.invalid', { fields: { email: `auth.${code}` } })
}

async function lockInvited(write: Write, memberId: string): Promise<Member> {
  const member = await lockMember(write, memberId)
  if (member.active || (await hasJoined(write, memberId))) throw new Refused('auth.not_invited')
  return member
}

async function mailInvitation(write: Write, member: Member): Promise<void> {
  const url = await makeLink(write, {
    purpose: 'invitation',
    subjectId: member.id,
    recipient: member.email,
    days: 7,
  })
  await queueMail(write, {
    kind: 'auth.invitation',
    uniqueKey: `auth.invitation:${member.id}:${write.now}`,
    to: member.email,
    toName: member.name,
    about: ['member', member.id],
    ...invitationLetter(await organizationOf(write), member, url, write.actor.name),
  })
}
