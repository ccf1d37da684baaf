import 'server-only'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { timeEntries } from '@/db/schema/hours'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { clocksSince } from '@/lib/hours/queries/clock'
import { hourRulesOf } from '@/lib/hours/queries/moments'
import { madeAt } from '@/lib/ids'
import { addDays, type DayText, dayBounds } from '@/lib/time'
import { isRunning } from '@/lib/visits/rules'
import type { CarriedVisit } from './carried'

/**
 * What the phone needs to reckon the own clock besides the visits it carries: how the company counts hours, what was tapped
 * elsewhere this week, the timers, and the own hours of today.
 */
export type CarriedClock = Awaited<ReturnType<typeof myClock>>

/** How many days back a stop that was forgotten is still asked. */
const daysBack = 7

export async function myClock(read: Read, today: DayText, carried: readonly CarriedVisit[]) {
  const [{ timeZone, country, settings }, { moments, rounding }] = await Promise.all([
    organizationOf(read),
    hourRulesOf(read),
  ])
  const since = dayBounds(timeZone, addDays(today, -daysBack)).start
  const [clocks, entries, signs] = await Promise.all([
    clocksSince(read, [read.actor.id], since),
    entriesOn(read, today),
    signsOf(
      read,
      carried.filter(({ status }) => isRunning(status)).map(({ id }) => id),
    ),
  ])
  return {
    rules: { moments, rounding },
    ...{ country, dayEnd: settings.dayEnd },
    visits: clocks.visits.filter(isBeside(carried)),
    timers: clocks.timers,
    entries,
    signs,
  }
}

/** A visit that is not carried matters from the first tap of those that are: what began on it ended those. */
function isBeside(carried: readonly CarriedVisit[]) {
  const ids = new Set(carried.map(({ id }) => id))
  const first = Math.min(...carried.flatMap(({ events }) => events.slice(0, 1).map(({ at }) => Date.parse(at))))
  return ({ visitId, events }: { visitId: string; events: readonly { at: string }[] }) =>
    !ids.has(visitId) && events.some(({ at }) => Date.parse(at) >= first)
}

function entriesOn({ actor, db }: Read, day: DayText) {
  const { id, orderId, visitId, hourType, startAt, endAt, minutes, origin, clockedStartAt, clockedEndAt, version } =
    timeEntries
  return db
    .select({
      ...{ id, orderId, visitId, hourType, day: timeEntries.day, startAt, endAt, minutes },
      ...{ origin, clockedStartAt, clockedEndAt, version },
    })
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.organizationId, actor.organizationId),
        eq(timeEntries.memberId, actor.id),
        eq(timeEntries.day, day),
        isNull(timeEntries.removedAt),
      ),
    )
    .orderBy(asc(startAt), asc(id))
    .limit(200)
}

/**
 * When this member recorded something last on some visits, beside taps: an answer, material, a note, a photo. By the phone's
 * clock, in whose ids it is: it may arrive days later.
 */
async function signsOf(
  { actor, db }: Read,
  visitIds: readonly string[],
): Promise<{ visitId: string; lastAt: string }[]> {
  if (visitIds.length === 0) return []
  const own = sql`organization_id = ${actor.organizationId}`
  const mine = sql`${own} and visit_id = any(${sql.param(visitIds)}::uuid[]) and member_id = ${actor.id}`
  const rows = await db.execute<{ visit_id: string; last_id: string | null; taken_at: Date | string | null }>(sql`
    select visit_id, max(id::text) as last_id, max(taken_at) as taken_at from (
      select visit_id, id, null::timestamptz as taken_at from visit_answers where ${mine}
      union all select visit_id, id, null from visit_materials where ${mine}
      union all select visit_id, id, null from visit_notes where ${mine}
      union all select d.visit_id, null, f.taken_at from documents d
        join files f on f.organization_id = d.organization_id and f.id = d.file_id
        where d.${own} and d.visit_id = any(${sql.param(visitIds)}::uuid[]) and f.actor_id = ${actor.id}) signs
    group by visit_id`)
  return rows.flatMap((row) => {
    const times = [row.last_id && madeAt(row.last_id), row.taken_at && new Date(row.taken_at).getTime()]
    const last = Math.max(...times.map((time) => time || 0))
    return last > 0 ? [{ visitId: row.visit_id, lastAt: new Date(last).toISOString() }] : []
  })
}
