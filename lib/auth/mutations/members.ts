import 'server-only'
import { and, arrayContains, asc, eq, or } from 'drizzle-orm'
import { links, members } from '@/db/schema/auth'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import type { Locale } from '@/lib/locale'
import { Refused } from '@/lib/refused'
import type { Write } from '../actor'
import type { SaveMemberInput } from '../input'
import { withdrawLinks } from '../links'
import { adminRefusal, type Role } from '../rules'
import { endSessionsOf } from './sessions'

type Member = typeof members.$inferSelect

/** One member, locked. Refuses common.not_found. */
export async function lockMember(write: Write, memberId: string): Promise<Member> {
  const [member] = await write.db
    .select()
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, memberId)))
    .for('update')
  if (!member) throw new Refused('common.not_found')
  return member
}

/** Whether a member who is not active ever was: by an invitation that was used. Who never had one was made by the seed. */
export async function hasJoined(write: Write, memberId: string): Promise<boolean> {
  const invitations = await write.db
    .select({ usedAt: links.usedAt })
    .from(links)
    .where(
      and(
        eq(links.organizationId, write.actor.organizationId),
        eq(links.purpose, 'invitation'),
        eq(links.subjectId, memberId),
      ),
    )
    .limit(200)
  return invitations.length === 0 || invitations.some(({ usedAt }) => usedAt !== null)
}

/** A member together with all administrators, in one order: two who remove each other can't both be right. */
async function lockWithAdmins(write: Write, memberId: string): Promise<{ member: Member; otherAdmins: number }> {
  const admin: Role[] = ['admin']
  const locked = await write.db
    .select()
    .from(members)
    .where(
      and(
        eq(members.organizationId, write.actor.organizationId),
        or(eq(members.id, memberId), and(eq(members.active, true), arrayContains(members.roles, admin))),
      ),
    )
    .orderBy(asc(members.id))
    .for('update')
  const member = locked.find(({ id }) => id === memberId)
  if (!member) throw new Refused('common.not_found')
  return { member, otherAdmins: locked.length - 1 }
}

/** Name, roles and what the planboard needs; the days of a schedule make the week. Refuses common.not_found, common.stale, auth.last_admin. */
export async function saveMember(write: Write, input: SaveMemberInput): Promise<{ version: number }> {
  const { member, otherAdmins } = await lockWithAdmins(write, input.memberId)
  const { name, phone, roles, colour, skills } = input
  if (member.version !== input.version) throw new Refused('common.stale', { current: shown(member) })
  const refusal = adminRefusal({
    isAdmin: member.active && member.roles.includes('admin'),
    staysAdmin: roles.includes('admin'),
    otherAdmins,
  })
  if (refusal) throw new Refused(refusal, { fields: { roles: refusal } })
  const schedule = input.schedule ?? member.schedule
  const weekMinutes =
    schedule.length > 0
      ? schedule.reduce((week, day) => week + day, 0)
      : Math.round((input.weekHours ?? member.weekMinutes / 60) * 60)
  const next = { name, phone, roles, colour, skills, weekMinutes, schedule }
  await update(write, member, next)
  const changes = changesBetween<Record<string, unknown>>(member, next)
  if (changes.length > 0)
    await record(write, { subject: ['member', member.id], action: 'auth.member_changed', params: { name }, changes })
  return { version: member.version + 1 }
}

/** Own name and phone number. Refuses common.stale. */
export async function saveMe(
  write: Write,
  input: { version: number; name: string; phone: string },
): Promise<{ version: number }> {
  const member = await lockMember(write, write.actor.id)
  if (member.version !== input.version) throw new Refused('common.stale', { current: shown(member) })
  const { name, phone } = input
  await update(write, member, { name, phone })
  const changes = changesBetween<Record<string, unknown>>(member, { name, phone })
  if (changes.length > 0)
    await record(write, { subject: ['member', member.id], action: 'auth.member_changed', params: { name }, changes })
  return { version: member.version + 1 }
}

/** The language somebody works in, on every device from the next sign-in on. A taste, not a fact: no version, no history. */
export async function chooseLanguage(write: Write, { locale }: { locale: Locale }): Promise<void> {
  await write.db
    .update(members)
    .set({ locale })
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, write.actor.id)))
}

/**
 * Closes the door for a member: their sessions end at once, and so does the feed of their agenda. What they did stays.
 * Refuses common.not_found, auth.not_yourself, auth.last_admin.
 */
export async function deactivateMember(write: Write, { memberId }: { memberId: string }): Promise<void> {
  if (memberId === write.actor.id) throw new Refused('auth.not_yourself')
  const { member, otherAdmins } = await lockWithAdmins(write, memberId)
  if (!member.active) return
  const refusal = adminRefusal({ isAdmin: member.roles.includes('admin'), staysAdmin: false, otherAdmins })
  if (refusal) throw new Refused(refusal)
  await update(write, member, { active: false })
  await withdrawLinks(write, 'invitation', memberId)
  await withdrawLinks(write, 'agenda', memberId)
  await endSessionsOf(write, memberId)
  await record(write, {
    subject: ['member', memberId],
    action: 'auth.member_deactivated',
    params: { name: member.name },
  })
}

/** Lets a deactivated member in again with their own password. Refuses common.not_found, auth.still_invited. */
export async function reactivateMember(write: Write, { memberId }: { memberId: string }): Promise<void> {
  const member = await lockMember(write, memberId)
  if (member.active) return
  if (!(await hasJoined(write, memberId))) throw new Refused('auth.still_invited')
  await update(write, member, { active: true })
  await record(write, {
    subject: ['member', memberId],
    action: 'auth.member_reactivated',
    params: { name: member.name },
  })
  await announce(write, 'member', memberId)
}

async function update(write: Write, member: Member, values: Partial<Member>): Promise<void> {
  const version = member.version + 1
  await write.db
    .update(members)
    .set({ ...values, version })
    .where(and(eq(members.organizationId, member.organizationId), eq(members.id, member.id)))
  await announce(write, 'member', member.id, version)
}

/** What another administrator saved meanwhile, in the shape of the form. */
function shown({ name, phone, roles, colour, skills, weekMinutes, schedule, version }: Member) {
  const hours = schedule.map((minutes) => minutes / 60)
  return { name, phone, roles, colour, skills, weekHours: weekMinutes / 60, schedule: hours, version }
}
