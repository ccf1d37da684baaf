import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { history } from '@/db/schema/history'
import { expenses, timeEntries } from '@/db/schema/hours'
import { invoiceLineSources, invoiceLines, invoiceSeries, invoices } from '@/db/schema/invoices'
import { projectPhases, projects } from '@/db/schema/projects'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { workDetails, workGroupings } from '@/lib/customers/rules'
import { newId } from '@/lib/ids'
import { lineNet, sum } from '@/lib/money'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import { bookExpense, bookHours, makeProjectFor } from '@/scripts/test/project'
import { billLinesAnyway, billProject, billProjects } from './mutations/bill-project'
import { discardConcept, saveConcept } from './mutations/concept'
import { creditInvoice } from './mutations/credit'
import { finalizeInvoice } from './mutations/finalize'
import { verifyChain } from './queries/chain'
import { documentNow } from './queries/drawing'
import { type BookedHours, billingPeriod, gatherHours, lastDayOf, projectGroupKey } from './rules/project-lines'
import { isKeyRunning } from './rules/run-preview'

const upTo = '2026-11-22'

async function world(
  project: Parameters<typeof makeProjectFor>[2] = {},
  phases: Parameters<typeof makeProjectFor>[3] = [],
) {
  const { actors, organizationId } = await makeCompany()
  const actor = actors.administration
  const buyer = await makeBuyer(actor)
  return { actor, organizationId, ...buyer, ...(await makeProjectFor(actor, buyer.customerId, project, phases)) }
}

const bill = (actor: Actor, projectId: string, day = upTo) =>
  writing(actor, (write) => billProject(write, { projectId, upTo: day }))

const linesOf = (actor: Actor, invoiceId: string) =>
  reading(actor, ({ db }) =>
    db.select().from(invoiceLines).where(eq(invoiceLines.invoiceId, invoiceId)).orderBy(invoiceLines.position),
  )

const statesOf = (actor: Actor, projectId: string) =>
  reading(actor, async ({ db }) => {
    const hours = await db
      .select()
      .from(timeEntries)
      .where(eq(timeEntries.projectId, projectId))
      .orderBy(timeEntries.id)
    const costs = await db.select().from(expenses).where(eq(expenses.projectId, projectId))
    return [...hours, ...costs].map(({ invoiceState }) => invoiceState)
  })

const billedOf = (actor: Actor, projectId: string) =>
  reading(actor, async ({ db }) => {
    const [project] = await db.select().from(projects).where(eq(projects.id, projectId))
    const phases = await db
      .select()
      .from(projectPhases)
      .where(eq(projectPhases.projectId, projectId))
      .orderBy(projectPhases.position)
    return [project?.billedAmount, ...phases.map(({ billedAmount }) => billedAmount)]
  })

