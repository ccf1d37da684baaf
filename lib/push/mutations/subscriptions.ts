import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { sessions } from '@/db/schema/auth'
import { pushSubscriptions } from '@/db/schema/push'
import type { Write } from '@/lib/auth/actor'
import { isOpen } from '@/lib/auth/mutations/sessions'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import type { SubscribeInput } from '../input'
import { subscriptionsAtMost } from '../rules'

/**
 * From now on this browser is told of changes in the days of who asks, as long as this session stands. A browser that
 * somebody else used before is theirs no more. Refused: common.not_found for a session that is not one's own.
 */
export async function subscribe(write: Write, input: SubscribeInput): Promise<void> {
  const { actor, db, now } = write
  const { organizationId } = actor
  const { sessionId, endpoint, p256dh, auth } = input
  const [session] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        ...[eq(sessions.organizationId, organizationId), eq(sessions.id, sessionId)],
        ...[eq(sessions.memberId, actor.id), isOpen(now)],
      ),
    )
  if (!session) throw new Refused('common.not_found')
  const said = { memberId: actor.id, sessionId, p256dh, auth }
  await db
    .insert(pushSubscriptions)
    .values({ organizationId, id: newId(), endpoint, ...said })
    .onConflictDoUpdate({ target: [pushSubscriptions.organizationId, pushSubscriptions.endpoint], set: said })
  const own = await db
    .select({ id: pushSubscriptions.id })
    .from(pushSubscriptions)
    .where(and(eq(pushSubscriptions.organizationId, organizationId), eq(pushSubscriptions.memberId, actor.id)))
    .orderBy(desc(pushSubscriptions.createdAt), desc(pushSubscriptions.id))
  const old = own.slice(subscriptionsAtMost).map(({ id }) => id)
  if (old.length > 0)
    await db
      .delete(pushSubscriptions)
      .where(and(eq(pushSubscriptions.organizationId, organizationId), inArray(pushSubscriptions.id, old)))
}

/** This browser is told of nothing any more. Doing it twice is once. */
export async function unsubscribe(write: Write, { endpoint }: { endpoint: string }): Promise<void> {
  const { actor, db } = write
  await db
    .delete(pushSubscriptions)
    .where(
      and(
        eq(pushSubscriptions.organizationId, actor.organizationId),
        eq(pushSubscriptions.memberId, actor.id),
        eq(pushSubscriptions.endpoint, endpoint),
      ),
    )
}
