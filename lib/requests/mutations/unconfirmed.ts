import 'server-only'
import { and, asc, eq, lt } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { documents, requests } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { forgetLinks } from '@/lib/auth/links'
import { forgetUploads } from '@/lib/files/mutations'
import { record } from '@/lib/history/mutations'
import { announce } from '@/lib/live/mutations'
import { firstIdAt, requestLimits } from '../rules'

/** Throws away requests whose address nobody confirmed, with their files and links; the history keeps their number. */
export async function forgetUnconfirmed(write: Write): Promise<void> {
  const { organizationId } = write.actor
  const before = write.now.subtract({ hours: 24 * requestLimits.unconfirmedDays })
  const old = await write.db
    .select({ id: requests.id, number: requests.number })
    .from(requests)
    .where(
      and(
        eq(requests.organizationId, organizationId),
        eq(requests.status, 'unconfirmed'),
        // A form is opened before it is sent: by the index, not along all that still wait.
        lt(requests.id, firstIdAt(before.epochMilliseconds)),
        lt(requests.createdAt, before.toString()),
      ),
    )
    .orderBy(asc(requests.id))
    .limit(100)
    .for('update', { skipLocked: true })
  if (old.length === 0) return
  const ids = old.map(({ id }) => id)
  const attached = await write.db
    .delete(documents)
    .where(and(eq(documents.organizationId, organizationId), isOneOf(documents.requestId, ids)))
    .returning({ fileId: documents.fileId })
  await forgetLinks(write, 'request_confirmation', ids)
  await write.db.delete(requests).where(and(eq(requests.organizationId, organizationId), isOneOf(requests.id, ids)))
  await forgetUploads(
    write,
    attached.map(({ fileId }) => fileId),
  )
  for (const { id, number } of old) {
    await record(write, { subject: ['request', id], action: 'requests.forget', params: { number } })
    await announce(write, 'request', id)
  }
}
