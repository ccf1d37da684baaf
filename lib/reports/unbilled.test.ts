import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { invoiceLines, invoices } from '@/db/schema/invoices'
import { projectPhases, projects } from '@/db/schema/projects'
import { reading, writing } from '@/lib/auth/actor'
import { releaseForInvoice } from '@/lib/control/mutations'
import { controlQueue } from '@/lib/control/queries'
import { lineStates } from '@/lib/hours/rules/approval'
import { newId } from '@/lib/ids'
import { billLinesAnyway, billProject } from '@/lib/invoices/mutations/bill-project'
import { discardConcept } from '@/lib/invoices/mutations/concept'
import { creditInvoice } from '@/lib/invoices/mutations/credit'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { sum } from '@/lib/money'
import { createOrder } from '@/lib/orders/mutations/create'
import { cancelOrder, holdOrder } from '@/lib/orders/mutations/decide'
import { setVisitFacts } from '@/lib/orders/mutations/facts'
import { orderForPage } from '@/lib/orders/queries/page'
import { Refused } from '@/lib/refused'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import { bookExpense, bookHours, makeProjectFor } from '@/scripts/test/project'
import { unbilledRows, unbilledSummary } from './queries/unbilled'
import { byReason } from './rules'

const today = '2026-11-22'
const step = fc.constantFrom('planned', 'running', 'done', 'needs_visit', 'release', 'hold', 'cancel')

const projectStep = fc.constantFrom(
  'bill',
  'bill',
  'anyway',
  'discard',
  'finalize',
  'finalize',
  'again',
  'write_off',
  'finish',
  'close',
)
const projectHistory = fc.record({
  project: fc.record({
    pricing: fc.constantFrom('hourly' as const, 'fixed' as const, 'mixed' as const),
    invoicing: fc.constantFrom('weekly' as const, 'monthly' as const, 'phase' as const, 'completion' as const),
    approval: fc.constantFrom('yes' as const, 'no' as const, 'default' as const),
    poNumber: fc.constantFrom('', 'PO'),
  }),
  booked: fc.array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 600 }),
      price: fc.option(
        fc.integer({ min: 0, max: 1_500_000 }).map((n) => (n / 10_000).toFixed(4)),
        { freq: 5 },
      ),
      state: fc.constantFrom(...lineStates, 'approved' as const, 'accepted' as const),
      day: fc.constantFrom('2026-11-08', '2026-11-13', '2026-11-16', '2026-11-22'),
      onPhase: fc.boolean(),
      isExpense: fc.boolean(),
      isRemoved: fc.boolean(),
    }),
    { maxLength: 10 },
  ),
  steps: fc.array(projectStep, { maxLength: 9 }),
})

/** What there is to be paid for on projects: prices of lines that were not taken back, and what was agreed beforehand. */
const allWork = sql`select ((select coalesce(sum(net_amount), 0) from time_entries where removed_at is null and invoice_state <> 'written_off')
  + (select coalesce(sum(net_amount), 0) from expenses where removed_at is null and billable = 'yes' and invoice_state <> 'written_off')
  + (select coalesce(sum(fixed_price), 0) from projects)
  + (select coalesce(sum(f.fixed_price), 0) from project_phases f join projects p on p.id = f.project_id and p.fixed_price is null)
  - (select coalesce(sum(s.fixed_amount), 0) from invoice_line_sources s join invoice_lines c on c.credits_line_id = s.invoice_line_id
      join invoices n on n.id = c.invoice_id and n.credit_outcome = 'write_off'))::text as total`
/** What final invoices come to, less what was credited. */
const onInvoices = sql`select coalesce(sum(net_amount), 0)::text as total from invoices where number is not null`

const history = fc.record({
  prices: fc.array(fc.option(fc.integer({ min: 0, max: 500_000 })), { minLength: 0, maxLength: 4 }),
  steps: fc.array(step, { maxLength: 5 }),
})

