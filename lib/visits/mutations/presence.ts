import 'server-only'
import { and, eq } from 'drizzle-orm'
import { visits } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { announcePresence } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { WatchInput } from '../input'

/** Somebody looks at a visit, or no longer: every board hears it, nothing is written. Refused: common.not_found. */
export async function watchVisit(write: Write, { visitId, isHere }: WatchInput): Promise<{ id: string }> {
  const [visit] = await write.db
    .select({ id: visits.id })
    .from(visits)
    .where(and(eq(visits.organizationId, write.actor.organizationId), eq(visits.id, visitId)))
  if (!visit) throw new Refused('common.not_found')
  await announcePresence(write, visitId, isHere)
  return visit
}
