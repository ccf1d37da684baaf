import 'server-only'
import { and, asc, eq, gte, isNull, lte, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { expenses, timeEntries, timers } from '@/db/schema/hours'
import { orders } from '@/db/schema/orders'
import { projectPhases, projects } from '@/db/schema/projects'
import { hasRole, type Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { Refused } from '@/lib/refused'
import { addDays, type DayText, dayBounds, dayIn, Temporal, weekStart } from '@/lib/time'
import { agendaOf } from '@/lib/visits/queries/visits'
import type { WeekData, WeekEntry } from '../rules/sheet'
import { minutesWithin } from '../rules/sheet'
import { kilometreRateOf } from './kilometres'
import { scheduleOf } from './schedule'

/**
 * A member's week as its sheet draws it: hours and costs of seven days with what they are for, what the schedule expects,
 * and for each day what was planned and clocked. One's own, or anybody's for the administration.
 * Refused: common.not_found.
 */
export async function weekData(read: Read, memberId: string, day: DayText): Promise<WeekData> {
  const { organizationId } = read.actor
  if (memberId !== read.actor.id && !hasRole(read.actor, 'administration')) throw new Refused('common.not_found')
  const from = weekStart(day)
  const to = addDays(from, 6)
  const { timeZone } = await organizationOf(read)
  const bounds = { startAt: dayBounds(timeZone, from).start, endAt: dayBounds(timeZone, to).end }
  const [[member], entries, costs, earlier, schedule, agenda, [timer], kilometreRate] = await Promise.all([
    read.db
      .select({ id: members.id, name: members.name })
      .from(members)
      .where(and(eq(members.organizationId, organizationId), eq(members.id, memberId))),
    entriesBetween(read, memberId, from, to),
    costsBetween(read, memberId, from, to),
    entriesBetween(read, memberId, addDays(from, -7), addDays(from, -1)),
    scheduleOf(read, memberId, { from, to }),
    agendaOf(read, memberId, bounds.startAt, bounds.endAt),
    runningTimer(read, memberId),
    kilometreRateOf(read),
  ])
  if (!member) throw new Refused('common.not_found')
  const planned = agenda.flatMap(({ visitId, startAt, endAt }) =>
    visitId && startAt && endAt ? [{ startAt, endAt }] : [],
  )
  return {
    member,
    from,
    days: schedule.map((facts) => {
      const { start, end } = dayBounds(timeZone, facts.day)
      const own = entries.filter((entry) => entry.day === facts.day)
      return {
        ...facts,
        planned: minutesWithin(planned, { startAt: start, endAt: end }),
        clocked: own.reduce((sum, entry) => sum + (entry.hourType === 'break' ? 0 : entry.clocked), 0),
      }
    }),
    entries,
    expenses: costs,
    earlier: earlier.filter((entry) => !entry.visitId),
    timer: timer ?? null,
    kilometreRate,
    today: dayIn(timeZone, Temporal.Now.instant()),
  }
}

async function entriesBetween(read: Read, memberId: string, from: DayText, to: DayText): Promise<WeekEntry[]> {
  const rows = await read.db
    .select({
      id: timeEntries.id,
      version: timeEntries.version,
      orderId: timeEntries.orderId,
      projectId: timeEntries.projectId,
      phaseId: timeEntries.phaseId,
      visitId: timeEntries.visitId,
      number: sql<string | null>`coalesce(${projects.number}, ${orders.number})`,
      title: sql<string | null>`coalesce(${projects.name}, ${orders.title})`,
      customer: customers.name,
      phase: projectPhases.name,
      hourType: timeEntries.hourType,
      day: timeEntries.day,
      minutes: timeEntries.minutes,
      moment: timeEntries.moment,
      startAt: timeEntries.startAt,
      endAt: timeEntries.endAt,
      notes: timeEntries.notes,
      state: timeEntries.state,
      remark: timeEntries.remark,
      clockedStartAt: timeEntries.clockedStartAt,
      clockedEndAt: timeEntries.clockedEndAt,
    })
    .from(timeEntries)
    .leftJoin(
      projects,
      and(eq(projects.organizationId, timeEntries.organizationId), eq(projects.id, timeEntries.projectId)),
    )
    .leftJoin(
      projectPhases,
      and(eq(projectPhases.organizationId, timeEntries.organizationId), eq(projectPhases.id, timeEntries.phaseId)),
    )
    .leftJoin(orders, and(eq(orders.organizationId, timeEntries.organizationId), eq(orders.id, timeEntries.orderId)))
    .leftJoin(
      customers,
      and(
        eq(customers.organizationId, timeEntries.organizationId),
        sql`${customers.id} = coalesce(${projects.customerId}, ${orders.customerId})`,
      ),
    )
    .where(
      and(
        eq(timeEntries.organizationId, read.actor.organizationId),
        eq(timeEntries.memberId, memberId),
        gte(timeEntries.day, from),
        lte(timeEntries.day, to),
        isNull(timeEntries.removedAt),
      ),
    )
    .orderBy(asc(timeEntries.day), asc(timeEntries.startAt), asc(timeEntries.id))
    .limit(2000)
  return rows.map(({ clockedStartAt, clockedEndAt, ...row }) => ({
    ...row,
    clocked:
      clockedStartAt && clockedEndAt
        ? minutesWithin([{ startAt: clockedStartAt, endAt: clockedEndAt }], {
            startAt: clockedStartAt,
            endAt: clockedEndAt,
          })
        : 0,
  }))
}

function costsBetween(read: Read, memberId: string, from: DayText, to: DayText) {
  return read.db
    .select({
      id: expenses.id,
      version: expenses.version,
      orderId: expenses.orderId,
      projectId: expenses.projectId,
      phaseId: expenses.phaseId,
      visitId: expenses.visitId,
      number: sql<string | null>`coalesce(${projects.number}, ${orders.number})`,
      title: sql<string | null>`coalesce(${projects.name}, ${orders.title})`,
      day: expenses.day,
      kind: expenses.kind,
      kilometres: expenses.kilometres,
      description: expenses.description,
      grossAmount: expenses.grossAmount,
      vatRate: expenses.vatRate,
      receiptFileId: expenses.receiptFileId,
      state: expenses.state,
      remark: expenses.remark,
    })
    .from(expenses)
    .leftJoin(projects, and(eq(projects.organizationId, expenses.organizationId), eq(projects.id, expenses.projectId)))
    .leftJoin(orders, and(eq(orders.organizationId, expenses.organizationId), eq(orders.id, expenses.orderId)))
    .where(
      and(
        eq(expenses.organizationId, read.actor.organizationId),
        eq(expenses.memberId, memberId),
        gte(expenses.day, from),
        lte(expenses.day, to),
        isNull(expenses.removedAt),
      ),
    )
    .orderBy(asc(expenses.day), asc(expenses.id))
    .limit(500)
}

function runningTimer(read: Read, memberId: string) {
  return read.db
    .select({
      id: timers.id,
      orderId: timers.orderId,
      projectId: timers.projectId,
      phaseId: timers.phaseId,
      number: sql<string | null>`coalesce(${projects.number}, ${orders.number})`,
      title: sql<string | null>`coalesce(${projects.name}, ${orders.title})`,
      hourType: timers.hourType,
      startAt: timers.startAt,
    })
    .from(timers)
    .leftJoin(projects, and(eq(projects.organizationId, timers.organizationId), eq(projects.id, timers.projectId)))
    .leftJoin(orders, and(eq(orders.organizationId, timers.organizationId), eq(orders.id, timers.orderId)))
    .where(
      and(eq(timers.organizationId, read.actor.organizationId), eq(timers.memberId, memberId), isNull(timers.endAt)),
    )
    .limit(1)
}
