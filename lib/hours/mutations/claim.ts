import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import { lockHours, memberFor, refuseLocked } from './member'
import { type LockedWork, lockWork, type Work, workOf } from './work'

type Line = Parameters<typeof refuseLocked>[1] & Work & { visitId: string | null }

/**
 * Hours or an expense of the week sheet as they stand, or null when they are new, with everything locked in the one order:
 * what they are for now and before, the member's hours, the row itself. `find` reads it, first only to know what to lock.
 * Refused: common.not_found for somebody else's, hours.of_visit, hours.locked.
 */
export async function claimLine<Row extends Line>(
  write: Write,
  wanted: { memberId?: string | null; work?: Work },
  find: (isLocking: boolean) => Promise<Row | undefined>,
): Promise<{ memberId: string; locked: LockedWork; before: Row | null }> {
  const known = await find(false)
  const memberId = await memberFor(write, known?.memberId ?? wanted.memberId)
  if (known && wanted.memberId && known.memberId !== wanted.memberId) throw new Refused('common.not_found')
  const locked = await lockWork(write, [...(wanted.work ? [wanted.work] : []), ...(known ? [workOf(known)] : [])])
  await lockHours(write, memberId)
  const before = (await find(true)) ?? null
  if (before?.visitId) throw new Refused('hours.of_visit')
  if (before) await refuseLocked(write, before)
  return { memberId, locked, before }
}
