import 'server-only'
import { and, between, eq, gt, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { timeEntries } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { dayIn } from '@/lib/time'
import type { HourRules } from '../queries/moments'
import { isEditable } from '../rules/approval'
import type { Stretch } from '../rules/clock'
import { bookableSpan, type EntryWindow, entryMinutes } from '../rules/entries'
import { cutByMoment, type HourMoment } from '../rules/moments'
import { roundedParts } from '../rules/rounding'
import { dayLength } from '../rules/week'
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
  for (const { entry, part, window, minutes } of await partsOf(write, input, byStart)) {
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
        day: dayIn(input.rules.moments.timeZone, part.startAt),
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
    if (entry.origin !== 'clock' || !isEditable(entry.state)) continue
    await db
      .update(timeEntries)
      .set({ removedAt: now.toString() })
      .where(and(own(entry.id), isNull(timeEntries.removedAt)))
  }
}

type Entry = typeof timeEntries.$inferSelect
type Part = Stretch & { moment: HourMoment }
type BookedPart = { entry: Entry | undefined; part: Part; window: EntryWindow; minutes: number }

/** The entries that the stretches of the clock become: what each can book beside other hours, rounded by stretch. Breaks are not. */
async function partsOf(
  write: Write,
  input: { visitId: string; memberId: string; stretches: readonly Stretch[]; rules: HourRules },
  byStart: ReadonlyMap<number, Entry>,
): Promise<BookedPart[]> {
  const { moments, rounding } = input.rules
  const { timeZone } = moments
  const room = await roomBeside(write, { ...input, timeZone })
  return input.stretches.flatMap((stretch) => {
    const rules = stretch.hourType === 'break' ? { ...moments, moments: [] } : moments
    const parts: (BookedPart & { isKept: boolean })[] = []
    for (const part of cutByMoment(stretch, rules)) {
      const entry = byStart.get(instantKey(part.startAt))
      const isKept = entry !== undefined && (!isEditable(entry.state) || entry.origin !== 'clock')
      const window = isKept ? part : room.windowOf(part, parts)
      parts.push({ entry, part, window, isKept, minutes: entryMinutes(window.startAt, window.endAt) })
    }
    const moved = parts.filter(({ isKept }) => !isKept)
    const minutes = moved.map((one) => one.minutes)
    const rounded = stretch.hourType === 'break' ? minutes : roundedParts(minutes, rounding)
    for (const [index, one] of moved.entries()) one.minutes = room.count(one.part, rounded[index] ?? one.minutes)
    return parts
  })
}

/** What can still be booked beside a member's other hours; `count` takes minutes of a part's day, no more than it has left. */
type Room = {
  windowOf: (part: EntryWindow, before: readonly (BookedPart & { isKept: boolean })[]) => EntryWindow
  count: (part: EntryWindow, minutes: number) => number
}

/** Those of this visit that the clock still moves are left out, since they are booked anew. */
async function roomBeside(
  write: Write,
  input: { visitId: string; memberId: string; stretches: readonly Stretch[]; timeZone: string },
): Promise<Room> {
  const [first, last] = [input.stretches[0], input.stretches.at(-1)]
  if (!first || !last) return { windowOf: (part) => part, count: (_, minutes) => minutes }
  const dayOf = (part: EntryWindow) => dayIn(input.timeZone, part.startAt)
  const others = await write.db
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.organizationId, write.actor.organizationId),
        eq(timeEntries.memberId, input.memberId),
        isNull(timeEntries.removedAt),
        or(
          between(timeEntries.day, dayOf(first), dayIn(input.timeZone, last.endAt)),
          and(lt(timeEntries.startAt, last.endAt), gt(timeEntries.endAt, first.startAt)),
        ),
      ),
    )
  const beside = others.filter(
    (entry) => entry.visitId !== input.visitId || entry.origin !== 'clock' || !isEditable(entry.state),
  )
  const windows = beside.flatMap(({ startAt, endAt }) => (startAt && endAt ? [{ startAt, endAt }] : []))
  const booked = new Map<string, number>()
  const add = (day: string, minutes: number) => booked.set(day, (booked.get(day) ?? 0) + minutes)
  for (const { day, minutes } of beside) add(day, minutes)
  const left = (day: string) => Math.max(0, dayLength(input.timeZone, day) - (booked.get(day) ?? 0))
  return {
    windowOf: (part, before) => {
      const taken = before.reduce(
        (sum, one) => sum + (one.isKept || dayOf(one.part) !== dayOf(part) ? 0 : one.minutes),
        0,
      )
      return bookableSpan(part, windows, Math.max(0, left(dayOf(part)) - taken))
    },
    count: (part, minutes) => {
      const day = dayOf(part)
      const most = Math.min(minutes, left(day))
      add(day, most)
      return most
    },
  }
}

function instantKey(at: string | null): number {
  return at ? Date.parse(at) : 0
}
