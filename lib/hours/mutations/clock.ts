import 'server-only'
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { timeEntries } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { dayIn } from '@/lib/time'
import { isEditable } from '../rules/approval'
import { entryMinutes, type Span } from '../rules/entries'

/**
 * Makes the entries of a member on a visit follow the clock: new spans are added, changed ones corrected, and those the
 * clock no longer knows are taken away. An entry that somebody edited keeps its hours; what the clock said stays beside it.
 * What was submitted stays as it is.
 */
export async function bookClock(
  write: Write,
  input: { visitId: string; orderId: string; memberId: string; spans: readonly Span[]; timeZone: string },
): Promise<void> {
  const { db, actor, now } = write
  const { organizationId } = actor
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
  for (const span of input.spans) {
    const entry = byStart.get(instantKey(span.startAt))
    byStart.delete(instantKey(span.startAt))
    if (!entry) {
      await db.insert(timeEntries).values({
        organizationId,
        id: newId(),
        createdAt: now.toString(),
        memberId: input.memberId,
        orderId: input.orderId,
        visitId: input.visitId,
        hourType: span.hourType,
        day: dayIn(input.timeZone, span.startAt),
        startAt: span.startAt,
        endAt: span.endAt,
        minutes: entryMinutes(span.startAt, span.endAt),
        origin: 'clock',
        clockedStartAt: span.startAt,
        clockedEndAt: span.endAt,
      })
      continue
    }
    if (!isEditable(entry.state)) continue
    if (entry.origin === 'clock') {
      await db
        .update(timeEntries)
        .set({
          hourType: span.hourType,
          endAt: span.endAt,
          clockedEndAt: span.endAt,
          minutes: entryMinutes(span.startAt, span.endAt),
          removedAt: null,
        })
        .where(own(entry.id))
    } else await db.update(timeEntries).set({ clockedEndAt: span.endAt }).where(own(entry.id))
  }
  for (const entry of byStart.values()) {
    if (entry.origin !== 'clock' || !isEditable(entry.state)) continue
    await db
      .update(timeEntries)
      .set({ removedAt: now.toString() })
      .where(and(own(entry.id), isNull(timeEntries.removedAt)))
  }
}

function instantKey(at: string | null): number {
  return at ? Date.parse(at) : 0
}
