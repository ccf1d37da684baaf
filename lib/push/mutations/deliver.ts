import 'server-only'
import { and, eq, isNotNull, lt, or, sql } from 'drizzle-orm'
import { members, sessions } from '@/db/schema/auth'
import { pushMessages, pushSubscriptions } from '@/db/schema/push'
import { type Actor, reading, type Write, writing } from '@/lib/auth/actor'
import { isOpen } from '@/lib/auth/mutations/sessions'
import { enqueue } from '@/lib/jobs/mutations'
import { noJob } from '@/lib/jobs/queues'
import { Temporal } from '@/lib/time'
import { keptDays, newsHours } from '../rules'
import { type Sent, sendNotice } from '../transport'

/**
 * Sends one notice, unless it was sent, nobody may be told any more, or it is no news any more. Told twice it is one notice on
 * the phone. Throws when the push service does not answer or wants to be asked later, to be tried again.
 */
export async function deliverNotice(actor: Actor, messageId: string): Promise<void> {
  const now = Temporal.Now.instant()
  const found = await reading(actor, ({ db }) =>
    db
      .select({ message: pushMessages, browser: pushSubscriptions })
      .from(pushMessages)
      .innerJoin(
        pushSubscriptions,
        and(
          eq(pushSubscriptions.organizationId, pushMessages.organizationId),
          eq(pushSubscriptions.id, pushMessages.subscriptionId),
        ),
      )
      .innerJoin(
        sessions,
        and(
          ...[
            eq(sessions.organizationId, pushSubscriptions.organizationId),
            eq(sessions.id, pushSubscriptions.sessionId),
          ],
          // Signed out, here or from the office: that phone hears nothing any more.
          isOpen(now),
        ),
      )
      .innerJoin(
        members,
        and(
          ...[eq(members.organizationId, pushSubscriptions.organizationId), eq(members.id, pushSubscriptions.memberId)],
          ...[eq(members.id, sessions.memberId), eq(members.active, true)],
        ),
      )
      .where(
        and(
          eq(pushMessages.organizationId, actor.organizationId),
          ...[eq(pushMessages.id, messageId), eq(pushMessages.state, 'queued')],
        ),
      ),
  )
  const [one] = found
  if (!one) return
  const { title, body, tag, url } = one.message
  const sent = await sendNotice(one.browser, { title, body, tag, url }).catch((error): Sent & { error: string } => ({
    ...{ outcome: 'again', status: 0, error: String(error) },
  }))
  await writing(actor, (write) => settle(write, one.message, sent))
  if (sent.outcome === 'again')
    throw new Error(`the push service answered ${sent.status || ('error' in sent ? sent.error : '')}`)
}

type Message = typeof pushMessages.$inferSelect

async function settle(write: Write, message: Message, { outcome, status }: Sent): Promise<void> {
  const { db, actor, now } = write
  const own = and(eq(pushMessages.organizationId, actor.organizationId), eq(pushMessages.id, message.id))
  if (outcome === 'gone') {
    // What was queued for it goes along.
    await db
      .delete(pushSubscriptions)
      .where(
        and(
          eq(pushSubscriptions.organizationId, actor.organizationId),
          eq(pushSubscriptions.id, message.subscriptionId),
        ),
      )
    return
  }
  const state = outcome === 'again' ? 'queued' : outcome
  await db
    .update(pushMessages)
    .set({
      state,
      attempts: sql`${pushMessages.attempts} + 1`,
      error: outcome === 'sent' ? '' : String(status),
      sentAt: outcome === 'sent' ? now.toString() : null,
    })
    .where(own)
}

/** What a crash left behind is offered again while it is news; what was sent, and browsers that signed out, are forgotten. */
export async function sweepNotices(write: Write): Promise<void> {
  const { db, actor, now } = write
  const { organizationId } = actor
  const ours = eq(pushMessages.organizationId, organizationId)
  const queued = and(ours, eq(pushMessages.state, 'queued'))
  await db
    .update(pushMessages)
    .set({ state: 'late' })
    .where(and(queued, lt(pushMessages.createdAt, now.subtract({ hours: newsHours }).toString())))
  const stuck = await db
    .select({ id: pushMessages.id })
    .from(pushMessages)
    .where(
      and(
        queued,
        lt(pushMessages.createdAt, now.subtract({ minutes: 2 }).toString()),
        noJob('push.send', 'messageId', pushMessages.id),
      ),
    )
    .limit(500)
  for (const { id } of stuck) await enqueue(write, 'push.send', { messageId: id })
  await db
    .delete(pushMessages)
    .where(and(ours, lt(pushMessages.createdAt, now.subtract({ hours: keptDays * 24 }).toString())))
  await db.delete(pushSubscriptions).where(
    and(
      eq(pushSubscriptions.organizationId, organizationId),
      sql`exists (${db
        .select({ one: sql`1` })
        .from(sessions)
        .where(
          and(
            ...[eq(sessions.organizationId, organizationId), eq(sessions.id, pushSubscriptions.sessionId)],
            or(isNotNull(sessions.endedAt), lt(sessions.expiresAt, now.toString())),
          ),
        )})`,
    ),
  )
}
