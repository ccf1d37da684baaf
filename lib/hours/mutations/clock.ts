import 'server-only'
import { and, eq, gt, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { timeEntries } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { dayIn } from '@/lib/time'
import { isEditable } from '../rules/approval'
import { bookableSpan, type EntryWindow, entryMinutes, type Span } from '../rules/entries'
import { dayLength } from '../rules/week'
import { lockHours } from './member'

/**
 * Makes the entries of a member on a visit follow the clock: new spans are added, changed ones corrected, and those the
 * clock no longer knows are taken away. An entry that somebody edited keeps its hours; what the clock said stays beside it.
 * What was submitted stays as it is. Time that is booked elsewhere, and more than a day lasts, is not booked again
 * (bookableSpan): there too the clock's own times stay beside it.
 */
export async function bookClock(
  write: Write,
  input: { visitId: string; orderId: string; memberId: string; spans: readonly Span[]; timeZone: string },
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
  const room = await roomBeside(write, input)
  const own = (id: string) => and(eq(timeEntries.organizationId, organizationId), eq(timeEntries.id, id))
  const byStart = new Map(known.map((entry) => [instantKey(entry.clockedStartAt), entry]))
  for (const span of input.spans) {
    const entry = byStart.get(instantKey(span.startAt))
    byStart.delete(instantKey(span.startAt))
    const isKept = entry && (!isEditable(entry.state) || entry.origin !== 'clock')
    const window = isKept ? span : room(span)
    const minutes = entryMinutes(window.startAt, window.endAt)
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
        startAt: window.startAt,
        endAt: window.endAt,
        minutes,
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
          startAt: window.startAt,
          endAt: window.endAt,
          clockedEndAt: span.endAt,
          minutes,
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

/**
 * What of each next span can be booked beside the member's other hours: those of this visit that the clock still moves are
 * left out, since they are booked anew.
 */
async function roomBeside(
  write: Write,
  input: { visitId: string; memberId: string; spans: readonly Span[]; timeZone: string },
): Promise<(span: Span) => EntryWindow> {
  const days = [...new Set(input.spans.map((span) => dayIn(input.timeZone, span.startAt)))]
  const [first, last] = [input.spans[0], input.spans.at(-1)]
  if (!first || !last) return (span) => span
  const others = await write.db
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.organizationId, write.actor.organizationId),
        eq(timeEntries.memberId, input.memberId),
        isNull(timeEntries.removedAt),
        or(
          inArray(timeEntries.day, days),
          and(lt(timeEntries.startAt, last.endAt), gt(timeEntries.endAt, first.startAt)),
        ),
      ),
    )
  const beside = others.filter(
    (entry) => entry.visitId !== input.visitId || entry.origin !== 'clock' || !isEditable(entry.state),
  )
  const windows = beside.flatMap(({ startAt, endAt }) => (startAt && endAt ? [{ startAt, endAt }] : []))
  const booked = new Map<string, number>()
  const count = (day: string, minutes: number) => booked.set(day, (booked.get(day) ?? 0) + minutes)
  for (const { day, minutes } of beside) count(day, minutes)
  return (span) => {
    const day = dayIn(input.timeZone, span.startAt)
    const window = bookableSpan(span, windows, dayLength(input.timeZone, day) - (booked.get(day) ?? 0))
    count(day, entryMinutes(window.startAt, window.endAt))
    return window
  }
}

function instantKey(at: string | null): number {
  return at ? Date.parse(at) : 0
}
