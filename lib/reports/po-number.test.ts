import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { invoiceLines, invoices } from '@/db/schema/invoices'
import { projects } from '@/db/schema/projects'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { releaseForInvoice } from '@/lib/control/mutations'
import { newId } from '@/lib/ids'
import { billProject } from '@/lib/invoices/mutations/bill-project'
import { saveConcept } from '@/lib/invoices/mutations/concept'
import { finalizeInvoice } from '@/lib/invoices/mutations/finalize'
import { setPoNumber } from '@/lib/invoices/mutations/po-number'
import { hasConceptPo } from '@/lib/invoices/queries/concept-po'
import { createOrder } from '@/lib/orders/mutations/create'
import { setVisitFacts } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer } from '@/scripts/test/invoice'
import { bookHours, makeProjectFor } from '@/scripts/test/project'
import { unbilledRows } from './queries/unbilled'
import { isPoMissing } from './rules/orders'

const today = '2026-11-22'
const reasons = (actor: Actor) =>
  reading(actor, async (read) => (await unbilledRows(read, today)).map(({ reason }) => reason).sort())
const conceptOf = async (actor: Actor) => {
  const [concept] = await reading(actor, ({ db }) => db.select().from(invoices))
  if (!concept) throw new Error('no concept')
  return concept
}

/** A customer who wants a PO number, with an order that is on a concept. */
async function withOrder() {
  const { actors } = await makeCompany()
  const buyer = await makeBuyer(actors.admin, { poRequired: true, invoiceGrouping: 'order' })
  const orderId = await writing(actors.admin, async (write) => {
    const line = { kind: 'material' as const, description: 'Stuk', quantity: '1', unitPrice: '10' }
    const { id } = await createOrder(write, { ...buyer, title: 'Werk', lines: [line] })
    const visited = { firstVisitAt: '2026-11-20T08:00:00Z', executedAt: '2026-11-20T10:00:00Z', remainingWork: '' }
    await setVisitFacts(write, id, { visitState: 'done', visitCount: 1, ...visited })
    await releaseForInvoice(write, { orderId: id })
    return id
  })
  return { actor: actors.administration, about: { orderId, projectId: null } }
}

/** The same with hours on a project; its rest is on no concept. */
async function withProject(billed = true) {
  const { actors } = await makeCompany()
  const { customerId } = await makeBuyer(actors.admin, { poRequired: true })
  const { projectId } = await makeProjectFor(actors.admin, customerId)
  await bookHours(actors.technician, projectId, { day: '2026-11-09' })
  if (billed) await writing(actors.admin, (write) => billProject(write, { projectId, upTo: today }))
  return { actor: actors.administration, about: { orderId: null, projectId } }
}

/** The number typed on the concept itself, as its screen saves it. */
const typeOnConcept = (actor: Actor, poNumber: string) =>
  writing(actor, async (write) => {
    const [concept] = await write.db.select().from(invoices)
    if (!concept) throw new Error('no concept')
    const { id, version, issuedOn, suppliedOn, paymentTermDays, notes } = concept
    const kept = await write.db.select().from(invoiceLines).orderBy(invoiceLines.position)
    const lines = kept.map(({ id: lineId, description, unit, quantity, unitPrice, discountPercent, vatCode }) => ({
      ...{ id: lineId, description, unit, quantity, unitPrice, discountPercent, vatCode },
    }))
    const header = { issuedOn, suppliedOn, paymentTermDays, notes, locale: 'nl' as const }
    return saveConcept(write, { id, version, ...header, poNumber, lines })
  })

test.each([
  ['an order', withOrder],
  ['a project', withProject],
] as const)('the PO number of %s clears the reason, is on its concept, and can be taken back', async (_, make) => {
  const { actor, about } = await make()
  expect(await reasons(actor)).toEqual(['po_missing'])
  await writing(actor, (write) => setPoNumber(write, { ...about, poNumber: 'PO-77', seen: '' }))
  expect(await reasons(actor)).toEqual(['on_concept'])
  expect(await conceptOf(actor)).toMatchObject({ poNumber: 'PO-77', version: expect.any(Number) })
  await writing(actor, (write) => setPoNumber(write, { ...about, poNumber: '', seen: 'PO-77' }))
  expect(await reasons(actor)).toEqual(['po_missing'])
  await writing(actor, (write) => setPoNumber(write, { ...about, poNumber: 'PO-78', seen: '' }))
  const { id } = await conceptOf(actor)
  await expect(writing(actor, (write) => finalizeInvoice(write, id))).resolves.toMatchObject({ id })
})