async function companyWithCustomers() {
  const company = await makeCompany()
  const { organizationId } = company
  const orderTypeId = newId()
  const places = [false, true].map((poRequired) => ({ customerId: newId(), siteId: newId(), poRequired }))
  await writing(company.actors.admin, async ({ db }) => {
    await db.insert(orderTypes).values({ organizationId, id: orderTypeId, name: 'Storing' })
    for (const { customerId, siteId, poRequired } of places) {
      await db.insert(customers).values({
        organizationId,
        id: customerId,
        number: customerId,
        kind: 'company',
        name: 'Klant',
        street: 'Markt',
        postalCode: '3000',
        city: 'Leuven',
        poRequired,
        invoiceGrouping: poRequired ? 'order' : 'month',
      })
      await db.insert(sites).values({ organizationId, id: siteId, customerId })
    }
  })
  return { ...company, orderTypeId, places }
}

describe('why this is not invoiced yet', () => {
  it('adds up to all unbilled work, to the cent, after any history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(history, { minLength: 1, maxLength: 6 }), async (histories) => {
        const company = await companyWithCustomers()
        for (const [index, { prices, steps }] of histories.entries()) await live(company, index, prices, steps)
        const { summary, rows, unbilled } = await reading(company.actors.admin, async (read) => ({
          summary: await unbilledSummary(read, today),
          rows: await unbilledRows(read, today),
          unbilled: await read.db.execute<{ total: string }>(
            sql`select coalesce(sum(unbilled_amount), 0)::text as total from orders where organization_id = ${company.organizationId}`,
          ),
        }))
        expect(sum([summary.amount])).toBe(sum([unbilled[0]?.total ?? '0']))
        expect(sum(rows.map((row) => row.amount))).toBe(sum([summary.amount]))
        expect(rows.length).toBe(summary.count)
      }),
      { numRuns: 12 },
    )
  })

  it('adds up to all that was worked on projects: what is invoiced and what is listed, to the cent, after any history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(projectHistory, { minLength: 1, maxLength: 3 }), async (histories) => {
        const company = await companyWithCustomers()
        for (const [index, one] of histories.entries()) await liveProject(company, index, one)
        const { summary, rows, worked, invoiced } = await reading(company.actors.admin, async (read) => ({
          summary: await unbilledSummary(read, today),
          rows: await unbilledRows(read, today),
          worked: await read.db.execute<{ total: string }>(allWork),
          invoiced: await read.db.execute<{ total: string }>(onInvoices),
        }))
        expect(sum([invoiced[0]?.total ?? '0', summary.amount])).toBe(sum([worked[0]?.total ?? '0']))
        expect(sum(rows.map((row) => row.amount))).toBe(sum([summary.amount]))
        expect(rows.length).toBe(summary.count)
        expect(byReason(rows.map((row) => ({ ...row, count: 1, oldestOn: row.sinceOn })))).toEqual(summary.groups)
      }),
      { numRuns: 25 },
    )
  })

  it('names for hours on a project who has the next step, and where it is', async () => {
    const { actors } = await makeCompany()
    const actor = actors.administration
    const buyer = await makeBuyer(actor, { name: 'Vastgoed Dijlevallei', approval: 'yes' })
    const { projectId } = await makeProjectFor(actor, buyer.customerId, { leadId: actors.planner.id })
    for (const state of ['open', 'submitted', 'offered'] as const)
      await bookHours(actors.technician, projectId, { state })
    await bookHours(actors.technician, projectId, { state: 'rejected', remark: 'Dubbel' })
    await bookHours(actors.technician, projectId, { state: 'accepted', day: '2026-11-09' })
    const rows = await reading(actor, (read) => unbilledRows(read, today))
    expect(rows.map(({ reason, owner, remark }) => [reason, owner, remark]).sort()).toEqual([
      ['hours_check', 'Test planner', ''],
      ['hours_offered', 'Vastgoed Dijlevallei', ''],
      ['hours_open', 'Test technician', ''],
      ['hours_rejected', 'Test technician', 'Dubbel'],
      ['not_on_concept', '', ''],
    ])
    const ready = rows.find(({ reason }) => reason === 'not_on_concept')
    const concepts = await writing(actor, (write) => billProject(write, { projectId, upTo: ready?.booked?.upTo ?? '' }))
    const after = await reading(actor, (read) => unbilledRows(read, today))
    expect(after.find(({ reason }) => reason === 'on_concept')?.conceptId).toBe(concepts[0])
  })

  it('shows nothing of another company', async () => {
    const company = await companyWithCustomers()
    await live(company, 0, [1000], [])
    const other = await makeCompany()
    expect((await reading(other.actors.admin, (read) => unbilledSummary(read, today))).count).toBe(0)
  })
})

