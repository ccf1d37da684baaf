import { and, asc, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { customers } from '@/db/schema/customers'
import { invoiceLines, invoices } from '@/db/schema/invoices'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { sum } from '@/lib/money'
import { addLine } from '@/lib/orders/mutations/lines'
import { runPreview } from '@/lib/reports/queries/run-preview'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer, releasedOrder } from '@/scripts/test/invoice'
import { bookHours, makeProjectFor } from '@/scripts/test/project'
import { workRun } from './jobs'
import { billOrder } from './mutations/bill'
import { billProject } from './mutations/bill-project'
import { startRun, stepRun } from './mutations/run'
import { invoicePage } from './queries/page'
import { chosenOf } from './rules/run-preview'

const upTo = '2026-11-22'

/** A week of a project and an order on their concepts, before somebody else pays for this customer. */
async function world() {
  const { actors, organizationId } = await makeCompany()
  const actor = actors.administration
  const buyer = await makeBuyer(actor, { name: 'Huurder' })
  const { customerId: payerId } = await makeBuyer(actor, { name: 'Syndicus' })
  const { projectId } = await makeProjectFor(actor, buyer.customerId)
  await bookHours(actor, projectId)
  const orderId = await writing(actor, (write) => releasedOrder(write, buyer))
  const before = [await billedProject(actor, projectId), await billedOrder(actor, orderId)]
  const setPayer = (billToId: string | null) =>
    writing(actor, ({ db }) => db.update(customers).set({ billToId }).where(eq(customers.id, buyer.customerId)))
  await setPayer(payerId)
  return { actor, organizationId, ...buyer, payerId, projectId, orderId, before, setPayer }
}

const billedProject = async (actor: Actor, projectId: string) =>
  (await writing(actor, (write) => billProject(write, { projectId, upTo })))[0] ?? ''
const billedOrder = async (actor: Actor, orderId: string) =>
  (await writing(actor, (write) => billOrder(write, orderId))) ?? ''

/** By customer what stands on each open concept. */
const concepts = (actor: Actor) =>
  reading(actor, async ({ db }) => {
    const rows = await db
      .select({ id: invoices.id, customerId: invoices.customerId, amount: invoiceLines.netAmount })
      .from(invoices)
      .innerJoin(invoiceLines, eq(invoiceLines.invoiceId, invoices.id))
      .where(and(eq(invoices.organizationId, actor.organizationId), isNull(invoices.discardedAt)))
      .orderBy(asc(invoices.id))
    return [...Map.groupBy(rows, ({ id }) => id).values()].map((own) => [
      own[0]?.customerId,
      sum(own.map(({ amount }) => amount)),
    ])
  })

const payerCheck = (actor: Actor, id: string) =>
  reading(actor, async (read) =>
    (await invoicePage(read, id, Temporal.Now.instant())).checks.find(({ name }) => name === 'payer'),
  )

async function addLate(actor: Actor, orderId: string) {
  const line = {
    orderId,
    kind: 'material' as const,
    description: 'Nagekomen',
    quantity: '1',
    unitPrice: '10',
    vatRate: '21',
  }
  await writing(actor, (write) => addLine(write, line))
}

test('new work goes to who pays now, never on a concept of who paid before; what stays there is said', async () => {
  const { actor, customerId, payerId, projectId, orderId, before, setPayer } = await world()
  for (const id of before)
    expect(await payerCheck(actor, id)).toMatchObject({
      state: 'warning',
      code: 'invoices.payer_changed',
      params: { name: 'Huurder', payer: 'Syndicus' },
    })
  // The same week again: its key is that of the concept of who paid before.
  await bookHours(actor, projectId, { minutes: 120 })
  await addLate(actor, orderId)
  const after = [await billedProject(actor, projectId), await billedOrder(actor, orderId)]
  expect(before).not.toContain(after[0])
  expect(before).not.toContain(after[1])
  expect(await concepts(actor)).toEqual([
    [customerId, '500.00'],
    [customerId, '192.04'],
    [payerId, '125.00'],
    [payerId, '10.00'],
  ])
  for (const id of after) expect((await payerCheck(actor, id))?.state).toBe('ok')
  // Back again: it goes on with the concept that is still there, and the others are said.
  await setPayer(null)
  await bookHours(actor, projectId, { minutes: 60 })
  expect(await billedProject(actor, projectId)).toBe(before[0])
  expect((await payerCheck(actor, after[0] ?? ''))?.params).toEqual({ name: 'Syndicus', payer: 'Huurder' })
})

test('a run keeps the concept of who paid before apart from what comes for who pays now, as its preview said', async () => {
  const { actor, organizationId, customerId, payerId, projectId, before } = await world()
  await bookHours(actor, projectId, { minutes: 120 })
  const { rows } = await reading(actor, (read) => runPreview(read, { upTo, today: upTo, withRunning: false }))
  expect(rows.map(({ conceptId, isFormer, amount }) => [conceptId, isFormer, amount])).toEqual([
    [before[0], true, '500.00'],
    [before[1], true, '192.04'],
    [null, false, '125.00'],
  ])
  const id = newId()
  await writing(actor, (write) => startRun(write, { id, upTo, ...chosenOf(rows) }))
  await workRun(organizationId, id)
  await writing(actor, (write) => stepRun(write, { id, step: 'finalize' }))
  await workRun(organizationId, id)
  const final = await reading(actor, ({ db }) => db.select().from(invoices).orderBy(asc(invoices.netAmount)))
  expect(final.map((one) => [one.customerId, one.netAmount, one.number !== null])).toEqual([
    [payerId, '125.00', true],
    [customerId, '192.04', true],
    [customerId, '500.00', true],
  ])
})

test('a concept that collects for a payer goes on collecting for them, also when one whose work is on it pays elsewhere', async () => {
  const { actors } = await makeCompany()
  const actor = actors.administration
  const { customerId: payerId } = await makeBuyer(actor, { name: 'Syndicus', invoiceGrouping: 'customer' })
  const [stays, leaves] = [await makeBuyer(actor, { billToId: payerId }), await makeBuyer(actor, { billToId: payerId })]
  const [first, second] = await writing(actor, async (write) => [
    await releasedOrder(write, stays),
    await releasedOrder(write, leaves),
  ])
  const conceptId = await billedOrder(actor, first ?? '')
  expect(await billedOrder(actor, second ?? '')).toBe(conceptId)
  await writing(actor, ({ db }) =>
    db.update(customers).set({ billToId: null }).where(eq(customers.id, leaves.customerId)),
  )
  await addLate(actor, first ?? '')
  const { rows } = await reading(actor, (read) => runPreview(read, { upTo, today: upTo, withRunning: false }))
  expect(rows).toMatchObject([{ conceptId, isFormer: false, orderIds: [first], amount: '394.08' }])
  expect(await billedOrder(actor, first ?? '')).toBe(conceptId)
})
