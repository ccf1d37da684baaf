import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mails } from '@/db/schema/mail'
import { type Actor, reading, systemActor, writing } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { billProject } from '@/lib/invoices/mutations/bill-project'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { addDays, daysBetween, instantAt, instantOf, Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import { bookHours, makeProjectFor } from '@/scripts/test/project'
import { mailWeek, saveWeeklyMail } from './mutations/weekly'
import { weeklyDueOn } from './rules'

const at = (day: string, time: string) => instantOf(instantAt('Europe/Brussels', day, time))
const monday = '2026-11-16'

/** Hours worth € 500 that are ready, and the Monday mail chosen on the Friday before. */
async function company(day = 1, chosen = at('2026-11-13', '15:00')) {
  const { actors, organizationId } = await makeCompany()
  const { customerId } = await makeBuyer(actors.admin)
  const { projectId } = await makeProjectFor(actors.admin, customerId)
  await bookHours(actors.technician, projectId, { day: '2026-11-02' })
  const { version } = await reading(actors.admin, organizationOf)
  await writing(actors.admin, (write) => saveWeeklyMail(write, { version, unbilledMailDay: day }), chosen)
  const job = systemActor(organizationId, 'reports.sweep')
  return { admin: actors.admin, technician: actors.technician, projectId, job, round: roundOf(job) }
}
const roundOf = (job: Actor) => (now: Temporal.Instant) => writing(job, mailWeek, now)
const sent = (actor: Actor) =>
  reading(actor, async ({ db }) =>
    (await db.select().from(mails).orderBy(mails.id)).filter((mail) => mail.kind === 'reports.weekly'),
  )

test('the weekly mail goes on its day from seven o’clock, once, whatever rounds are made at once', async () => {
  const { admin, round } = await company()
  await round(at('2026-11-15', '23:00'))
  await round(at(monday, '06:59'))
  expect(await sent(admin)).toEqual([])
  await Promise.all([round(at(monday, '07:01')), round(at(monday, '07:01'))])
  for (const day of [0, 1, 6]) await round(at(addDays(monday, day), '18:00'))
  const mails = await sent(admin)
  expect(mails.map(({ recipient }) => recipient)).toEqual([expect.stringMatching(/^admin-/)])
  const [mail] = mails
  expect(mail?.subject).toContain('500,00')
  expect(mail?.text).toMatch(/Nog op geen concept: .*500,00/)
  expect(mail?.text).toMatch(/oudste 14 dagen/)
  expect(mail?.text).not.toMatch(/vorige keer/)
})

test('a server that was down mails late, once, and the next one says what changed', async () => {
  const { admin, technician, projectId, round } = await company()
  // Down from Sunday to Thursday.
  await round(at('2026-11-19', '11:00'))
  expect(await sent(admin)).toHaveLength(1)
  const invoiced = await writing(admin, async (write) => {
    const [conceptId = ''] = await billProject(write, { projectId, upTo: monday })
    return finalizeInvoice(write, conceptId)
  })
  expect(invoiced.number).toBeTruthy()
  await bookHours(technician, projectId, { day: '2026-11-17', state: 'open', minutes: 120 })
  await round(at('2026-11-20', '11:00'))
  expect(await sent(admin)).toHaveLength(1)
  await round(at('2026-11-23', '07:00'))
  const next = (await sent(admin))[1]?.text.replaceAll('\u00a0', ' ')
  expect(next).toMatch(/€ 375,00 minder dan vorige keer \(€ 500,00\)/)
  expect(next).toMatch(/Uren niet ingediend: .*125,00.*\+€ 125,00 sinds vorige keer/)
  expect(next).toMatch(/Nog op geen concept: .*−€ 500,00 sinds vorige keer/)
})

test('never means never, and a day that was chosen later in the week does not catch up', async () => {
  const off = await company(0)
  await off.round(at(monday, '12:00'))
  expect(await sent(off.admin)).toEqual([])
  const later = await company(1, at('2026-11-18', '09:00'))
  await later.round(at('2026-11-18', '10:00'))
  expect(await sent(later.admin)).toEqual([])
  await later.round(at('2026-11-23', '08:00'))
  expect(await sent(later.admin)).toHaveLength(1)
})

test('of a server that was down for a week or more only the newest goes: at any hour within its week, never two in one', async () => {
  const early = await company()
  // Back just before the next one is due: that one says it all.
  await early.round(at('2026-11-23', '06:30'))
  expect(await sent(early.admin)).toEqual([])
  await early.round(at('2026-11-23', '07:00'))
  expect(await sent(early.admin)).toHaveLength(1)
  const late = await company()
  await Promise.all([1, 2].map(() => late.round(at('2026-12-06', '23:58'))))
  await late.round(at('2026-12-06', '23:59'))
  expect(await sent(late.admin)).toHaveLength(1)
  await late.round(at('2026-12-07', '07:00'))
  expect(await sent(late.admin)).toHaveLength(2)
})

test('another day chosen after this week’s mail went counts from the next week', async () => {
  const { admin, round } = await company()
  await round(at(monday, '08:00'))
  const { version } = await reading(admin, organizationOf)
  await writing(
    admin,
    (write) => saveWeeklyMail(write, { version, unbilledMailDay: 3 }),
    at(addDays(monday, 1), '09:00'),
  )
  for (const day of [2, 6, 8]) await round(at(addDays(monday, day), '12:00'))
  expect(await sent(admin)).toHaveLength(1)
  await round(at(addDays(monday, 9), '07:00'))
  expect(await sent(admin)).toHaveLength(2)
})

test('every moment has one day that is due, in every zone and across daylight saving', () => {
  const moments = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') })
  fc.assert(
    fc.property(
      moments,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom('Europe/Brussels', 'America/Curacao', 'Europe/Athens'),
      (milliseconds, weekday, zone) => {
        const now = Temporal.Instant.fromEpochMilliseconds(milliseconds)
        const day = weeklyDueOn(zone, now, weekday) ?? ''
        expect(Temporal.PlainDate.from(day).dayOfWeek).toBe(weekday)
        const due = instantOf(instantAt(zone, day, '07:00'))
        expect(Temporal.Instant.compare(due, now)).toBeLessThanOrEqual(0)
        expect(Temporal.Instant.compare(instantOf(instantAt(zone, addDays(day, 7), '07:00')), now)).toBeGreaterThan(0)
        expect(daysBetween(day, now.toZonedDateTimeISO(zone).toPlainDate().toString())).toBeLessThanOrEqual(7)
      },
    ),
  )
})
