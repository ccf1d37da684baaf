import { and, eq } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { timeEntries } from '@/db/schema/hours'
import { writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { addDays, dayIn, Temporal, weekStart } from '@/lib/time'
import { bookExpense, bookHours, makeProject } from '@/scripts/test/hours'
import { demoCompany, join } from './company'

/** What a journey asks for, as JSON in the first argument: hours of somebody new, or what came back set right. */
export type HoursWish = { mend?: string }

export type BookedHours = {
  /** Who booked them; the password is the demo's. */
  email: string
  name: string
  /** Monday of the week they are in, which is over. */
  monday: string
}

/**
 * A member with three lines in last week on a project that the demo's planner leads: made beside the running app by
 * sheets.spec.ts. With `mend` the returned lines of who has that address become six hours.
 */
async function makeHours({ mend }: HoursWish) {
  const company = await demoCompany('planner')
  const office = company.actor
  if (mend) {
    await writing(office, async ({ db }) => {
      const [member] = await db.select({ id: members.id }).from(members).where(eq(members.email, mend))
      await db
        .update(timeEntries)
        .set({ minutes: 360 })
        .where(and(eq(timeEntries.memberId, member?.id ?? ''), eq(timeEntries.state, 'returned')))
    })
    return finish({ email: mend, name: '', monday: '' })
  }
  const unique = newId()
  const email = `uren-${unique}@warmtebrigade.example`
  const name = `Uren ${unique.slice(-6)}`
  const memberId = await join(company, { email, name, role: 'technician' })
  const project = await makeProject(office, { leadId: office.id })
  const monday = addDays(weekStart(dayIn(company.timeZone, Temporal.Now.instant())), -7)
  await bookHours(office, memberId, monday, { projectId: project.id, notes: 'Leidingen gelegd' })
  await bookHours(office, memberId, addDays(monday, 1), { projectId: project.id, notes: 'Ketel gehangen' })
  await bookExpense(office, memberId, addDays(monday, 1), { projectId: project.id, description: 'Parking Leuven' })
  finish({ email, name, monday })
}

function finish(made: BookedHours): void {
  process.stdout.write(`${JSON.stringify(made)}\n`)
  process.exit(0)
}

void makeHours(JSON.parse(process.argv[2] ?? '{}') as HoursWish)
