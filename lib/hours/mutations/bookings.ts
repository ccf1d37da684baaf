import 'server-only'
import { and, eq, gt, isNull, lt, ne } from 'drizzle-orm'
import { timeEntries } from '@/db/schema/hours'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import { removeSourceLine } from '@/lib/orders/mutations/source-lines'
import { Refused } from '@/lib/refused'
import { addDays, type DayText, dayIn, instantAt } from '@/lib/time'
import type { SaveBooking } from '../input'
import { windowColumns } from '../queries/visit'
import { type EntryWindow, entryMinutes, entryRefusal, type HourType } from '../rules/entries'
import { lockHours, memberFor, noonOf, refuseFullDay, refuseLocked } from './member'
import { billHoursOnOrder } from './order-line'
import { priceOnProject } from './price'
import { lockWork, refuseWork, type Work, workOf } from './work'

type Entry = typeof timeEntries.$inferSelect

/**
 * Hours of a member on a day, on an order, a project or neither. Without `version` they are new: the same id with the same
 * hours again is once, and brings back what was removed. Times that were clocked stay beside what is typed over them.
 * Refused: common.not_found, common.stale {current}, hours.locked, hours.of_visit, hours.future, hours.window,
 * hours.overlap, hours.day_full, hours.order_invoiced, orders.cancelled, orders.line_on_invoice, projects.closed,
 * projects.not_begun, projects.ended.
 */
export async function saveBooking(write: Write, input: SaveBooking): Promise<{ version: number; minutes: number }> {
  const known = await peek(write, input.id)
  const memberId = await memberFor(write, known?.memberId ?? input.memberId)
  if (known && input.memberId && known.memberId !== input.memberId) throw new Refused('common.not_found')
  const work = workOf(input)
  const locked = await lockWork(write, [work, ...(known ? [workOf(known)] : [])])
  await lockHours(write, memberId)
  const before = await entryById(write, input.id)
  const kept = before && !before.removedAt ? before : null
  if (before?.visitId) throw new Refused('hours.of_visit')
  if (before) await refuseLocked(write, before)
  const { timeZone } = await organizationOf(write)
  const window = windowOf(timeZone, input, before ?? null)
  const minutes = window ? entryMinutes(window.startAt, window.endAt) : (input.minutes ?? 0)
  const wanted = { ...work, day: input.day, hourType: input.hourType, minutes, notes: input.notes, ...times(window) }
  const version = (before?.version ?? 0) + 1
  if (kept && (input.version ?? null) === null) {
    if (changesBetween(comparable(kept), comparable(wanted)).length > 0) throw staleAt(kept)
    return { version: kept.version, minutes }
  }
  if (input.version && !kept) throw new Refused('common.not_found')
  if (kept && kept.version !== input.version) throw staleAt(kept)
  refuseWork(locked, work, input.day)
  await refuseTime(write, timeZone, { memberId, day: input.day, minutes, window, exceptId: input.id })
  if (before?.orderId && before.orderId !== work.orderId) await unbill(write, before.orderId, before.id)
  await putEntry(write, { id: input.id, memberId, version, before: before ?? null, ...wanted })
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
  const known = await peek(write, input.id)
  if (!known) throw new Refused('common.not_found')
  await memberFor(write, known.memberId)
  await lockWork(write, [workOf(known)])
  await lockHours(write, known.memberId)
  const entry = await entryById(write, input.id)
  if (!entry || entry.removedAt) throw new Refused('common.not_found')
  if (entry.visitId) throw new Refused('hours.of_visit')
  await refuseLocked(write, entry)
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
  const { id, before, isClocked, ...row } = wanted
  const price = row.projectId
    ? await priceOnProject(write, { ...row, projectId: row.projectId })
    : { price: null, rateId: null, netAmount: null }
  const values = { ...row, ...price, removedAt: null }
  if (before)
    await write.db
      .update(timeEntries)
      .set({ ...values, origin: before.clockedStartAt ? 'edited' : before.origin })
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

/** Refused: hours.future, hours.window, hours.overlap, hours.day_full. */
export async function refuseTime(
  write: Write,
  timeZone: string,
  hours: { memberId: string; day: DayText; minutes: number; window: EntryWindow | null; exceptId: string },
): Promise<void> {
  if (hours.day > dayIn(timeZone, write.now)) throw new Refused('hours.future', { fields: { day: 'hours.future' } })
  if (hours.window) {
    const others = await write.db
      .select(windowColumns)
      .from(timeEntries)
      .where(
        and(
          eq(timeEntries.organizationId, write.actor.organizationId),
          eq(timeEntries.memberId, hours.memberId),
          isNull(timeEntries.removedAt),
          ne(timeEntries.id, hours.exceptId),
          lt(timeEntries.startAt, hours.window.endAt),
          gt(timeEntries.endAt, hours.window.startAt),
        ),
      )
      .limit(1)
    const refusal = entryRefusal(hours.window, others, write.now.toString())
    if (refusal) throw new Refused(refusal, { fields: { to: refusal } })
  }
  await refuseFullDay(write, timeZone, hours)
}

const own = (write: Write, id: string) =>
  and(eq(timeEntries.organizationId, write.actor.organizationId), eq(timeEntries.id, id))

/** Without a lock: only to know what to lock before it. */
async function peek(write: Write, id: string): Promise<Entry | undefined> {
  const [entry] = await write.db.select().from(timeEntries).where(own(write, id))
  return entry
}

async function entryById(write: Write, id: string): Promise<Entry | undefined> {
  const [entry] = await write.db.select().from(timeEntries).where(own(write, id)).for('update')
  return entry
}

function unbill(write: Write, orderId: string, sourceId: string): Promise<void> {
  return removeSourceLine(write, { orderId, source: 'time_entry', sourceId })
}

/** The typed times on that day; minutes that stay the same keep the times they came from, also when they come back. */
function windowOf(timeZone: string, input: SaveBooking, before: Entry | null): EntryWindow | null {
  if (input.from && input.to) {
    const endAt =
      input.to === '00:00' ? instantAt(timeZone, addDays(input.day, 1)) : instantAt(timeZone, input.day, input.to)
    return { startAt: instantAt(timeZone, input.day, input.from), endAt }
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
