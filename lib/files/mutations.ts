import 'server-only'
import { files } from '@/db/schema/files'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
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