/** One released order, done at that moment, of a customer whose invoices go to another one. */
async function releasedFor(
  buyer: Partial<typeof customers.$inferInsert>,
  poNumber = '',
  executedAt = '2026-11-20T10:00:00Z',
) {
  const { actors } = await makeCompany()
  const { customerId: billToId } = await makeBuyer(actors.admin, buyer)
  const place = await makeBuyer(actors.admin, { billToId, invoiceGrouping: 'order' })
  const order = await writing(actors.admin, async (write) => {
    const made = await createOrder(write, {
      ...place,
      title: 'Werk',
      poNumber,
      lines: [{ kind: 'material', description: 'Stuk', quantity: '1', unitPrice: '10' }],
    })
    const done = { visitState: 'done', visitCount: 1, firstVisitAt: executedAt, executedAt, remainingWork: '' } as const
    await setVisitFacts(write, made.id, done)
    return made
  })
  return { actors, order }
}

describe('another customer gets the invoice', () => {
  it('asks the PO number that the invoice will need, wherever it is looked at', async () => {
    const { actors, order } = await releasedFor({ poRequired: true })
    await reading(actors.admin, async (read) => {
      expect((await controlQueue(read))[0]?.flags).toContain('po_missing')
      expect((await orderForPage(read, order.id))?.customer).toMatchObject({ poRequired: true })
    })
    await writing(actors.admin, (write) => releaseForInvoice(write, { orderId: order.id }))
    const [row] = await reading(actors.admin, (read) => unbilledRows(read, today))
    // Not the technician who was there: it is the office's to ask.
    expect(row).toMatchObject({ reason: 'po_missing', owner: '', ownerRole: 'administration' })
  })

  it('does not ask one that only the visited customer wants', async () => {
    const { actors, order } = await releasedFor({})
    await writing(actors.admin, ({ db }) =>
      db.update(customers).set({ poRequired: true }).where(sql`bill_to_id is not null`),
    )
    await writing(actors.admin, (write) => releaseForInvoice(write, { orderId: order.id }))
    const [row] = await reading(actors.admin, (read) => unbilledRows(read, today))
    expect(row).toMatchObject({ reason: 'on_concept' })
  })

  it("waits for the month that the concept collects, in the company's time zone", async () => {
    // In Brussels December has begun.
    const { actors, order } = await releasedFor({ invoiceGrouping: 'month' }, '', '2026-11-30T23:30:00Z')
    await writing(actors.admin, (write) => releaseForInvoice(write, { orderId: order.id }))
    const reasonOn = async (day: string) => (await reading(actors.admin, (read) => unbilledRows(read, day)))[0]?.reason
    const [concept] = await reading(actors.admin, (read) => read.db.select().from(invoices))
    expect(concept?.groupKey).toMatch(/:2026-12$/)
    expect(await reasonOn('2026-12-31')).toBe('collective')
    expect(await reasonOn('2027-01-01')).toBe('on_concept')
  })
})

