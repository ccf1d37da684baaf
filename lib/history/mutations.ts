import 'server-only'
import { history } from '@/db/schema/history'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import type { Change } from './rules'

export type Recorded = {
  /** Kind of record and its id: ['order', id]. */
  subject: readonly [type: string, id: string]
  /** `<module>.<step>`; its words stand in messages under `<module>.history.<step>`. */
  action: string
  changes?: Change[]
  params?: Record<string, string | number>
  reason?: string
  /** The order or customer on whose timeline it also shows. */
  orderId?: string | null
  customerId?: string | null
}

/** One line in the append-only history, in the transaction of the change: who, when, what, from what to what, why. */
export async function record(write: Write, entry: Recorded): Promise<void> {
  const { actor, db, now } = write
  await db.insert(history).values({
    organizationId: actor.organizationId,
    id: newId(),
    createdAt: now.toString(),
    subjectType: entry.subject[0],
    subjectId: entry.subject[1],
    orderId: entry.orderId ?? (entry.subject[0] === 'order' ? entry.subject[1] : null),
    customerId: entry.customerId ?? (entry.subject[0] === 'customer' ? entry.subject[1] : null),
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    action: entry.action,
    changes: entry.changes ?? [],
    params: entry.params ?? {},
    reason: entry.reason ?? '',
  })
}
