import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { timeEntries } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { dayIn, instantOf } from '@/lib/time'
import type { AddEntry, EditEntry } from '../input'
import { kindOf } from '../queries/moments'
import { type EntryWindow, entryMinutes } from '../rules/entries'
import { lockHours, refuseLocked, refuseTime } from './member'
import { lockMendedVisit, lockMyOpenVisit, type MyVisit, refuseClosed, refuseOthers } from './my-visit'
import { followOnOrder } from './order-line'

type Entry = typeof timeEntries.$inferSelect
type VisitEntry = Entry & EntryWindow

/**
 * Hours the clock missed, with why. The same id twice is one entry.
 * Refused: common.not_found, hours.closed, hours.not_yours, hours.window, hours.too_long, hours.future,
 * hours.overlap, hours.day_full.
 */
export async function addEntry(write: Write, input: AddEntry): Promise<void> {
  const mine = await lockMyOpenVisit(write, input.visitId)
  const memberId = input.memberId ?? write.actor.id
  refuseOthers(write, mine, { memberId, state: 'open' })
  await lockHours(write, memberId)
  const { organizationId } = write.actor
  const window = { startAt: instantOf(input.startAt).toString(), endAt: instantOf(input.endAt).toString() }
  const [earlier] = await write.db
    .select({ id: timeEntries.id })
    .from(timeEntries)
    .where(and(eq(timeEntries.organizationId, organizationId), eq(timeEntries.id, input.id)))
  if (earlier) return
  const minutes = entryMinutes(window.startAt, window.endAt)
  const { timeZone } = await organizationOf(write)
  const day = dayIn(timeZone, window.startAt)
  await refuseTime(write, timeZone, { memberId, day, minutes, window, exceptId: input.id })
  await write.db.insert(timeEntries).values({
    organizationId,
    id: input.id,
    createdAt: write.now.toString(),
    memberId,
    orderId: mine.order.id,
    visitId: mine.visit.id,
    hourType: input.hourType,
    day,
    ...window,
    minutes,
    ...(await kindOf(write, { day, hourType: input.hourType, ...window }, null)),
    origin: 'manual',
    reason: input.reason,
  })
  await tell(write, mine, input.id, {
    action: 'hours.add',
    params: { minutes, hourType: input.hourType },
    reason: input.reason,
  })
}

/**
 * Other hours than the clock's, with why; what was clocked stays beside them. Of a closed visit only
 * what was sent back, by the administration too, and the order's line follows. Refused: as addEntry, hours.locked, common.stale {current},
 * orders.line_on_invoice.
 */
export async function editEntry(write: Write, input: EditEntry): Promise<{ version: number }> {
  const { entry, mine } = await lockEntry(write, input.id, input.version)
  const window = { startAt: instantOf(input.startAt).toString(), endAt: instantOf(input.endAt).toString() }
  const { timeZone } = await organizationOf(write)
  const day = dayIn(timeZone, window.startAt)
  // Other hours at the same time keep their minutes as they were rounded.
  const isSameWindow =
    instantOf(entry.startAt).toString() === window.startAt && instantOf(entry.endAt).toString() === window.endAt
  const minutes = isSameWindow ? entry.minutes : entryMinutes(window.startAt, window.endAt)
  const after = { hourType: input.hourType, ...window, minutes }
  await refuseTime(write, timeZone, {
    memberId: entry.memberId,
    day,
    minutes: after.minutes,
    window,
    exceptId: entry.id,
  })
  const version = entry.version + 1
  const kind = await kindOf(write, { ...after, day }, entry)
  await write.db
    .update(timeEntries)
    .set({
      ...after,
      ...kind,
      day,
      version,
      reason: input.reason,
      origin: entry.origin === 'manual' ? 'manual' : 'edited',
    })
    .where(and(eq(timeEntries.organizationId, write.actor.organizationId), eq(timeEntries.id, entry.id)))
  const { hourType, startAt, endAt } = entry
  await followOnOrder(write, mine, { ...entry, ...after, ...kind, earlier: entry })
  await announce(write, 'hours', entry.memberId)
  await tell(write, mine, entry.id, {
    action: 'hours.edit',
    params: { minutes: after.minutes, hourType: after.hourType },
    changes: changesBetween(
      { hourType, minutes: entry.minutes, startAt: instantOf(startAt).toString(), endAt: instantOf(endAt).toString() },
      after,
    ),
    reason: input.reason,
  })
  return { version }
}

/** Takes hours away, with why; the row stays with what was clocked. Refused: as editEntry. */
export async function removeEntry(write: Write, input: { id: string; version: number; reason: string }): Promise<void> {
  const { entry, mine } = await lockEntry(write, input.id, input.version)
  await write.db
    .update(timeEntries)
    .set({
      removedAt: write.now.toString(),
      reason: input.reason,
      version: entry.version + 1,
      origin: entry.origin === 'manual' ? 'manual' : 'edited',
    })
    .where(and(eq(timeEntries.organizationId, write.actor.organizationId), eq(timeEntries.id, entry.id)))
  await followOnOrder(write, mine, { ...entry, minutes: 0, earlier: entry })
  await announce(write, 'hours', entry.memberId)
  await tell(write, mine, entry.id, {
    action: 'hours.remove',
    params: { minutes: entry.minutes, hourType: entry.hourType },
    reason: input.reason,
  })
}

async function lockEntry(
  write: Write,
  entryId: string,
  version: number,
): Promise<{ entry: VisitEntry; mine: MyVisit }> {
  const own = and(eq(timeEntries.organizationId, write.actor.organizationId), eq(timeEntries.id, entryId))
  const [found] = await write.db
    .select({ visitId: timeEntries.visitId, memberId: timeEntries.memberId })
    .from(timeEntries)
    .where(own)
  if (!found?.visitId) throw new Refused('common.not_found')
  const mine = await lockMendedVisit(write, found.visitId)
  await lockHours(write, found.memberId)
  const [entry] = await write.db
    .select()
    .from(timeEntries)
    .where(and(own, isNull(timeEntries.removedAt)))
    .for('update')
  if (!entry || !isTimed(entry)) throw new Refused('common.not_found')
  refuseOthers(write, mine, entry)
  await refuseLocked(write, entry)
  refuseClosed(mine, entry)
  if (entry.version !== version) throw new Refused('common.stale', { current: entry })
  return { entry, mine }
}

/** Hours of a visit always have a time (check time_entries_visit). */
function isTimed(entry: Entry): entry is VisitEntry {
  return entry.startAt !== null && entry.endAt !== null
}

async function tell(
  write: Write,
  { visit, order }: MyVisit,
  entryId: string,
  entry: Omit<Parameters<typeof record>[1], 'subject'>,
): Promise<void> {
  await record(write, { subject: ['time_entry', entryId], orderId: order.id, ...entry })
  await announce(write, 'visit', visit.id, visit.version)
}
