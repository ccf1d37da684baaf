import 'server-only'
import { sql } from 'drizzle-orm'
import { fromDrizzle } from 'pg-boss'
import type { Write } from '@/lib/auth/actor'
import { boss } from './boss'
import type { QueueName } from './queues'

/** What every job carries: whose it is and who caused it. */
export type JobData = { organizationId: string; actorId: string }

/** Puts a job in its queue in the transaction of the change: no commit without the job, no job without the commit. */
export async function enqueue(
  write: Write,
  queue: QueueName,
  data: Record<string, string>,
  options: { startAfterSeconds?: number } = {},
): Promise<void> {
  const { actor, db } = write
  await (await boss()).send(
    queue,
    { organizationId: actor.organizationId, actorId: actor.id, ...data },
    {
      db: fromDrizzle(db, sql),
      ...(options.startAfterSeconds ? { startAfter: options.startAfterSeconds } : {}),
    },
  )
}
