import 'server-only'
import { and, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'

/** Answers that ask something of a planner. Who asked for another time of a visit that was taken away is past asking. */
export function unseenAnswers(read: Read) {
  return and(
    eq(visits.organizationId, read.actor.organizationId),
    inArray(visits.customerAnswer, ['asked', 'picked', 'cancelled']),
    isNull(visits.answerSeenAt),
    or(ne(visits.customerAnswer, 'asked'), eq(visits.status, 'planned')),
  )
}

/** How many of them wait, counted no further than 100. */
export async function unseenCount(read: Read): Promise<number> {
  const waiting = read.db.select({ id: visits.id }).from(visits).where(unseenAnswers(read)).limit(100).as('waiting')
  const [row] = await read.db.select({ count: sql<number>`count(*)::int` }).from(waiting)
  return row?.count ?? 0
}
