import 'server-only'
import { and, eq } from 'drizzle-orm'
import { pushMessages, pushSubscriptions } from '@/db/schema/push'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/mutations'
import type { Notice } from '../rules'

/**
 * Puts a notice for every browser of a member in the outbox with the change that causes it; a job sends each. The same key
 * again changes nothing. Who may still be told is asked when it is sent.
 */
export async function queueNotice(
  write: Write,
  { memberId, uniqueKey, ...notice }: Notice & { memberId: string; uniqueKey: string },
): Promise<void> {
  const { actor, db } = write
  const { organizationId } = actor
  const browsers = await db
    .select({ id: pushSubscriptions.id })
    .from(pushSubscriptions)
    .where(and(eq(pushSubscriptions.organizationId, organizationId), eq(pushSubscriptions.memberId, memberId)))
  if (browsers.length === 0) return
  const made = await db
    .insert(pushMessages)
    .values(
      browsers.map(({ id }) => ({
        ...{ organizationId, id: newId(), subscriptionId: id, uniqueKey: `${uniqueKey}:${id}` },
        ...notice,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: pushMessages.id })
  for (const { id } of made) await enqueue(write, 'push.send', { messageId: id })
}
