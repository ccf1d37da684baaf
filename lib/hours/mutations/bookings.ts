import 'server-only'
import { and, eq } from 'drizzle-orm'
import { timeEntries } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import { removeSourceLine } from '@/lib/orders/mutations/source-lines'
import { Refused } from '@/lib/refused'
import { addDays, type DayText, instantAt } from '@/lib/time'
import type { SaveBooking } from '../input'
import { kindOf } from '../queries/moments'
import { type EntryWindow, entryMinutes, type HourType } from '../rules/entries'
import { claimLine } from './claim'
import { noonOf, refuseHandedIn, refuseTime } from './member'
import { billHoursOnOrder } from './order-line'
import { priceOnProject } from './price'
import { refuseWork, type Work, workOf } from './work'

type Entry = typeof timeEntries.$inferSelect

/**
 * Hours of a member on a day, on an order, a project or neither. Without `version` they are new: the same id with the same
 * hours again is once, and brings back what was removed. Times that were clocked stay beside what is typed over them.
 * Refused: common.not_found, common.stale {current}, hours.locked, hours.of_visit, hours.future, hours.window,
 * hours.overlap, hours.day_full, hours.week_submitted {week}, hours.week_approved {week}, hours.order_invoiced,
 * orders.cancelled, orders.line_on_invoice, projects.closed, projects.not_begun, projects.ended.
 */
export async function saveBooking(write: Write, input: SaveBooking): Promise<{ version: number; minutes: number }> {
  const work = workOf(input)
  const { memberId, locked, before } = await claimLine(write, { memberId: input.memberId, work }, (isLocking) =>
    find(write, input.id, isLocking),
  )
  const kept = before && !before.removedAt ? before : null
  const { timeZone } = await organizationOf(write)
  const window = windowOf(timeZone, input, before)
  const minutes = minutesOf(input, window, before)
  const wanted = { ...work, day: input.day, hourType: input.hourType, minutes, notes: input.notes, ...times(window) }
  const version = (before?.version ?? 0) + 1
  if (kept && (input.version ?? null) === null) {
    if (changesBetween(comparable(kept), comparable(wanted)).length > 0) throw staleAt(kept)
    return { version: kept.version, minutes }
  }
  if (input.version && !kept) throw new Refused('common.not_found')
  if (kept && kept.version !== input.version) throw staleAt(kept)
  refuseWork(locked, work, input.day)
  if (kept?.day !== input.day) await refuseHandedIn(write, memberId, input.day)
  await refuseTime(write, timeZone, { memberId, day: input.day, minutes, window, exceptId: input.id })
  if (before?.orderId && before.orderId !== work.orderId) await unbill(write, before.orderId, before.id)
  await putEntry(write, { id: input.id, memberId, version, before, ...wanted })
  await record(write, {
    subject: ['time_entry', input.id],
    orderId: work.orderId,
    action: kept ? 'hours.book_edit' : 'hours.book',
    params: { minutes, hourType: input.hourType, day: noonOf(input.day) },
    changes: changesBetween(kept ? comparable(kept) : {}, comparable(wanted)),
  })
  await announce(write, 'hours', memberId)
  return { version, minutes }
}

/** Takes booked hours away; saving them again with their id brings them back. Refused: as saveBooking. */
export async function removeBooking(write: Write, input: { id: string; version: number }): Promise<void> {
  const { before: entry } = await claimLine(write, {}, (isLocking) => find(write, input.id, isLocking))
  if (!entry || entry.removedAt) throw new Refused('common.not_found')
  if (entry.version !== input.version) throw staleAt(entry)
  await takeAway(write, entry)
  await announce(write, 'hours', entry.memberId)
}

/** The row goes, its order line too, and the history says so. The member's hours are locked. */
export async function takeAway(write: Write, entry: Entry): Promise<void> {
  if (entry.orderId) await unbill(write, entry.orderId, entry.id)
  await write.db
    .update(timeEntries)
    .set({ removedAt: write.now.toString(), version: entry.version + 1 })
    .where(own(write, entry.id))
  await record(write, {
    subject: ['time_entry', entry.id],
    orderId: entry.orderId,
    action: 'hours.book_remove',
    params: { minutes: entry.minutes, hourType: entry.hourType, day: noonOf(entry.day) },
  })
}

