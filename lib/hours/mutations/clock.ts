import 'server-only'
import { and, between, eq, gt, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { timeEntries } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { dayIn } from '@/lib/time'
import type { HourRules } from '../queries/moments'
import { isEditable } from '../rules/approval'
import type { Stretch } from '../rules/clock'
import { clockedParts } from '../rules/clocked'
import { lockHours } from './member'

/**
 * Makes the entries of a member on a visit follow the clock, cut by midnight and by what hours they are, and rounded as the
 * company does: new ones are added, changed ones corrected, and those the clock no longer knows are taken away. An entry that
 * somebody edited keeps its hours; what the clock said stays beside it. What was submitted stays as it is. Time that is booked
 * elsewhere, and more than a day lasts, is not booked again (bookableSpan): there too the clock's own times stay beside it.
 */
export async function bookClock(
  write: Write,
  input: { visitId: string; orderId: string; memberId: string; stretches: readonly Stretch[]; rules: HourRules },
): Promise<void> {
  const { db, actor, now } = write
  const { organizationId } = actor
  await lockHours(write, input.memberId)
  const known = await db
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.organizationId, organizationId),
        eq(timeEntries.visitId, input.visitId),
        eq(timeEntries.memberId, input.memberId),
        isNotNull(timeEntries.clockedStartAt),
      ),
    )
  const own = (id: string) => and(eq(timeEntries.organizationId, organizationId), eq(timeEntries.id, id))
  const byStart = new Map(known.map((entry) => [instantKey(entry.clockedStartAt), entry]))
  const isKept = (startAt: string) => {
    const entry = byStart.get(instantKey(startAt))
    return entry !== undefined && !isMoved(entry)
  }
  const beside = await besideOf(write, input)
  for (const { part, window, minutes } of clockedParts(input.stretches, input.rules, { beside, isKept })) {
    const entry = byStart.get(instantKey(part.startAt))
    byStart.delete(instantKey(part.startAt))
    const { moment, hourType } = part
    const surcharge = input.rules.surchargeOf(moment)
    const booked = { hourType, startAt: window.startAt, endAt: window.endAt, minutes, moment, surcharge }
    if (!entry) {
      await db.insert(timeEntries).values({
        organizationId,
        id: newId(),
        createdAt: now.toString(),
        memberId: input.memberId,
        orderId: input.orderId,
        visitId: input.visitId,
        day: part.day,
        ...booked,
        origin: 'clock',
        clockedStartAt: part.startAt,
        clockedEndAt: part.endAt,
      })
      continue
    }
    if (!isEditable(entry.state)) continue
    if (entry.origin === 'clock')
      await db
        .update(timeEntries)
        .set({ ...booked, clockedEndAt: part.endAt, removedAt: null })
        .where(own(entry.id))
    else await db.update(timeEntries).set({ clockedEndAt: part.endAt }).where(own(entry.id))
  }
  for (const entry of byStart.values()) {
    if (!isMoved(entry)) continue
    await db
      .update(timeEntries)
      .set({ removedAt: now.toString() })
      .where(and(own(entry.id), isNull(timeEntries.removedAt)))
  }
}

type Entry = typeof timeEntries.$inferSelect

/** Hours of the member about when the clock ran; those of this visit that the clock still moves are left out, since they are booked anew. */
async function besideOf(
  { db, actor }: Write,
  input: { visitId: string; memberId: string; stretches: readonly Stretch[]; rules: HourRules },
): Promise<Entry[]> {
  const [first, last] = [input.stretches[0], input.stretches.at(-1)]
  if (!first || !last) return []
  const dayOf = (at: string) => dayIn(input.rules.moments.timeZone, at)
  const others = await db
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.organizationId, actor.organizationId),
        eq(timeEntries.memberId, input.memberId),
        isNull(timeEntries.removedAt),
        or(
          between(timeEntries.day, dayOf(first.startAt), dayOf(last.endAt)),
          and(lt(timeEntries.startAt, last.endAt), gt(timeEntries.endAt, first.startAt)),
        ),
      ),
    )
  return others.filter((entry) => entry.visitId !== input.visitId || !isMoved(entry))
}

/** Whether the clock still says these hours: nobody edited them, and they were not handed in. */
function isMoved({ origin, state }: Entry): boolean {
  return origin === 'clock' && isEditable(state)
}

function instantKey(at: string | null): number {
  return at ? Date.parse(at) : 0
}
