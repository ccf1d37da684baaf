import 'server-only'
import { and, desc, eq, or } from 'drizzle-orm'
import { history } from '@/db/schema/history'
import { given, statement } from '@/db/statement'
import type { Read } from '@/lib/auth/actor'

const columns = {
  id: history.id,
  at: history.createdAt,
  actorKind: history.actorKind,
  actorName: history.actorName,
  action: history.action,
  changes: history.changes,
  params: history.params,
  reason: history.reason,
  subjectType: history.subjectType,
  subjectId: history.subjectId,
}

/** The newest of an order: every order's page asks for them. */
const ofOrder = statement((db) =>
  db
    .select(columns)
    .from(history)
    .where(
      and(
        eq(history.organizationId, given('own')),
        or(
          and(eq(history.subjectType, 'order'), eq(history.subjectId, given('order'))),
          eq(history.orderId, given('order')),
        ),
      ),
    )
    .orderBy(desc(history.id))
    .limit(given('limit')),
)

export type HistoryEntry = Awaited<ReturnType<typeof timeline>>[number]

/** The newest entries about a record (and, for an order or customer, about everything below it), newest first. */
export function timeline(read: Read, subject: readonly [type: string, id: string], options: { limit?: number } = {}) {
  const [type, id] = subject
  const limit = Math.min(options.limit ?? 50, 200)
  if (type === 'order') return ofOrder(read.db, { own: read.actor.organizationId, order: id, limit })
  const about = and(eq(history.subjectType, type), eq(history.subjectId, id))
  const below = type === 'customer' ? eq(history.customerId, id) : undefined
  return read.db
    .select(columns)
    .from(history)
    .where(and(eq(history.organizationId, read.actor.organizationId), below ? or(about, below) : about))
    .orderBy(desc(history.id))
    .limit(limit)
}