/** One project with what was booked on it through some steps; what is refused then is left out. */
async function liveProject(
  { actors, places }: Company,
  index: number,
  { project, booked, steps }: typeof projectHistory extends fc.Arbitrary<infer T> ? T : never,
): Promise<void> {
  const { customerId = '' } = places[index % 2] ?? {}
  const actor = actors.admin
  const fixedPrice = project.pricing === 'fixed' ? '1000.01' : null
  const price = project.pricing === 'hourly' ? null : '333.33'
  const { projectId, phaseIds } = await makeProjectFor(actor, customerId, { ...project, fixedPrice }, [
    { fixedPrice: price, doneAt: '2026-11-12T10:00:00Z' },
    { fixedPrice: price },
  ])
  for (const { onPhase, isExpense, isRemoved, minutes, price: hourly, ...line } of booked) {
    const about = {
      ...line,
      phaseId: onPhase ? (phaseIds[0] ?? null) : null,
      removedAt: isRemoved ? '2026-11-17T10:00:00Z' : null,
    }
    if (isExpense) await bookExpense(actor, projectId, { ...about, netAmount: hourly && (minutes / 100).toFixed(2) })
    else await bookHours(actor, projectId, { ...about, minutes, price: hourly })
  }
  for (const step of steps)
    await writing(actor, async (write) => {
      const mine = await write.db.select().from(invoices).where(sql`kind = 'invoice' and discarded_at is null`)
      const concept = mine.find(({ number }) => number === null)?.id ?? newId()
      const final = mine.find(({ number }) => number !== null)?.id ?? newId()
      if (step === 'bill') await billProject(write, { projectId, upTo: today })
      else if (step === 'anyway')
        await billLinesAnyway(write, { projectId, memberId: actor.id, state: 'submitted', upTo: today, reason: 'toch' })
      else if (step === 'discard') await discardConcept(write, { id: concept })
      else if (step === 'finalize') await finalizeInvoice(write, concept)
      else if (step === 'again' || step === 'write_off') {
        const [line] = await write.db
          .select({ id: invoiceLines.id })
          .from(invoiceLines)
          .where(
            sql`invoice_id = ${final} and not exists (select from invoice_lines c where c.credits_line_id = invoice_lines.id)`,
          )
          .limit(1)
        const outcome = step === 'again' ? ('bill_again' as const) : step
        const lineIds = [line?.id ?? newId()]
        await creditInvoice(write, { id: newId(), invoiceId: final, lineIds, outcome, reason: 'fout' })
      } else if (step === 'close')
        await write.db.update(projects).set({ closedAt: '2026-11-20T10:00:00Z' }).where(eq(projects.id, projectId))
      else
        await write.db
          .update(projectPhases)
          .set({ doneAt: '2026-11-19T10:00:00Z' })
          .where(eq(projectPhases.projectId, projectId))
    }).catch((error) => {
      if (!(error instanceof Refused)) throw error
    })
}

type Company = Awaited<ReturnType<typeof companyWithCustomers>>

/** One order through some steps; a step that is refused then is left out, as it would be on the screen. */
async function live(
  company: Company,
  index: number,
  prices: (number | null)[],
  steps: readonly string[],
): Promise<void> {
  const place = company.places[index % 2] ?? { customerId: '', siteId: '' }
  const { actors, orderTypeId } = company
  const order = await writing(actors.admin, (write) =>
    createOrder(write, {
      orderTypeId,
      customerId: place.customerId,
      siteId: place.siteId,
      title: 'Werk',
      lines: prices.map((cents) => ({
        kind: 'material' as const,
        description: 'Stuk',
        quantity: '1',
        unitPrice: cents === null ? null : (cents / 100).toFixed(2),
      })),
    }),
  )
  for (const one of steps) {
    await writing(actors.admin, async (write) => {
      if (one === 'release') await releaseForInvoice(write, { orderId: order.id })
      else if (one === 'hold') await holdOrder(write, { id: order.id, reason: 'wacht' })
      else if (one === 'cancel') await cancelOrder(write, order.id, 'niet meer nodig')
      else
        await setVisitFacts(write, order.id, {
          visitState: one as 'planned' | 'running' | 'done' | 'needs_visit',
          visitCount: 1,
          firstVisitAt: '2026-11-20T08:00:00Z',
          executedAt: one === 'done' ? '2026-11-20T10:00:00Z' : null,
          remainingWork: '',
        })
    }).catch((error) => {
      if (!(error instanceof Refused)) throw error
    })
  }
}
