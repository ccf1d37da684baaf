import 'server-only'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { timeEntries } from '@/db/schema/hours'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { clocksSince } from '@/lib/hours/queries/clock'
import { clockOf, memberTaps } from '@/lib/hours/rules/clock'
import {
  type DayEntry,
  type DayProblem,
  dayProblems,
  type Forgotten,
  forgottenStops,
  type StopSigns,
  type TravelKind,
  travelKindsOf,
} from '@/lib/hours/rules/day'
import { addDays, type DayText, dayBounds, dayIn, type Temporal } from '@/lib/time'
import { visitsOfMember } from '@/lib/visits/queries/visits'
import { isOpen, isRunning } from '@/lib/visits/rules'

export type MyDay = {
  today: DayText
  /** Whether it is time to close the day: the working day is over, or nothing is left on it and something was done. */
  isOver: boolean
  problems: DayProblem[]
  hours: (DayEntry & { travel: TravelKind | null })[]
  forgotten: (Forgotten & { customer: string })[]
  /** To go home from: the order of the last visit. Null while a clock runs, or who went home already. */
  homeFromOrderId: string | null
  /** The timer of a journey home. */
  goingHome: { id: string; startAt: string } | null
}

/** How the own day stands: its hours, what is missing at its end, and the stops of this week that were forgotten. */
export async function myDay(read: Read, now: Temporal.Instant): Promise<MyDay> {
  const { timeZone, settings, country } = await organizationOf(read)
  const today = dayIn(timeZone, now)
  const me = read.actor.id
  const [found, entries, clocks] = await Promise.all([
    visitsOfMember(read, me, addDays(today, -7), today),
    entriesOn(read, today),
    clocksSince(read, [me], dayBounds(timeZone, addDays(today, -7)).start),
  ])
  const clock = clockOf(memberTaps(me, clocks.visits, clocks.timers))
  const open = found.filter(({ status }) => isOpen(status))
  const leads = ({ team }: (typeof found)[number]) =>
    team.some(({ id, leader }) => leader && id === me) || !team.some(({ leader }) => leader)
  const signs = await signsOf(read, open)
  const isDayOver =
    now.toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' }) >= settings.dayEnd
  const forgotten = forgottenStops(clock, signs, { now: now.toString(), timeZone, isDayOver })
  const kinds = travelKindsOf(entries)
  const begun = open.filter(({ status }) => isRunning(status))
  const left = open.filter(
    ({ status, startAt }) => isRunning(status) || (startAt !== null && dayIn(timeZone, startAt) <= today),
  )
  const running = clock.running
  const timer = clocks.timers.find(({ id, endAt }) => id === running?.subject && endAt === null)
  const last = [...entries].reverse().find(({ orderId, startAt }) => orderId && startAt)
  const isHome = [...kinds.values()].includes('home')
  return {
    today,
    isOver: isDayOver || (left.length === 0 && entries.length > 0),
    problems: dayProblems({
      country,
      entries,
      open: begun.filter(leads).map(({ id, customer }) => ({ visitId: id, customer: customer.name })),
      running,
    }),
    hours: entries.map((entry) => ({ ...entry, travel: kinds.get(entry.id) ?? null })),
    forgotten: forgotten.map((one) => ({
      ...one,
      customer: found.find(({ id }) => id === one.visitId)?.customer.name ?? '',
    })),
    homeFromOrderId: running === null && left.length === 0 && !isHome ? (last?.orderId ?? null) : null,
    goingHome: timer?.hourType === 'travel' ? { id: timer.id, startAt: timer.startAt } : null,
  }
}

function entriesOn({ actor, db }: Read, day: DayText): Promise<DayEntry[]> {
  return db
    .select({
      id: timeEntries.id,
      orderId: timeEntries.orderId,
      visitId: timeEntries.visitId,
      hourType: timeEntries.hourType,
      startAt: timeEntries.startAt,
      endAt: timeEntries.endAt,
      minutes: timeEntries.minutes,
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
    .orderBy(asc(timeEntries.startAt), asc(timeEntries.id))
    .limit(200)
}

type Planned = { id: string; endAt: string | null; durationMinutes: number }

/** When this member recorded something last on some visits, beside taps: an answer, material, a note, a photo. */
async function signsOf({ actor, db }: Read, visits: readonly Planned[]): Promise<StopSigns[]> {
  if (visits.length === 0) return []
  const ids = sql`any(${sql.param(visits.map(({ id }) => id))}::uuid[])`
  const own = sql`organization_id = ${actor.organizationId}`
  const rows = await db.execute<{ visit_id: string; at: Date | string }>(sql`
    select visit_id, max(at) as at from (
      select visit_id, answered_at as at from visit_answers
        where ${own} and visit_id = ${ids} and member_id = ${actor.id}
      union all select visit_id, created_at from visit_materials
        where ${own} and visit_id = ${ids} and member_id = ${actor.id}
      union all select visit_id, created_at from visit_notes
        where ${own} and visit_id = ${ids} and member_id = ${actor.id}
      union all select d.visit_id, f.taken_at from documents d
        join files f on f.organization_id = d.organization_id and f.id = d.file_id
        where d.${own} and d.visit_id = ${ids} and f.actor_id = ${actor.id} and f.taken_at is not null) signs
    group by visit_id`)
  const last = new Map(rows.map((row) => [row.visit_id, new Date(row.at).toISOString()]))
  return visits.map(({ id, endAt, durationMinutes }) => ({
    ...{ visitId: id, plannedEndAt: endAt, lastAt: last.get(id) ?? null, durationMinutes },
  }))
}
