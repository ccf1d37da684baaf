import 'server-only'
import { and, eq, lt } from 'drizzle-orm'
import { requestDrafts } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
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

/** Throws away what nobody came back for. */
export async function forgetDrafts(write: Write): Promise<void> {
  const before = write.now.subtract({ hours: requestLimits.draftHours }).toString()
  await write.db
    .delete(requestDrafts)
    .where(and(eq(requestDrafts.organizationId, write.actor.organizationId), lt(requestDrafts.createdAt, before)))
}