type Wanted = Work & {
  id: string
  memberId: string
  day: DayText
  hourType: HourType
  minutes: number
  notes: string
  startAt: string | null
  endAt: string | null
  version: number
  before: Entry | null
  /** Followed from a timer: what it said stays beside what is made of it later. */
  isClocked?: boolean
}

/** Writes hours that were checked, with their price on a project or their line on an order. */
export async function putEntry(write: Write, wanted: Wanted): Promise<void> {
  const { id, before, isClocked, ...given } = wanted
  const row = { ...given, ...(await kindOf(write, given, before)) }
  const price = row.projectId
    ? await priceOnProject(write, { ...row, projectId: row.projectId })
    : { price: null, rateId: null, netAmount: null }
  const values = { ...row, ...price, removedAt: null }
  if (before)
    await write.db
      .update(timeEntries)
      .set({ ...values, origin: before.clockedStartAt && !isClocked ? 'edited' : before.origin })
      .where(own(write, id))
  else
    await write.db.insert(timeEntries).values({
      organizationId: write.actor.organizationId,
      id,
      createdAt: write.now.toString(),
      ...values,
      origin: isClocked ? 'clock' : 'manual',
      clockedStartAt: isClocked ? row.startAt : null,
      clockedEndAt: isClocked ? row.endAt : null,
    })
  if (row.orderId) await billHoursOnOrder(write, { ...row, id, orderId: row.orderId })
}

const own = (write: Write, id: string) =>
  and(eq(timeEntries.organizationId, write.actor.organizationId), eq(timeEntries.id, id))

async function find(write: Write, id: string, isLocking: boolean): Promise<Entry | undefined> {
  const query = write.db.select().from(timeEntries).where(own(write, id))
  const [entry] = await (isLocking ? query.for('update') : query)
  return entry
}

function unbill(write: Write, orderId: string, sourceId: string): Promise<void> {
  return removeSourceLine(write, { orderId, source: 'time_entry', sourceId })
}

/** Times that were only looked at: they keep their seconds, and their minutes as they were rounded. */
function isSameToTheMinute(before: Pick<Entry, 'startAt' | 'endAt'>, typed: EntryWindow): boolean {
  const minute = (at: string | null) => (at ? Math.floor(Date.parse(at) / 60_000) : null)
  return minute(before.startAt) === minute(typed.startAt) && minute(before.endAt) === minute(typed.endAt)
}

function minutesOf(input: SaveBooking, window: EntryWindow | null, before: Entry | null): number {
  if (!window) return input.minutes ?? 0
  return before && isSameToTheMinute(before, window) ? before.minutes : entryMinutes(window.startAt, window.endAt)
}

/** The typed times on that day; minutes that stay the same keep the times they came from, also when they come back. */
function windowOf(timeZone: string, input: SaveBooking, before: Entry | null): EntryWindow | null {
  if (input.from && input.to) {
    const endAt =
      input.to === '00:00' ? instantAt(timeZone, addDays(input.day, 1)) : instantAt(timeZone, input.day, input.to)
    const typed = { startAt: instantAt(timeZone, input.day, input.from), endAt }
    return before?.startAt && before.endAt && isSameToTheMinute(before, typed)
      ? { startAt: before.startAt, endAt: before.endAt }
      : typed
  }
  if (!before?.startAt || !before.endAt || before.minutes !== input.minutes || before.day !== input.day) return null
  return { startAt: before.startAt, endAt: before.endAt }
}

const times = (window: EntryWindow | null) => ({ startAt: window?.startAt ?? null, endAt: window?.endAt ?? null })

type Comparable = Pick<
  Entry,
  'orderId' | 'projectId' | 'phaseId' | 'day' | 'hourType' | 'minutes' | 'notes' | 'startAt' | 'endAt'
>

function comparable({ orderId, projectId, phaseId, day, hourType, minutes, notes, startAt, endAt }: Comparable) {
  const at = (text: string | null) => (text ? Date.parse(text) : null)
  return { orderId, projectId, phaseId, day, hourType, minutes, notes, startAt: at(startAt), endAt: at(endAt) }
}

/** What stands now, as it is typed. */
function staleAt({ id, version, day, hourType, minutes, notes, state }: Entry): Refused {
  return new Refused('common.stale', { current: { id, version, day, hourType, minutes, notes, state } })
}
