import 'server-only'
import { and, asc, eq, gte, inArray, isNull, lte } from 'drizzle-orm'
import { timeEntries } from '@/db/schema/hours'
import { hasRole, type Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { addDays, type DayText, dayIn, weekStart } from '@/lib/time'
import { scheduleOf } from '../queries/schedule'
import { isEditable } from '../rules/approval'
import type { HourType } from '../rules/entries'
import { dayLength } from '../rules/week'
import { putEntry, takeAway } from './bookings'
import { handedInOn, lockHours, memberFor, noonOf } from './member'
import { lockWork, refusalOn, type Work, workOf } from './work'

/** Why a day of last week was not copied: a refusal's code, or `hours.already`, `hours.holiday`, `hours.away`. */
export type Skipped = Work & { day: DayText; hourType: HourType; minutes: number; code: string }
export type Copied = { copied: { id: string; day: DayText; minutes: number }[]; skipped: Skipped[] }

/**
 * Books last week's rows on the same weekdays of the week of `from`, with their minutes and without their notes. Hours of
 * visits are not copied. A day that has the row already, is a holiday, leave or not there yet, and work that nothing can
 * be booked on any more, are skipped and told. Refused: common.not_found.
 */
export async function copyWeek(write: Write, input: { memberId?: string | null; from: DayText }): Promise<Copied> {
  const memberId = await memberFor(write, input.memberId)
  const from = weekStart(input.from)
  const { timeZone } = await organizationOf(write)
  const source = await rowsBetween(write, memberId, addDays(from, -7), addDays(from, -1))
  const rows = gathered(source.filter(({ visitId }) => !visitId))
  const locked = await lockWork(write, rows)
  await lockHours(write, memberId)
  const there = await rowsBetween(write, memberId, from, addDays(from, 6))
  const taken = new Set(there.map((row) => keyOf(row, row.day)))
  const booked = new Map<DayText, number>()
  for (const { day, minutes } of there) booked.set(day, (booked.get(day) ?? 0) + minutes)
  const schedule = new Map(
    (await scheduleOf(write, memberId, { from, to: addDays(from, 6) })).map((one) => [one.day, one]),
  )
  const today = dayIn(timeZone, write.now)
  const handedIn = new Map<DayText, string | null>()
  for (const day of new Set(rows.map((row) => addDays(row.day, 7))))
    handedIn.set(day, await handedInOn(write, memberId, day))
  const result: Copied = { copied: [], skipped: [] }
  for (const row of rows) {
    const day = addDays(row.day, 7)
    const dayFacts = schedule.get(day)
    const isFull = (booked.get(day) ?? 0) + row.minutes > dayLength(timeZone, day)
    const code =
      refusalOn(locked, row, day) ??
      (taken.has(keyOf(row, day)) ? 'hours.already' : null) ??
      handedIn.get(day) ??
      (dayFacts?.holiday ? 'hours.holiday' : null) ??
      (dayFacts && dayFacts.away > 0 && dayFacts.away >= dayFacts.scheduled ? 'hours.away' : null) ??
      (day > today ? 'hours.future' : null) ??
      (isFull ? 'hours.day_full' : null)
    if (code) {
      result.skipped.push({ ...row, day, code })
      continue
    }
    const id = newId()
    await putEntry(write, {
      ...row,
      id,
      memberId,
      day,
      notes: '',
      startAt: null,
      endAt: null,
      version: 1,
      before: null,
    })
    booked.set(day, (booked.get(day) ?? 0) + row.minutes)
    result.copied.push({ id, day, minutes: row.minutes })
    await record(write, {
      subject: ['time_entry', id],
      orderId: row.orderId,
      action: 'hours.copy',
      params: { minutes: row.minutes, hourType: row.hourType, day: noonOf(day) },
    })
  }
  await announce(write, 'hours', memberId)
  return result
}

/** Takes back what was copied, as far as nobody has changed or submitted it since. Answers how many went. */
export async function undoCopy(write: Write, { ids }: { ids: string[] }): Promise<{ removed: number }> {
  const mine = and(eq(timeEntries.organizationId, write.actor.organizationId), inArray(timeEntries.id, ids))
  const known = await write.db.select().from(timeEntries).where(mine)
  const members = [...new Set(known.map(({ memberId }) => memberId))].sort()
  const isOthers = members.some((id) => id !== write.actor.id) && !hasRole(write.actor, 'administration')
  if (members.length === 0 || isOthers) throw new Refused('common.not_found')
  await lockWork(write, known.map(workOf))
  for (const memberId of members) await lockHours(write, memberId)
  const entries = await write.db.select().from(timeEntries).where(mine).orderBy(asc(timeEntries.id)).for('update')
  const untouched = entries.filter(
    (entry) => !entry.removedAt && entry.version === 1 && entry.origin === 'manual' && isEditable(entry.state),
  )
  for (const entry of untouched) if (!entry.visitId) await takeAway(write, entry)
  for (const memberId of members) await announce(write, 'hours', memberId)
  return { removed: untouched.length }
}

type Row = Work & { day: DayText; hourType: HourType; minutes: number }

function rowsBetween(write: Write, memberId: string, from: DayText, to: DayText) {
  return write.db
    .select({
      orderId: timeEntries.orderId,
      projectId: timeEntries.projectId,
      phaseId: timeEntries.phaseId,
      visitId: timeEntries.visitId,
      hourType: timeEntries.hourType,
      day: timeEntries.day,
      minutes: timeEntries.minutes,
    })
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.organizationId, write.actor.organizationId),
        eq(timeEntries.memberId, memberId),
        gte(timeEntries.day, from),
        lte(timeEntries.day, to),
        isNull(timeEntries.removedAt),
      ),
    )
    .orderBy(asc(timeEntries.day), asc(timeEntries.id))
    .limit(1000)
}

/** Several entries of one row on one day are copied as one. */
function gathered(entries: readonly Row[]): Row[] {
  const rows = new Map<string, Row>()
  for (const { orderId, projectId, phaseId, hourType, day, minutes } of entries) {
    const work = { orderId, projectId, phaseId }
    const key = keyOf({ ...work, hourType }, day)
    rows.set(key, { ...work, hourType, day, minutes: minutes + (rows.get(key)?.minutes ?? 0) })
  }
  return [...rows.values()]
}

function keyOf(row: Work & { hourType: HourType }, day: DayText): string {
  return [row.orderId, row.projectId, row.phaseId, row.hourType, day].join()
}