describe('hours as lines of an invoice', () => {
  const entry = fc.record({
    minutes: fc.integer({ min: 1, max: 1440 }),
    price: fc.integer({ min: 0, max: 2_000_000 }).map((n) => (n / 10_000).toFixed(4)),
    hourType: fc.constantFrom('work' as const, 'travel' as const),
    phaseId: fc.constantFrom(null, 'a'),
    day: fc.constantFrom('2026-11-16', '2026-11-17'),
    member: fc.constantFrom('An', 'Bob'),
    vatCode: fc.constantFrom('S21', 'S6'),
  })
  const wishes = fc.record({ grouping: fc.constantFrom(...workGroupings), detail: fc.constantFrom(...workDetails) })
  const about = { day: '2026-11-16', memberId: 'm', member: 'An', notes: '', vatCode: 'S21', phaseId: null }

  test('are exact however they are grouped: each line is quantity times price, and the sum of its entries, to the cent', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 40 }),
        fc.constantFrom(1, 15, 60),
        fc.constantFrom(1, 15),
        wishes,
        (some, then, now, wish) => {
          // Rounded by one step when booked, by another when billed: what was booked stays.
          const entries: BookedHours[] = some.map((one, index) => {
            const minutes = Math.ceil(one.minutes / then) * then
            const netAmount = lineNet(one.price, (minutes / 60).toFixed(3))
            return { ...about, ...one, id: String(index), memberId: one.member, netAmount }
          })
          const lines = gatherHours(entries, now, wish)
          for (const line of lines) {
            expect(lineNet(line.unitPrice, line.quantity)).toBe(line.netAmount)
            const own = entries.filter(({ id }) => line.entryIds.includes(id))
            expect(sum(own.map(({ netAmount }) => netAmount))).toBe(line.netAmount)
            expect(own.every(({ vatCode }) => vatCode === line.vatCode)).toBe(true)
            if (wish.grouping === 'member' || wish.detail === 'member')
              expect(new Set(own.map(({ member }) => member)).size).toBe(1)
            if (wish.detail === 'day') expect(new Set(own.map(({ day }) => day)).size).toBe(1)
            if (wish.detail === 'line') expect(own).toHaveLength(1)
          }
          if (wish.grouping === 'project' && wish.detail === 'total')
            expect(lines.length).toBe(new Set(entries.map(({ vatCode }) => vatCode)).size)
          expect(lines.flatMap(({ entryIds }) => entryIds).sort()).toEqual(entries.map(({ id }) => id).sort())
        },
      ),
    )
  })

  test('share a line when that is exact, and are split where it would be a cent off', () => {
    const same = { ...about, hourType: 'work' as const, price: '62.5000' }
    const quarter = (id: string) => ({ ...same, id, minutes: 15, netAmount: '15.63' })
    const hour = (id: string) => ({ ...same, id, minutes: 60, netAmount: '62.50' })
    expect(gatherHours([hour('a'), hour('b'), quarter('c')], 1)).toMatchObject([
      { quantity: '2.250', unitPrice: '62.5000', netAmount: '140.63', minutes: 135, entryIds: ['a', 'b', 'c'] },
    ])
    expect(gatherHours([quarter('a'), quarter('b')], 1)).toHaveLength(2)
    expect(gatherHours([quarter('a'), quarter('b')], 1, { grouping: 'project', detail: 'total' })).toMatchObject([
      { quantity: '1.000', unitPrice: '31.26', netAmount: '31.26', unit: 'st', minutes: 30 },
    ])
  })

  test('know when their week or month is over', () => {
    expect(lastDayOf({ kind: 'week', year: 2026, week: 47 })).toBe('2026-11-22')
    expect(lastDayOf({ kind: 'week', year: 2026, week: 53 })).toBe('2027-01-03')
    expect(lastDayOf({ kind: 'month', month: '2026-12' })).toBe('2026-12-31')
    expect(lastDayOf({ kind: 'month', month: '2028-02' })).toBe('2028-02-29')
    expect(lastDayOf({ kind: 'completion' })).toBe(null)
    expect(isKeyRunning('project:p:2026-W47', '2026-11-21')).toBe(true)
    expect(isKeyRunning('project:p:2026-W47', '2026-11-22')).toBe(false)
    expect(isKeyRunning('month:c:2026-11', '2026-11-29')).toBe(true)
    expect(isKeyRunning('po:c:2026-11', '2026-11-01')).toBe(false)
    expect(isKeyRunning('project:p:completion', '2026-11-01')).toBe(false)
  })

  test('are kept apart by week across the turn of the year, by month, by phase', () => {
    const key = (...about: Parameters<typeof billingPeriod>) => projectGroupKey('p', billingPeriod(...about))
    expect(key('weekly', '2027-01-03', null)).toBe('project:p:2026-W53')
    expect(key('weekly', '2027-01-04', null)).toBe('project:p:2027-W01')
    expect(key('monthly', '2026-11-30', 'f')).toBe('project:p:2026-11')
    expect(key('phase', '2026-11-30', 'f')).toBe('project:p:phase:f')
    expect(key('phase', '2026-11-30', null)).toBe('project:p:completion')
    expect(key('completion', '2026-11-30', 'f')).toBe('project:p:completion')
  })
})

