import 'server-only'
import { and, eq, lt } from 'drizzle-orm'
import { errorCode } from '@/db/client'
import { organizations } from '@/db/schema/auth'
import { visitEvents, visitPositions } from '@/db/schema/execution'
import type { Write } from '@/lib/auth/actor'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { settingsOf } from '@/lib/auth/rules'
import { Refused } from '@/lib/refused'
import { instantOf, notAfter, Temporal } from '@/lib/time'
import type { PositionSettings, SavePosition } from '../input'
import { keptSince } from '../rules/position'

/**
 * Where the phone was at one of its member's own taps, once for each. Nothing is kept, and nothing said of it, when the company
 * keeps no positions (any more), and when it is that old by now. The history, the office's list and the log never have it.
 * Refused, which the phone shows to nobody: common.not_found for a tap of somebody else, or one that was refused itself.
 */
export async function savePosition(write: Write, { at: measured, ...input }: SavePosition): Promise<void> {
  const { actor, db, now } = write
  const { organizationId } = actor
  const [tap] = await db
    .select({ visitId: visitEvents.visitId, memberId: visitEvents.memberId, kind: visitEvents.kind })
    .from(visitEvents)
    .where(and(eq(visitEvents.organizationId, organizationId), eq(visitEvents.id, input.eventId)))
  // A stop that was forgotten is told elsewhere and later: nobody was there then.
  const isOwn = tap?.memberId === actor.id && tap.visitId === input.visitId && tap.kind !== 'stop'
  if (!isOwn) throw new Refused('common.not_found')
  const since = await sinceWhen(write)
  const at = notAfter(measured, now.toString())
  if (!since || Temporal.Instant.compare(instantOf(at), since) < 0) return
  await db
    .insert(visitPositions)
    .values({ organizationId, createdAt: now.toString(), memberId: actor.id, at, ...input })
    .onConflictDoNothing()
    .catch(withoutValues)
}

/**
 * For how many days positions are kept, 0 for not at all. What is older, or all of them, is gone with it. Refused: common.stale
 * with what another saved.
 */
export async function savePositionSettings(
  write: Write,
  { version, positionDays }: PositionSettings,
): Promise<{ version: number }> {
  const saved = await saveSettings(write, { positionDays }, version)
  await forgetPositions(write)
  return saved
}

/** Deletes the positions that are older than the company keeps them; all of them when it keeps none. */
export async function forgetPositions(write: Write): Promise<void> {
  const since = await sinceWhen(write)
  const own = eq(visitPositions.organizationId, write.actor.organizationId)
  await write.db.delete(visitPositions).where(since ? and(own, lt(visitPositions.at, since.toString())) : own)
}

/** Since when positions are kept; null: not at all. Nobody switches it off before this is done: nothing is kept after that. */
async function sinceWhen({ actor, db, now }: Write): Promise<Temporal.Instant | null> {
  const [company] = await db
    .select({ settings: organizations.settings, timeZone: organizations.timeZone })
    .from(organizations)
    .where(eq(organizations.id, actor.organizationId))
    .for('share')
  if (!company) throw new Error('organization of the actor is gone')
  const { positionDays } = settingsOf(company.settings)
  return positionDays > 0 ? keptSince(now, positionDays, company.timeZone) : null
}

/** What the database says of a statement has its values in it, and goes into the log. */
function withoutValues(error: unknown): never {
  throw Object.assign(new Error('a position could not be kept'), { code: errorCode(error) })
}
