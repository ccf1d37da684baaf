import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { projectPhases, projects } from '@/db/schema/projects'
import { type Actor, reading, type Write, writing } from '@/lib/auth/actor'
import { weekdayOf } from '@/lib/auth/rules/schedule'
import { saveBookingInput, saveDayExpenseInput } from '@/lib/hours/input'
import { saveBooking } from '@/lib/hours/mutations/bookings'
import { saveDayExpense } from '@/lib/hours/mutations/day-expenses'
import { holidaysBetween } from '@/lib/hours/rules/holidays'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { addDays, type DayText, instantAt, instantOf } from '@/lib/time'
import type { DemoCompany } from './demo-company'

const notes = ['Leidingen geplaatst', '', 'Collector gemonteerd', '', 'Toestel opgehangen en aangesloten', 'Isolatie']

/**
 * Some weeks of hours on the open projects, booked in the week sheet at the end of each day: two technicians, with travel,
 * kilometres and now and then a receipt; yesterday is missing for one of them. Without projects nothing is booked.
 */
export async function tellHours(company: DemoCompany, today: DayText): Promise<void> {
  const office = company.actorOf('administration')
  const from = addDays(today, -26)
  const holidays = holidaysBetween({ country: 'BE', extra: [] }, from, today)
  const [found, phases] = await reading(office, ({ db }) =>
    Promise.all([
      db
        .select({ id: projects.id })
        .from(projects)
        .where(
          and(
            eq(projects.organizationId, company.organizationId),
            isNull(projects.closedAt),
            lte(projects.startsOn, from),
          ),
        )
        .orderBy(asc(projects.id)),
      db
        .select({ id: projectPhases.id, projectId: projectPhases.projectId })
        .from(projectPhases)
        .where(eq(projectPhases.organizationId, company.organizationId))
        .orderBy(asc(projectPhases.position)),
    ]),
  )
  if (found.length === 0) return
  for (const [index, technician] of company.technicians.slice(-2).entries())
    for (let day = from; day < addDays(today, -index); day = addDays(day, 1)) {
      if (weekdayOf(day) > 5 || holidays.has(day)) continue
      const turn = weekdayOf(day) + index
      const projectId = found[turn % found.length]?.id ?? ''
      const phaseId = phases.find((phase) => phase.projectId === projectId)?.id ?? null
      await bookDay(company, technician, { day, projectId, phaseId, turn })
    }
}

async function bookDay(
  company: DemoCompany,
  technician: Actor,
  { turn, ...work }: { day: DayText; projectId: string; phaseId: string | null; turn: number },
): Promise<void> {
  const at = instantOf(instantAt(company.timeZone, work.day, '17:30'))
  const tell = (deed: (write: Write) => Promise<unknown>) =>
    writing(technician, deed, at).catch((error: unknown) => {
      // A day that visits have filled already stays as it is.
      if (!(error instanceof Refused)) throw error
    })
  const hours = (hourType: string, minutes: number, words = '') =>
    tell((write) =>
      saveBooking(write, saveBookingInput.parse({ id: newId(), ...work, hourType, minutes, notes: words })),
    )
  await hours('work', turn % 3 === 0 ? 210 : 180, notes[turn % notes.length])
  await hours('travel', 30)
  if (turn % 2 === 0) {
    const driven = { id: newId(), ...work, kind: 'kilometres', kilometres: String(18 + turn), vatRate: '0' }
    await tell((write) => saveDayExpense(write, saveDayExpenseInput.parse(driven)))
  }
  if (turn % 4 !== 1) return
  const parking = { id: newId(), ...work, kind: 'parking', grossAmount: '6.50', vatRate: '21', description: 'Station' }
  await tell((write) => saveDayExpense(write, saveDayExpenseInput.parse(parking)))
}
