import 'server-only'
import { lt, sql } from 'drizzle-orm'
import { approvalOpenings } from '@/db/schema/approvals'
import { type Write, writing } from '@/lib/auth/actor'
import type { OpenedLink } from '@/lib/auth/links'
import { announce } from '@/lib/live/mutations'
import type { Temporal } from '@/lib/time'
import { mostOpenings } from '../rules/signs'

/**
 * Somebody or a mail scanner opened the page of a link: counted, and nothing else. Its request keeps its status and version, and
 * nothing is written in the history. A link that no longer asks anything is not counted.
 */
export async function noteOpening({ actor, link, state }: OpenedLink, now?: Temporal.Instant): Promise<void> {
  if (state !== 'open') return
  const count = async (write: Write) => {
    const at = write.now.toString()
    const [row] = await write.db
      .insert(approvalOpenings)
      .values({
        organizationId: actor.organizationId,
        id: link.id,
        createdAt: at,
        requestId: link.subjectId,
        recipient: link.recipient,
        lastAt: at,
      })
      .onConflictDoUpdate({
        target: [approvalOpenings.organizationId, approvalOpenings.id],
        set: { times: sql`${approvalOpenings.times} + 1`, lastAt: at },
        setWhere: lt(approvalOpenings.times, mostOpenings),
      })
      .returning({ times: approvalOpenings.times })
    if (row?.times === 1) await announce(write, 'approval', link.subjectId)
  }
  await writing(actor, count, now)
}