describe('what was worked on a project', () => {
  test('comes on one concept per week, gathered, in words, and only once', async () => {
    const { actor, projectId, phaseIds, customerId } = await world({ poNumber: 'PO-7' }, [{ name: 'Ruwbouw' }])
    for (const day of ['2026-11-16', '2026-11-17']) await bookHours(actor, projectId, { day, phaseId: phaseIds[0] })
    await bookHours(actor, projectId, { day: '2026-11-09' })
    await bookExpense(actor, projectId)
    const [first = '', second = '', ...more] = await bill(actor, projectId)
    expect(more).toEqual([])
    const shown = (lines: Awaited<ReturnType<typeof linesOf>>) =>
      lines.map(({ description, quantity, unit, netAmount }) => [description, quantity, unit, netAmount])
    expect(shown(await linesOf(actor, first))).toEqual([['Uren werk, week 46', '8.000', 'u', '500.00']])
    expect(shown(await linesOf(actor, second))).toEqual([
      ['Uren werk, week 47 – fase Ruwbouw', '16.000', 'u', '1000.00'],
      ['Parkeren Vaartkom, week 47', '1.000', 'st', '10.00'],
    ])
    const [concept] = await reading(actor, ({ db }) => db.select().from(invoices).where(eq(invoices.id, second)))
    expect(concept).toMatchObject({ poNumber: 'PO-7', customerId, groupKey: `project:${projectId}:2026-W47` })
    expect(await statesOf(actor, projectId)).toEqual(Array(4).fill('concept'))
    expect(await bill(actor, projectId)).toEqual([])
    // What comes later joins the concept of its week.
    await bookHours(actor, projectId, { day: '2026-11-20', hourType: 'travel' })
    expect(await bill(actor, projectId)).toEqual([second])
    expect(await linesOf(actor, second)).toHaveLength(3)
  })

  test('is billed once, also by two at once', async () => {
    const { actor, projectId } = await world()
    await bookHours(actor, projectId)
    const made = await Promise.all([1, 2, 3].map(() => bill(actor, projectId)))
    expect(made.flat()).toHaveLength(1)
  })

  test('waits until it was agreed to, has a price, and its day has come', async () => {
    const { actor, projectId } = await world({ approval: 'yes' })
    for (const state of ['open', 'submitted', 'returned', 'approved', 'offered', 'rejected'] as const)
      await bookHours(actor, projectId, { state })
    await bookHours(actor, projectId, { state: 'accepted', price: null })
    await bookHours(actor, projectId, { state: 'accepted', hourType: 'break', price: null, netAmount: '0.00' })
    await bookHours(actor, projectId, { state: 'accepted', day: '2026-11-23' })
    await bookExpense(actor, projectId, { state: 'accepted', billable: 'no' })
    expect(await bill(actor, projectId)).toEqual([])
    await bookHours(actor, projectId, { state: 'accepted' })
    const [id = ''] = await bill(actor, projectId)
    expect((await linesOf(actor, id)).map(({ netAmount }) => netAmount)).toEqual(['500.00'])
  })

  test('waits for its phase, or for the end of the project, where that is agreed', async () => {
    const byPhase = await world({ invoicing: 'phase' }, [{ doneAt: '2026-11-18T10:00:00Z' }, {}])
    const [done, open] = byPhase.phaseIds
    for (const phaseId of [done, open, null]) await bookHours(byPhase.actor, byPhase.projectId, { phaseId })
    const [id = '', ...more] = await bill(byPhase.actor, byPhase.projectId)
    expect(more).toEqual([])
    expect((await linesOf(byPhase.actor, id)).map(({ phaseId }) => phaseId)).toEqual([done])
    const close = (actor: Actor, projectId: string) =>
      writing(actor, ({ db }) =>
        db.update(projects).set({ closedAt: '2026-11-20T10:00:00Z' }).where(eq(projects.id, projectId)),
      )
    await close(byPhase.actor, byPhase.projectId)
    expect(await bill(byPhase.actor, byPhase.projectId)).toHaveLength(2)
    const atEnd = await world({ invoicing: 'completion' })
    await bookHours(atEnd.actor, atEnd.projectId)
    expect(await bill(atEnd.actor, atEnd.projectId)).toEqual([])
    await close(atEnd.actor, atEnd.projectId)
    expect(await bill(atEnd.actor, atEnd.projectId)).toHaveLength(1)
  })

  test('goes to who gets the invoices, at the VAT of that customer', async () => {
    const { actors } = await makeCompany()
    const actor = actors.administration
    const { customerId: billToId } = await makeBuyer(actor, { vatCode: 'AEC', locale: 'fr' })
    const { customerId } = await makeBuyer(actor, { billToId })
    const { projectId } = await makeProjectFor(actor, customerId)
    await bookHours(actor, projectId)
    const [id = ''] = await bill(actor, projectId)
    const [concept] = await reading(actor, ({ db }) => db.select().from(invoices).where(eq(invoices.id, id)))
    expect(concept).toMatchObject({ customerId: billToId, locale: 'fr' })
    expect((await linesOf(actor, id))[0]).toMatchObject({
      vatCode: 'AEC',
      vatRate: '0.00',
      description: 'Heures de travail, semaine 47',
    })
  })

  test('of many projects at once; nothing at all is refused', async () => {
    const { actor, projectId, customerId } = await world()
    const other = await makeProjectFor(actor, customerId)
    const both = { projects: [projectId, other.projectId].map((id) => ({ projectId: id, upTo })) }
    await expect(writing(actor, (write) => billProjects(write, both))).rejects.toMatchObject({
      code: 'invoices.nothing_on_project',
    })
    for (const id of [projectId, other.projectId]) await bookHours(actor, id)
    expect(await writing(actor, (write) => billProjects(write, both))).toHaveLength(2)
    const stranger = (await makeCompany()).actors.administration
    await expect(writing(stranger, (write) => billProjects(write, both))).rejects.toMatchObject({
      code: 'common.not_found',
    })
  })
})

