import 'server-only'
import { and, eq, lt } from 'drizzle-orm'
import { requestDrafts } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { forgetUploads } from '@/lib/files/mutations'
import { newId } from '@/lib/ids'
import { newToken } from '@/lib/stamp'
import { requestLimits } from '../rules'

export type Draft = {
  typed: Record<string, string>
  problems: Record<string, string>
  code: string
  params: Record<string, string | number>
  files: { id: string; fieldId: string; name: string }[]
}

/** Keeps what was typed and sent for the page that says what to mend, for a browser without JavaScript. Returns its token. */
export async function saveDraft(write: Write, draft: Draft): Promise<string> {
  const { token, hash } = newToken()
  await write.db.insert(requestDrafts).values({
    organizationId: write.actor.organizationId,
    id: newId(),
    createdAt: write.now.toString(),
    tokenHash: hash,
    ...draft,
  })
  return token
}

/** Throws away what nobody came back for, an hour after it can't be found again: who was just in time is still sending. */
export async function forgetDrafts(write: Write): Promise<void> {
  const before = write.now.subtract({ hours: requestLimits.draftHours + 1 }).toString()
  const gone = await write.db
    .delete(requestDrafts)
    .where(and(eq(requestDrafts.organizationId, write.actor.organizationId), lt(requestDrafts.createdAt, before)))
    .returning({ files: requestDrafts.files })
  await forgetUploads(
    write,
    gone.flatMap((draft) => draft.files.map(({ id }) => id)),
  )
}
