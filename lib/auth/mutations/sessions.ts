import 'server-only'
import { and, eq, gt, isNull, ne, type SQL } from 'drizzle-orm'
import { withinSystem } from '@/db/client'
import { members, sessions } from '@/db/schema/auth'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { Temporal } from '@/lib/time'
import { memberActor, type Write } from '../actor'

/** A session that still lets somebody in: who ends another ends nothing. */
export function isOpen(now: Temporal.Instant): SQL | undefined {
  return and(isNull(sessions.endedAt), gt(sessions.expiresAt, now.toString()))
}

/** Ends every session of a member in this company, from the next request on. Returns how many. */
export async function endSessionsOf(write: Write, memberId: string): Promise<number> {
  const ended = await write.db
    .update(sessions)
    .set({ endedAt: write.now.toString() })
    .where(
      and(eq(sessions.organizationId, write.actor.organizationId), eq(sessions.memberId, memberId), isOpen(write.now)),
    )
    .returning({ id: sessions.id })
  // Open screens ask again, learn that they are signed out, and leave.
  await announce(write, 'member', memberId)
  return ended.length
}

/** An administrator ends all sessions of a member: a lost phone. Refuses common.not_found. */
export async function endMemberSessions(write: Write, { memberId }: { memberId: string }): Promise<void> {
  const [member] = await write.db
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, memberId)))
  if (!member) throw new Refused('common.not_found')
  const count = await endSessionsOf(write, memberId)
  if (count > 0)
    await record(write, {
      subject: ['member', memberId],
      action: 'auth.sessions_ended',
      params: { name: member.name, count },
    })
}

/** Ends one session of the person who asks, in whichever company. Refuses common.not_found. */
export async function endMySession(write: Write, { sessionId }: { sessionId: string }): Promise<void> {
  const { actor, db, now } = write
  const ended = await db
    .update(sessions)
    .set({ endedAt: now.toString() })
    .where(
      and(
        eq(sessions.organizationId, actor.organizationId),
        eq(sessions.memberId, actor.id),
        eq(sessions.id, sessionId),
        isOpen(now),
      ),
    )
    .returning({ id: sessions.id })
  if (ended.length === 0) throw new Refused('common.not_found')
  await announce(write, 'member', actor.id)
  await record(write, {
    subject: ['member', actor.id],
    action: 'auth.sessions_ended',
    params: { name: actor.name, count: 1 },
  })
}

/** Ends all sessions of a member but one: what somebody does who fears that another is signed in. */
export async function endMyOtherSessions(write: Write, { keepId }: { keepId: string }): Promise<{ count: number }> {
  const { actor, db, now } = write
  const ended = await db
    .update(sessions)
    .set({ endedAt: now.toString() })
    .where(
      and(
        eq(sessions.organizationId, actor.organizationId),
        eq(sessions.memberId, actor.id),
        ne(sessions.id, keepId),
        isOpen(now),
      ),
    )
    .returning({ id: sessions.id })
  const count = ended.length
  if (count > 0) {
    await announce(write, 'member', actor.id)
    await record(write, {
      subject: ['member', actor.id],
      action: 'auth.sessions_ended',
      params: { name: actor.name, count },
    })
  }
  return { count }
}

/**
 * Ends the sessions of an account in all its companies, except one: after a new password. Each company's history says how many
 * of its own ended, and nothing of the others.
 */
export async function endAccountSessions(write: Write, accountId: string, keepId?: string): Promise<void> {
  const { db, now } = write
  await withinSystem(db, async () => {
    const ended = await db
      .update(sessions)
      .set({ endedAt: now.toString() })
      .from(members)
      .where(
        and(
          eq(members.organizationId, sessions.organizationId),
          eq(members.id, sessions.memberId),
          eq(members.accountId, accountId),
          isOpen(now),
          keepId ? ne(sessions.id, keepId) : undefined,
        ),
      )
      .returning({ organizationId: sessions.organizationId, memberId: sessions.memberId, name: members.name })
    for (const [memberId, [first, ...more]] of Map.groupBy(ended, (one) => one.memberId))
      if (first)
        await record(
          { ...write, actor: memberActor(first) },
          {
            subject: ['member', memberId],
            action: 'auth.sessions_ended',
            params: { name: first.name, count: 1 + more.length },
          },
        )
  })
}
