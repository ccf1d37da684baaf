import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { invoices } from '@/db/schema/invoices'
import { reading, writing } from '@/lib/auth/actor'
import { releaseForInvoice } from '@/lib/control/mutations'
import { controlQueue } from '@/lib/control/queries'
import { newId } from '@/lib/ids'
import { sum } from '@/lib/money'
import { createOrder } from '@/lib/orders/mutations/create'
import { cancelOrder, holdOrder } from '@/lib/orders/mutations/decide'
import { setVisitFacts } from '@/lib/orders/mutations/facts'
import { orderForPage } from '@/lib/orders/queries/page'
import { Refused } from '@/lib/refused'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import { unbilledRows, unbilledSummary } from './queries/unbilled'

const today = '2026-11-22'
const step = fc.constantFrom('planned', 'running', 'done', 'needs_visit', 'release', 'hold', 'cancel')
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
