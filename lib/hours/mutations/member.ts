import 'server-only'
import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { timeEntries } from '@/db/schema/hours'
import { hasRole, type Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import type { DayText } from '@/lib/time'
import { isEditable, type LineState } from '../rules/approval'
import { dayLength, minutesText } from '../rules/week'

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

/** Refused: hours.day_full {most, left} when the day has no room for so many minutes beside the other hours. */
export async function refuseFullDay(
  write: Write,
  timeZone: string,
  hours: { memberId: string; day: DayText; minutes: number; exceptId: string },
): Promise<void> {
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
