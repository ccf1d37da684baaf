import { hash } from '@node-rs/argon2'
import { and, eq, isNull } from 'drizzle-orm'
import { invoiceLines, invoices } from '@/db/schema/invoices'
import { reading, systemActor, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { renderInvoice } from '@/lib/invoices/jobs'
import { creditInvoice } from '@/lib/invoices/mutations/credit'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { ensureSeries } from '@/lib/invoices/mutations/series'
import { registerPayment } from '@/lib/payments/mutations'
import { Refused } from '@/lib/refused'
import { addDays, addMinutes, type DayText, dayIn, instantAt, Temporal } from '@/lib/time'
import { shortenTerm, tellApprovals } from './demo-approvals'
import { type DemoCompany, foundCompany, meetCustomers, type Person, setUp } from './demo-company'
import { agreeContracts } from './demo-contracts'
import { tellHours } from './demo-hours'
import { dayToday, keepMails, makeReports, release, tellMonth, tellRest } from './demo-month'
import { closeProjects, startProjects } from './demo-projects'
import { tellRequests } from './demo-requests'
import { tellSheets } from './demo-sheets'
import { dice, story } from './demo-story'
import { buyVehicles } from './demo-vehicles'
import { businesses, dutchBusinesses, dutchPersons, dutchTowns, flemishTowns, persons } from './demo-words'

export const demoPassword = 'werkstroom-demo'

const warmtebrigade: Person[] = [
  ['Katrien Vermeulen', 'admin@warmtebrigade.example', ['admin']],
  ['Peter Claes', 'planner@warmtebrigade.example', ['planner']],
  ['Lies Maes', 'administration@warmtebrigade.example', ['administration']],
  ['Jan Peeters', 'technician@warmtebrigade.example', ['technician']],
  ['An Vandamme', 'an@warmtebrigade.example', ['technician']],
  ['Tom Willems', 'tom@warmtebrigade.example', ['technician']],
  ['Mehmet Yildiz', 'mehmet@warmtebrigade.example', ['technician']],
  ['Sofie Devos', 'sofie@warmtebrigade.example', ['technician']],
  ['Kurt Aerts', 'kurt@warmtebrigade.example', ['technician']],
  ['Nick Verhelst', 'nick@warmtebrigade.example', ['technician']],
  ['Ward Lenaerts', 'ward@warmtebrigade.example', ['technician']],
]

const voorbeeld: Person[] = [
  ['Jan de Vries', 'jan@voorbeeldinstallatie.example', ['admin', 'planner', 'administration']],
  ['Piet Jansen', 'piet@voorbeeldinstallatie.example', ['technician']],
]

/** Tells the demo: a month of De Warmtebrigade in Flanders, and a Dutch company beside it so that tenancy shows. */
export async function seedDemo(): Promise<void> {
  const passwordHash = await hash(demoPassword)
  const flemish = await foundCompany({
    slug: 'warmtebrigade',
    name: 'De Warmtebrigade',
    country: 'BE',
    town: ['3010', 'Kessel-Lo'],
    vatNumber: 'BE0123456749',
    enterpriseNumber: '0123456749',
    iban: 'BE68539007547034',
    phone: '016 12 34 56',
    team: warmtebrigade,
    passwordHash,
  })
  await tellCompany(flemish, { persons, businesses }, { busy: 0.31, backlog: 24, plans: 14, seed: 7, country: 'BE' })
  const dutch = await foundCompany({
    slug: 'voorbeeldinstallatie',
    name: 'Voorbeeld Installatie',
    country: 'NL',
    town: ['5611 AB', 'Eindhoven'],
    vatNumber: 'NL000099998B57',
    enterpriseNumber: '12345678',
    iban: 'NL91ABNA0417164300',
    phone: '040 123 45 67',
    team: voorbeeld,
    passwordHash,
  })
  const names = { persons: dutchPersons, businesses: dutchBusinesses }
  await tellCompany(dutch, names, { busy: 0.2, backlog: 3, plans: 1, seed: 11, country: 'NL' })
}

type Size = { busy: number; backlog: number; plans: number; seed: number; country: 'BE' | 'NL' }

async function tellCompany(
  company: DemoCompany,
  names: { persons: readonly string[]; businesses: readonly string[] },
  size: Size,
): Promise<void> {
  const now = Temporal.Now.instant().toString()
  const today = dayIn(company.timeZone, now)
  const roll = dice(size.seed)
  const { kinds, materials } = await setUp(company, addDays(today, -60), '21')
  const towns = size.country === 'BE' ? flemishTowns : dutchTowns
  const customers = await meetCustomers(company, names, towns, size.country, addDays(today, -30), roll)
  const tale = story()
  const month = { company, customers, kinds, materials, roll, story: tale, now, today, busy: size.busy }
  const told = await tellMonth(month)
  tellRest(month, told, size)
  await tale.tell()
  await tellRequests(month)
  await makeReports(company)
  const released = await release(company, told, addDays(today, -4))
  await bill(company, addDays(today, -6), released.length)
  const theirs = customers.slice(-names.businesses.length)
  const projects = await startProjects(company, theirs, today, await agreeContracts(company, theirs, today))
  await tellHours(company, today)
  await shortenTerm(company)
  await tellSheets(company, today)
  await tellApprovals(company, today)
  await closeProjects(company, projects, today)
  await buyVehicles(company, today)
  await keepMails(company)
}

/** Most concepts of what was released became invoices, in the order of their dates; older ones were paid, one was credited. */
async function bill(company: DemoCompany, day: DayText, released: number): Promise<void> {
  const office = company.actorOf('administration')
  const at = (minutes: number) => Temporal.Instant.from(addMinutes(instantAt(company.timeZone, day, '10:00'), minutes))
  await writing(office, (write) => ensureSeries(write, 'invoice', Temporal.PlainDate.from(day).year), at(0))
  await writing(office, (write) => ensureSeries(write, 'credit_note', Temporal.PlainDate.from(day).year), at(0))
  const concepts = await reading(office, ({ db }) =>
    db
      .select({ id: invoices.id, groupKey: invoices.groupKey })
      .from(invoices)
      .where(
        and(eq(invoices.organizationId, company.organizationId), isNull(invoices.number), isNull(invoices.discardedAt)),
      )
      .orderBy(invoices.id),
  )
  const final: string[] = []
  for (const [index, concept] of concepts.slice(0, Math.ceil(released * 0.7)).entries()) {
    if (concept.groupKey.startsWith('month:')) continue
    const done = await writing(office, (write) => finalizeInvoice(write, concept.id), at(index)).catch((error) => {
      // A missing PO number or price is exactly what the concept list should show.
      if (error instanceof Refused) return null
      throw error
    })
    if (done) final.push(done.id)
  }
  const actor = systemActor(company.organizationId, 'invoices.render')
  for (const id of final) await renderInvoice(actor.organizationId, id)
  await settle(company, final)
}

async function settle(company: DemoCompany, final: readonly string[]): Promise<void> {
  const office = company.actorOf('administration')
  const today = dayToday(company)
  for (const [index, invoiceId] of final.entries()) {
    if (index % 3 !== 0) continue
    const [invoice] = await reading(office, ({ db }) =>
      db
        .select({ grossAmount: invoices.grossAmount })
        .from(invoices)
        .where(and(eq(invoices.organizationId, company.organizationId), eq(invoices.id, invoiceId))),
    )
    const amount = index % 9 === 3 ? '50.00' : (invoice?.grossAmount ?? '0')
    if (Number(amount) <= 0) continue
    await writing(office, (write) =>
      registerPayment(write, {
        id: newId(),
        invoiceId,
        amount,
        paidOn: addDays(today, -1),
        method: 'transfer',
        reference: '',
        acceptsMore: true,
      }),
    )
  }
  const [, credited] = final
  if (!credited) return
  const rows = await reading(office, ({ db }) =>
    db
      .select({ id: invoiceLines.id })
      .from(invoiceLines)
      .where(and(eq(invoiceLines.organizationId, company.organizationId), eq(invoiceLines.invoiceId, credited))),
  )
  const lines = rows.map(({ id }) => id)
  if (lines.length > 0)
    await writing(office, (write) =>
      creditInvoice(write, {
        id: newId(),
        invoiceId: credited,
        lineIds: lines,
        outcome: 'bill_again',
        reason: 'Verkeerde klant gefactureerd',
      }),
    )
}