describe('fixed prices', () => {
  test('each phase when it is done, the rest when the project is closed, each once', async () => {
    const { actor, projectId, phaseIds } = await world({ pricing: 'fixed', fixedPrice: '1000', invoicing: 'phase' }, [
      { fixedPrice: '300', doneAt: '2026-11-18T10:00:00Z' },
      { fixedPrice: '200' },
    ])
    const [id = ''] = await bill(actor, projectId)
    expect((await linesOf(actor, id)).map(({ netAmount, phaseId }) => [netAmount, phaseId])).toEqual([
      ['300.00', phaseIds[0]],
    ])
    expect(await billedOf(actor, projectId)).toEqual(['300.00', '300.00', '0.00'])
    expect(await bill(actor, projectId)).toEqual([])
    await writing(actor, ({ db }) =>
      db.update(projects).set({ closedAt: '2026-11-20T10:00:00Z' }).where(eq(projects.id, projectId)),
    )
    await bill(actor, projectId)
    expect(await billedOf(actor, projectId)).toEqual(['1000.00', '300.00', '200.00'])
    expect(await bill(actor, projectId)).toEqual([])
    // Thrown away, it can be billed again.
    await writing(actor, (write) => discardConcept(write, { id }))
    expect(await billedOf(actor, projectId)).toEqual(['700.00', '0.00', '200.00'])
    expect(await bill(actor, projectId)).toHaveLength(1)
  })

  test('credited to be billed again they are left again, written off they are not', async () => {
    const { actor, projectId } = await world({ pricing: 'mixed' }, [
      { fixedPrice: '300', doneAt: '2026-11-18T10:00:00Z' },
      { fixedPrice: '200', doneAt: '2026-11-18T10:00:00Z' },
    ])
    const [id = ''] = await bill(actor, projectId)
    await writing(actor, (write) => finalizeInvoice(write, id))
    const [one, other] = await linesOf(actor, id)
    const credit = (lineId: string | undefined, outcome: 'bill_again' | 'write_off') =>
      writing(actor, (write) =>
        creditInvoice(write, { id: newId(), invoiceId: id, lineIds: [lineId ?? ''], outcome, reason: 'Fout' }),
      )
    await credit(one?.id, 'bill_again')
    expect(await billedOf(actor, projectId)).toEqual(['200.00', '0.00', '200.00'])
    await credit(other?.id, 'write_off')
    expect(await billedOf(actor, projectId)).toEqual(['200.00', '0.00', '200.00'])
    const [again = ''] = await bill(actor, projectId)
    expect((await linesOf(actor, again)).map(({ netAmount }) => netAmount)).toEqual(['300.00'])
  })
})

