import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { files } from '@/db/schema/files'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/mutations'
import type { Prepared } from './intake'
import type { FileSource } from './rules'

/** Records bytes that `intake` has checked and stored; call it in the transaction of what they belong to. Returns the file's id. */
export async function recordFile(
  write: Write,
  prepared: Prepared,
  options: { source: FileSource; id?: string; takenAt?: string | null },
): Promise<string> {
  const id = options.id ?? newId()
  await write.db
    .insert(files)
    .values({
      organizationId: write.actor.organizationId,
      id,
      ...prepared,
      source: options.source,
      takenAt: options.takenAt ?? null,
      actorKind: write.actor.kind,
      actorId: write.actor.id,
    })
    .onConflictDoNothing()
  return id
}

/**
 * Throws away what came with a form, unless it stands with another request, or with one that somebody may still send. A
 * job removes the bytes.
 */
export async function forgetUploads(write: Write, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const gone = await write.db
    .delete(files)
    .where(
      and(
        eq(files.organizationId, write.actor.organizationId),
        isOneOf(files.id, ids),
        eq(files.source, 'request'),
        sql`not exists (select from documents d where d.organization_id = ${files.organizationId} and d.file_id = ${files.id})`,
        sql`not exists (select from request_drafts r where r.organization_id = ${files.organizationId}
          and r.files @> jsonb_build_array(jsonb_build_object('id', ${files.id})))`,
      ),
    )
    .returning({ sha256: files.sha256 })
  for (const sha256 of new Set(gone.map((file) => file.sha256))) await enqueue(write, 'files.forget', { sha256 })
}
