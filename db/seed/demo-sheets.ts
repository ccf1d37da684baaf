import { and, between, eq, isNull } from 'drizzle-orm'
import { expenses, timeEntries } from '@/db/schema/hours'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { approveLines, returnLines } from '@/lib/hours/mutations/decide'
import { submitPeriod } from '@/lib/hours/mutations/sheets'
import { newId } from '@/lib/ids'
import { addDays, type DayText, instantAt, Temporal, weekStart } from '@/lib/time'
import { askLeave, decideLeave } from '@/lib/visits/mutations/leave-requests'
import type { DemoCompany } from './demo-company'

const weeksTold = 4

/**
 * Everybody hands in on Monday and administration approves in the afternoon; of last week some still wait, one line went
 * back, and one technician has yet to hand in. Two asked for leave.
 */
export async function tellSheets(company: DemoCompany, today: DayText): Promise<void> {
  const office = company.actorOf('administration')
  const thisMonday = weekStart(today)
  for (let week = weeksTold; week >= 1; week--) {
    const from = addDays(thisMonday, -7 * week)
    for (const [index, technician] of company.technicians.entries()) {
      const isLast = week === 1
      if (isLast && index === company.technicians.length - 1) continue
      const lines = await submitted(company, technician, from)
      if (lines.length === 0) continue
      const at = pastMoment(company, addDays(from, 7), '15:00')
      const [first] = lines
      if (isLast && index === 0 && first)
        await writing(
          office,
          (write) => returnLines(write, { lines: [first], remark: 'Dit was een halfuur korter' }),
          at,
        )
      else if (!isLast || index === 1) await writing(office, (write) => approveLines(write, { lines }), at)
    }
  }
  await tellLeave(company, today)
}

/** Hands in a week; what went along, as a lead chooses it. */
async function submitted(company: DemoCompany, technician: Actor, from: DayText) {
  const { organizationId } = company
  const own = and(
    eq(timeEntries.organizationId, organizationId),
    eq(timeEntries.memberId, technician.id),
    between(timeEntries.day, from, addDays(from, 6)),
    isNull(timeEntries.removedAt),
  )
  const booked = await reading(technician, ({ db }) =>
    db.select({ visitId: timeEntries.visitId }).from(timeEntries).where(own),
  )
  if (booked.length === 0) return []
  const at = pastMoment(company, addDays(from, 7), '08:30')
  await writing(technician, (write) => submitPeriod(write, { kind: 'week', day: from }), at)
  return reading(technician, async ({ db }) => {
    const handedIn = (table: typeof timeEntries | typeof expenses) =>
      and(
        eq(table.organizationId, organizationId),
        eq(table.memberId, technician.id),
        between(table.day, from, addDays(from, 6)),
        eq(table.state, 'submitted'),
      )
    const hours = await db
      .select({ id: timeEntries.id, version: timeEntries.version })
      .from(timeEntries)
      .where(handedIn(timeEntries))
      .orderBy(timeEntries.day, timeEntries.id)
    const costs = await db
      .select({ id: expenses.id, version: expenses.version })
      .from(expenses)
      .where(handedIn(expenses))
      .orderBy(expenses.id)
    return [
      ...hours.map((row) => ({ kind: 'hours' as const, ...row })),
      ...costs.map((row) => ({ kind: 'expense' as const, ...row })),
    ]
  })
}

async function tellLeave(company: DemoCompany, today: DayText): Promise<void> {
  const planner = company.actorOf('planner')
  const [first, second] = company.technicians
  const ask = async (technician: Actor | undefined, inDays: number, days: number, notes: string) => {
    const id = newId()
    const startAt = instantAt(company.timeZone, addDays(today, inDays))
    const endAt = instantAt(company.timeZone, addDays(today, inDays + days))
    if (technician)
      await writing(technician, (write) => askLeave(write, { id, kind: 'holiday', startAt, endAt, notes }))
    return id
  }
  await ask(first, 18, 5, 'Familiebezoek')
  if (!second) return
  const id = await ask(second, 10, 1, '')
  const refusal = { decision: 'decline' as const, reason: 'Die dag zijn al twee collega’s weg' }
  await writing(planner, (write) => decideLeave(write, { id, version: 1, ...refusal }))
}

/** A moment of a day, or now when that is still to come. */
function pastMoment(company: DemoCompany, day: DayText, time: string): Temporal.Instant {
  const [at, now] = [Temporal.Instant.from(instantAt(company.timeZone, day, time)), Temporal.Now.instant()]
  return Temporal.Instant.compare(at, now) < 0 ? at : now
}