describe('the life of an invoice', () => {
  test('moves the hours along: taken off, thrown away, final, credited, written off', async () => {
    const { actor, projectId } = await world()
    await bookHours(actor, projectId)
    await bookExpense(actor, projectId)
    const [id = ''] = await bill(actor, projectId)
    const [hours] = await linesOf(actor, id)
    const { version } = (
      await reading(actor, ({ db }) => db.select().from(invoices).where(eq(invoices.id, id)))
    )[0] ?? { version: 0 }
    const header = {
      poNumber: '',
      issuedOn: null,
      suppliedOn: null,
      paymentTermDays: 30,
      notes: '',
      locale: 'nl' as const,
    }
    const {
      id: lineId,
      description,
      unit,
      quantity,
      unitPrice,
      discountPercent,
      vatCode,
    } = hours ?? ({} as NonNullable<typeof hours>)
    await writing(actor, (write) =>
      saveConcept(write, {
        id,
        version,
        ...header,
        lines: [{ id: lineId, description, unit, quantity, unitPrice, discountPercent, vatCode }],
      }),
    )
    expect(await statesOf(actor, projectId)).toEqual(['concept', 'open'])
    expect(await bill(actor, projectId)).toEqual([id])
    await writing(actor, (write) => discardConcept(write, { id }))
    expect(await statesOf(actor, projectId)).toEqual(['open', 'open'])
    const [again = ''] = await bill(actor, projectId)
    await writing(actor, (write) => finalizeInvoice(write, again))
    expect(await statesOf(actor, projectId)).toEqual(['billed', 'billed'])
    const [hoursLine, costsLine] = await linesOf(actor, again)
    const credit = (line: string | undefined, outcome: 'bill_again' | 'write_off') =>
      writing(actor, (write) =>
        creditInvoice(write, { id: newId(), invoiceId: again, lineIds: [line ?? ''], outcome, reason: 'Fout' }),
      )
    await credit(hoursLine?.id, 'bill_again')
    await credit(costsLine?.id, 'write_off')
    expect(await statesOf(actor, projectId)).toEqual(['open', 'written_off'])
    expect(await bill(actor, projectId)).toHaveLength(1)
    const series = await reading(actor, ({ db }) => db.select().from(invoiceSeries))
    for (const one of series) expect((await reading(actor, (read) => verifyChain(read, one.id))).broken).toBe(null)
  })

  test('prints the project with its number, name and subtotal', async () => {
    const { actor, projectId } = await world({ name: 'Nieuwbouw Vaartkom' })
    await bookHours(actor, projectId)
    const [id = ''] = await bill(actor, projectId)
    const document = await reading(actor, (read) => documentNow(read, id, Temporal.Now.instant()))
    expect(document.groups).toMatchObject([{ title: 'Nieuwbouw Vaartkom', netAmount: '500.00' }])
    expect(document.groups[0]?.orderNumber).toMatch(/^PR-/)
  })

  test('what a final invoice bills stays with it, for every role', async () => {
    const { actor, projectId } = await world()
    await bookHours(actor, projectId)
    const [id = ''] = await bill(actor, projectId)
    await writing(actor, (write) => finalizeInvoice(write, id))
    const [source] = await reading(actor, ({ db }) => db.select().from(invoiceLineSources))
    const later = await bookHours(actor, projectId)
    const tries = [
      sql`delete from invoice_line_sources`,
      sql`update invoice_line_sources set time_entry_id = ${later}`,
      sql`insert into invoice_line_sources (organization_id, id, invoice_line_id, time_entry_id)
        values (${actor.organizationId}, ${newId()}, ${source?.invoiceLineId ?? ''}, ${later})`,
    ]
    for (const statement of tries)
      await expect(writing(actor, ({ db }) => db.execute(statement))).rejects.toMatchObject({
        cause: { code: 'WS001' },
      })
  })
})

test('lines that nobody agreed to are billed anyway with a reason, that stays with the concept and with each of them', async () => {
  const { actor, projectId } = await world({ approval: 'yes', invoicing: 'completion' })
  const offered = await bookHours(actor, projectId, { state: 'offered' })
  await bookHours(actor, projectId, { state: 'submitted' })
  await bookHours(actor, projectId, { state: 'offered', removedAt: '2026-11-17T00:00:00Z' })
  const anyway = { projectId, memberId: actor.id, state: 'offered' as const, upTo, reason: 'Klant is failliet' }
  const [id = ''] = await writing(actor, (write) => billLinesAnyway(write, anyway))
  expect((await linesOf(actor, id)).map(({ netAmount }) => netAmount)).toEqual(['500.00'])
  const told = await reading(actor, ({ db }) => db.select().from(history).where(eq(history.reason, anyway.reason)))
  expect(told.map(({ subjectId, action }) => [subjectId, action]).sort()).toEqual(
    [
      [id, 'invoices.billed_anyway'],
      [offered, 'hours.billed_anyway'],
      [projectId, 'projects.billed_anyway'],
    ].sort(),
  )
  await expect(writing(actor, (write) => billLinesAnyway(write, anyway))).rejects.toMatchObject({
    code: 'invoices.nothing_on_project',
  })
})