test.each([
  ['an order', withOrder],
  ['a project', withProject],
] as const)('the PO number of %s typed on the concept clears the reason too', async (_, make) => {
  const { actor } = await make()
  await typeOnConcept(actor, 'PO-5')
  expect(await reasons(actor)).toEqual(['on_concept'])
  await typeOnConcept(actor, '')
  expect(await reasons(actor)).toEqual(['po_missing'])
})

test('a project whose concept has a number still asks for it for what is not there yet', async () => {
  const { actor, about } = await withProject()
  await typeOnConcept(actor, 'PO-5')
  await bookHours(actor, about.projectId, { day: '2026-11-03' })
  expect(await reasons(actor)).toEqual(['on_concept', 'po_missing'])
  // A closed project's last invoice needs its number as well.
  await writing(actor, ({ db }) =>
    db.update(projects).set({ closedAt: '2026-11-20T10:00:00Z' }).where(eq(projects.id, about.projectId)),
  )
  await writing(actor, (write) => setPoNumber(write, { ...about, poNumber: 'PO-6', seen: '' }))
  expect(await reasons(actor)).toEqual(['not_on_concept', 'on_concept'])
  expect((await conceptOf(actor)).poNumber).toBe('PO-5')
})

test('a PO number of the project counts for its concept too, as when it is made final', async () => {
  const { actor, about } = await withProject()
  await writing(actor, ({ db }) =>
    db
      .update(projects)
      .set({ poNumber: 'PO-3', fixedPrice: '500', closedAt: '2026-11-13T10:00:00Z' })
      .where(eq(projects.id, about.projectId)),
  )
  expect(await reasons(actor)).toEqual(['not_on_concept', 'on_concept'])
  await writing(actor, (write) => billProject(write, { projectId: about.projectId, upTo: today }))
  await writing(actor, ({ db }) => db.update(invoices).set({ poNumber: '' }))
  expect(await reasons(actor)).not.toContain('po_missing')
  for (const { id } of await reading(actor, ({ db }) => db.select().from(invoices)))
    await expect(writing(actor, (write) => finalizeInvoice(write, id))).resolves.toMatchObject({ id })
})

test('the PO number typed on the concept of a project stays when more of it comes there', async () => {
  const { actor, about } = await withProject()
  await typeOnConcept(actor, 'PO-5')
  await bookHours(actor, about.projectId, { day: '2026-11-10' })
  await writing(actor, (write) => billProject(write, { projectId: about.projectId, upTo: today }))
  expect((await conceptOf(actor)).poNumber).toBe('PO-5')
  expect(await reasons(actor)).toEqual(['on_concept', 'on_concept'])
})

test('another number that came meanwhile is shown, never overwritten; the same one is no change', async () => {
  const { actor, about } = await withProject(false)
  const set = (poNumber: string, seen: string) =>
    writing(actor, (write) => setPoNumber(write, { ...about, poNumber, seen }))
  await set('PO-1', '')
  await set('PO-1', '')
  const stale = await set('PO-2', '').catch((error: unknown) => error)
  expect(stale).toBeInstanceOf(Refused)
  expect(stale).toMatchObject({ code: 'common.stale', current: { poNumber: 'PO-1' } })
  await set('PO-2', 'PO-1')
  const unknown = { orderId: null, projectId: newId(), poNumber: 'x', seen: '' }
  await expect(writing(actor, (write) => setPoNumber(write, unknown))).rejects.toMatchObject({
    code: 'common.not_found',
  })
})

test('the page of an order has the PO number of its concept as the list of unbilled work does', async () => {
  const { actor, about } = await withOrder()
  const asked = async () => ({
    onPage: isPoMissing({
      poRequired: true,
      poNumber: '',
      onConcept: true,
      poOnConcept: await reading(actor, (read) => hasConceptPo(read, about.orderId)),
    }),
    inList: (await reasons(actor)).includes('po_missing'),
  })
  expect(await asked()).toEqual({ onPage: true, inList: true })
  await typeOnConcept(actor, 'PO-9')
  expect(await asked()).toEqual({ onPage: false, inList: false })
  const off = { poRequired: true, poNumber: '', onConcept: false, poOnConcept: true }
  expect([isPoMissing(off), isPoMissing({ ...off, poNumber: 'PO-1' })]).toEqual([true, false])
})
