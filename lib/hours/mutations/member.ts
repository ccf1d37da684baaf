import 'server-only'
import { and, eq, gt, isNull, lt, ne, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { timeEntries } from '@/db/schema/hours'
import { hasRole, type Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import { type DayText, dayIn } from '@/lib/time'
import { windowColumns } from '../queries/visit'
import { handedInRefusal, isEditable, type LineState } from '../rules/approval'
import { type EntryWindow, entryRefusal } from '../rules/entries'
import { dayLength, hoursPeriod, minutesText, weekNumber } from '../rules/week'

/**
 * Whose hours these are: one's own, or for the administration those of any member of the company.
 * Refused: common.not_found for somebody unknown, and for anybody else's.
 */
export async function memberFor(write: Write, memberId?: string | null): Promise<string> {
  const wanted = memberId ?? write.actor.id
  if (wanted !== write.actor.id && !hasRole(write.actor, 'administration')) throw new Refused('common.not_found')
  const [member] = await write.db
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, wanted)))
  if (!member) throw new Refused('common.not_found')
  return member.id
}

/**
 * Changes of one member's hours follow one another until the transaction ends, so that no two together book more than a
 * day has, or the same time twice. Taken after orders and projects.
 */
export async function lockHours(write: Write, memberId: string): Promise<void> {
  await write.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`hours ${memberId}`}, 0))`)
}

type Hours = { memberId: string; day: DayText; minutes: number; window: EntryWindow | null; exceptId: string }

/**
 * Whether a member can have these hours beside their others; lockHours() is held.
 * Refused: hours.future, hours.window, hours.too_long, hours.overlap, hours.day_full {most, left}.
 */
export async function refuseTime(write: Write, timeZone: string, hours: Hours): Promise<void> {
  if (hours.day > dayIn(timeZone, write.now)) throw new Refused('hours.future', { fields: { day: 'hours.future' } })
  if (hours.window) await refuseOverlap(write, { ...hours, window: hours.window })
  await refuseFullDay(write, timeZone, hours)
}

async function refuseOverlap(
  write: Write,
  { memberId, window, exceptId }: Pick<Hours, 'memberId' | 'exceptId'> & { window: EntryWindow },
): Promise<void> {
  const others = await write.db
    .select(windowColumns)
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.organizationId, write.actor.organizationId),
        eq(timeEntries.memberId, memberId),
        isNull(timeEntries.removedAt),
        ne(timeEntries.id, exceptId),
        lt(timeEntries.startAt, window.endAt),
        gt(timeEntries.endAt, window.startAt),
      ),
    )
    .limit(1)
  const refusal = entryRefusal(window, others, write.now.toString())
  if (refusal) throw new Refused(refusal, { fields: { to: refusal } })
}

/**
 * Why nothing new can be booked on a day (handedInRefusal), by what was handed in of the same week and month: people hand in
 * either. A visit that is not closed stays behind then, and says nothing. lockHours() is held.
 */
export async function handedInOn(
  write: Write,
  memberId: string,
  day: DayText,
): Promise<ReturnType<typeof handedInRefusal>> {
  const [week, month] = [hoursPeriod('week', day), hoursPeriod('month', day)]
  const part = (table: 'time_entries' | 'expenses') =>
    sql`select state from ${sql.raw(table)} where organization_id = ${write.actor.organizationId} and member_id = ${memberId}
        and day between ${week.from} and ${week.to} and day between ${month.from} and ${month.to}
        and removed_at is null and not (state = 'open' and visit_id is not null)`
  const rows = await write.db.execute<{ state: LineState }>(sql`${part('time_entries')} union ${part('expenses')}`)
  const states = rows.map(({ state }) => state)
  return handedInRefusal(states, hasRole(write.actor, 'administration'))
}

/** Refused: hours.week_submitted {week}, hours.week_approved {week}. */
export async function refuseHandedIn(write: Write, memberId: string, day: DayText): Promise<void> {
  const code = await handedInOn(write, memberId, day)
  if (code) throw new Refused(code, { params: { week: weekNumber(day).week } })
}

/** Refused: hours.day_full {most, left} when the day has no room for so many minutes beside the other hours. */
async function refuseFullDay(write: Write, timeZone: string, hours: Hours): Promise<void> {
  const [row] = await write.db
    .select({ minutes: sql<number>`coalesce(sum(${timeEntries.minutes}), 0)`.mapWith(Number) })
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.organizationId, write.actor.organizationId),
        eq(timeEntries.memberId, hours.memberId),
        eq(timeEntries.day, hours.day),
        ne(timeEntries.id, hours.exceptId),
        isNull(timeEntries.removedAt),
      ),
    )
  const most = dayLength(timeZone, hours.day)
  const left = Math.max(0, most - (row?.minutes ?? 0))
  if (hours.minutes <= left) return
  throw new Refused('hours.day_full', {
    params: { most: minutesText(most), left: minutesText(left) },
    fields: { minutes: 'hours.day_full' },
  })
}

/** A day as the history's sentences take it. */
export function noonOf(day: DayText): number {
  return Date.parse(`${day}T12:00:00Z`)
}

type Line = {
  state: LineState
  submittedAt: string | null
  approvedAt: string | null
  approvedById: string | null
  memberId: string
  invoiceState: string
}

/** Refused: hours.locked {state, by, on} for what somebody decides about or has decided, or is being billed. */
export async function refuseLocked(write: Write, line: Line): Promise<void> {
  if (isEditable(line.state) && line.invoiceState === 'open') return
  const [who] = await write.db
    .select({ name: members.name })
    .from(members)
    .where(
      and(eq(members.organizationId, write.actor.organizationId), eq(members.id, line.approvedById ?? line.memberId)),
    )
  const at = line.approvedAt ?? line.submittedAt ?? write.now.toString()
  throw new Refused('hours.locked', { params: { state: line.state, by: who?.name ?? '', on: Date.parse(at) } })
}
