import { eq } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { approvalLines, approvalRequests } from '@/db/schema/approvals'
import type { customers } from '@/db/schema/customers'
import { invoiceAttachments, invoiceLines, invoiceStates, invoices } from '@/db/schema/invoices'
import { mails } from '@/db/schema/mail'
import { products } from '@/db/schema/products'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { takeMade } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { newId } from '@/lib/ids'
import { sum } from '@/lib/money'
import { createOrder } from '@/lib/orders/mutations/create'
import { releaseOrder } from '@/lib/orders/mutations/decide'
import { setVisitFacts } from '@/lib/orders/mutations/facts'
import { stopPdf } from '@/lib/pdf'
import { runPreview } from '@/lib/reports/queries/run-preview'
import { unbilledRows } from '@/lib/reports/queries/unbilled'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer, releasedOrder } from '@/scripts/test/invoice'
import { bookExpense, bookHours, makeProjectFor } from '@/scripts/test/project'
import { renderInvoice } from './jobs'
import { billOrder } from './mutations/bill'
import { billProject } from './mutations/bill-project'
import { attachFile } from './mutations/concept'
import { finalizeInvoice } from './mutations/finalize'
import { moveProject } from './mutations/move'
import { verifyChain } from './queries/chain'
import { documentNow } from './queries/drawing'
import { linesOfProject } from './queries/run-lines'
import { type Collecting, isCollecting } from './rules/grouping'
import { billingPeriod, projectGroupKey } from './rules/project-lines'

afterAll(stopPdf)

const upTo = '2026-11-22'

async function world(customer: Partial<typeof customers.$inferInsert> = {}) {
  const { actors, organizationId } = await makeCompany()
  const actor = actors.administration
  const buyer = await makeBuyer(actor, customer)
  return { actor, organizationId, ...buyer, ...(await makeProjectFor(actor, buyer.customerId)) }
}

const bill = async (actor: Actor, projectId: string) =>
  (await writing(actor, (write) => billProject(write, { projectId, upTo })))[0] ?? ''

const linesOf = (actor: Actor, invoiceId: string) =>
  reading(actor, ({ db }) =>
    db.select().from(invoiceLines).where(eq(invoiceLines.invoiceId, invoiceId)).orderBy(invoiceLines.position),
  )

const attachedTo = (actor: Actor, invoiceId: string) =>
  reading(actor, ({ db }) =>
    db
      .select({ fileId: invoiceAttachments.fileId, title: invoiceAttachments.title })
      .from(invoiceAttachments)
      .where(eq(invoiceAttachments.invoiceId, invoiceId))
      .orderBy(invoiceAttachments.title),
  )

describe('a customer says how hours stand on invoices', () => {
  test.each([
    ['price', ['Uren werk, week 47', 'Uren reistijd, week 47']],
    ['day', ['Uren werk, ma 16 nov 2026', 'Uren reistijd, ma 16 nov 2026', 'Uren werk, di 17 nov 2026']],
    [
      'line',
      [
        'Uren werk, Test administration, ma 16 nov 2026, Kelder',
        'Uren reistijd, Test administration, ma 16 nov 2026',
        'Uren werk, Test administration, di 17 nov 2026',
      ],
    ],
    ['member', ['Uren werk, Test administration, week 47', 'Uren reistijd, Test administration, week 47']],
    ['total', ['Uren, 17 u, week 47']],
  ] as const)('%s: the same work in other lines, at the same total', async (workDetail, said) => {
    const { actor, projectId } = await world({ workDetail, workGrouping: 'project' })
    await bookHours(actor, projectId, { notes: 'Kelder' })
    await bookHours(actor, projectId, { hourType: 'travel', minutes: 60, price: '40.0000' })
    await bookHours(actor, projectId, { day: '2026-11-17' })
    const key = projectGroupKey(projectId, billingPeriod('weekly', '2026-11-16', null))
    const seen = await reading(actor, (read) => linesOfProject(read, { projectId, key, upTo }, Temporal.Now.instant()))
    const lines = await linesOf(actor, await bill(actor, projectId))
    expect(lines.map(({ description }) => description)).toEqual(said)
    expect(sum(lines.map(({ netAmount }) => netAmount))).toBe('1040.00')
    // What was shown before is what was made.
    expect(seen.map(({ description, netAmount }) => [description, netAmount])).toEqual(
      lines.map(({ description, netAmount }) => [description, netAmount]),
    )
  })

  test('and what is said above and below the lines, sealed with the rest', async () => {
    const { actor, projectId } = await world({ invoiceIntro: 'Beste,', invoiceClosing: 'Bedankt voor uw vertrouwen.' })
    await bookHours(actor, projectId)
    const id = await bill(actor, projectId)
    await writing(actor, (write) => finalizeInvoice(write, id))
    const document = await reading(actor, (read) => documentNow(read, id, Temporal.Now.instant()))
    expect(document).toMatchObject({ notes: 'Beste,', closing: 'Bedankt voor uw vertrouwen.' })
    const [{ seriesId } = { seriesId: null }] = await reading(actor, ({ db }) =>
      db.select({ seriesId: invoices.seriesId }).from(invoices).where(eq(invoices.id, id)),
    )
    expect((await reading(actor, (read) => verifyChain(read, seriesId ?? ''))).broken).toBe(null)
  })
})

describe('VAT of hours', () => {
  async function withProducts(actor: Actor) {
    const [labourProductId, travelProductId] = [newId(), newId()]
    const product = (id: string, number: string, vatRate: string) => ({
      ...{
        organizationId: actor.organizationId,
        id,
        number,
        name: number,
        kind: 'labour' as const,
        unit: 'u',
        vatRate,
      },
    })
    await writing(actor, ({ db }) =>
      db.insert(products).values([product(labourProductId, 'L', '6'), product(travelProductId, 'R', '21')]),
    )
    await writing(actor, (write) => saveSettings(write, { labourProductId, travelProductId }))
  }

  test('follows the products that stand for labour and travel, and an expense its own', async () => {
    const { actor, projectId } = await world()
    await withProducts(actor)
    await bookHours(actor, projectId)
    await bookHours(actor, projectId, { hourType: 'travel' })
    await bookExpense(actor, projectId, { vatRate: '12' })
    const lines = await linesOf(actor, await bill(actor, projectId))
    expect(lines.map(({ vatCode, vatRate }) => [vatCode, vatRate])).toEqual([
      ['S6', '6.00'],
      ['S21', '21.00'],
      ['S12', '12.00'],
    ])
  })

  test('is the customer’s own before any product’s', async () => {
    const { actor, projectId } = await world({ vatCode: 'AEC' })
    await withProducts(actor)
    await bookHours(actor, projectId)
    expect((await linesOf(actor, await bill(actor, projectId))).map(({ vatCode }) => vatCode)).toEqual(['AEC'])
  })
})

describe('timesheets', () => {
  /** A sealed timesheet to which the customer agreed, with one entry. */
  async function sealed(actor: Actor, about: { projectId: string; customerId: string; entryId: string }) {
    const { organizationId } = actor
    const pdf = await takeMade(organizationId, {
      bytes: Buffer.from('%PDF-1.4 brief'),
      name: 'b.pdf',
      type: 'application/pdf',
    })
    return writing(actor, async (write) => {
      const [fileId, requestId] = [await recordFile(write, pdf, { source: 'system' }), newId()]
      await write.db.insert(approvalRequests).values({
        ...{ organizationId, id: requestId, number: `G-${requestId.slice(-6)}`, kind: 'hours', status: 'answered' },
        ...{
          customerId: about.customerId,
          projectId: about.projectId,
          periodFrom: '2026-11-16',
          periodTo: '2026-11-22',
        },
        ...{ recipient: 'x@example.com', sentAt: '2026-11-22T10:00:00Z', expiresAt: '2026-12-22T10:00:00Z' },
        ...{ pdfFileId: fileId, pdfSha256: pdf.sha256 },
      })
      await write.db.insert(approvalLines).values({
        ...{ organizationId, id: newId(), requestId, position: 1, timeEntryId: about.entryId, answer: 'approved' },
        facts: {
          ...{ kind: 'hours', day: '2026-11-16', member: 'An', phase: '', notes: '', fileIds: [], hourType: 'work' },
          ...{ minutes: 480, startAt: null, endAt: null },
        },
      })
      return fileId
    })
  }

  test('that the customer sealed goes along, and one is drawn for the rest, once', async () => {
    const { actor, projectId, customerId, organizationId } = await world()
    const entryId = await bookHours(actor, projectId, { state: 'accepted' })
    await bookHours(actor, projectId, { day: '2026-11-17' })
    const fileId = await sealed(actor, { projectId, customerId, entryId })
    const id = await bill(actor, projectId)
    expect((await attachedTo(actor, id)).map((one) => one.fileId)).toEqual([fileId])
    const { number } = await writing(actor, (write) => finalizeInvoice(write, id))
    await Promise.all([renderInvoice(organizationId, id), renderInvoice(organizationId, id)])
    const attached = await attachedTo(actor, id)
    expect(attached.map(({ title }) => title)).toEqual([expect.stringMatching(/^G-/), `Urenstaat ${number}`])
    const [mail] = await reading(actor, ({ db }) => db.select().from(mails).where(eq(mails.subjectId, id)))
    expect(mail?.attachmentIds).toHaveLength(3)
    expect(mail?.attachmentIds.slice(1).sort()).toEqual(attached.map((one) => one.fileId).sort())
    const [state] = await reading(actor, ({ db }) =>
      db.select().from(invoiceStates).where(eq(invoiceStates.invoiceId, id)),
    )
    expect(state?.timesheetFileId).toBe(attached[1]?.fileId)
  })

  test('stay away when the customer wants none, or when somebody took the sealed one off', async () => {
    const { actor, projectId, customerId, organizationId } = await world({ withTimesheet: false })
    const entryId = await bookHours(actor, projectId, { state: 'accepted' })
    await bookHours(actor, projectId)
    const fileId = await sealed(actor, { projectId, customerId, entryId })
    const id = await bill(actor, projectId)
    await writing(actor, (write) => attachFile(write, { id, fileId, title: 'G', attached: false }))
    await writing(actor, (write) => finalizeInvoice(write, id))
    await renderInvoice(organizationId, id)
    expect(await attachedTo(actor, id)).toEqual([])
  })
})

test('the work on a project moves to another concept of the customer, and to one of its own', async () => {
  const { actor, projectId, ...buyer } = await world()
  await bookHours(actor, projectId)
  const id = await bill(actor, projectId)
  const orderConcept = await writing(actor, async (write) => {
    const orderId = await releasedOrder(write, buyer)
    return (await billOrder(write, orderId)) ?? ''
  })
  await writing(actor, (write) => moveProject(write, { id, projectId, toId: orderConcept }))
  expect((await linesOf(actor, orderConcept)).filter((line) => line.projectId === projectId)).toHaveLength(1)
  const conceptOf = async (invoiceId: string) =>
    (await reading(actor, ({ db }) => db.select().from(invoices).where(eq(invoices.id, invoiceId))))[0]
  expect((await conceptOf(id))?.discardedAt).not.toBe(null)
  const own = await writing(actor, (write) => moveProject(write, { id: orderConcept, projectId, toId: null }))
  expect(own.id).not.toBe(orderConcept)
  expect(await linesOf(actor, own.id)).toHaveLength(1)
  expect(await linesOf(actor, orderConcept)).toHaveLength(2)
  const again = writing(actor, (write) => moveProject(write, { id: orderConcept, projectId, toId: null }))
  await expect(again).rejects.toMatchObject({ code: 'invoices.project_not_on_it' })
  const stranger = await makeBuyer(actor)
  const other = await makeProjectFor(actor, stranger.customerId)
  await bookHours(actor, other.projectId)
  const theirs = await bill(actor, other.projectId)
  await expect(
    writing(actor, (write) => moveProject(write, { id: own.id, projectId, toId: theirs })),
  ).rejects.toMatchObject({ code: 'invoices.other_customer' })
})

describe('orders of a project', () => {
  const monday = '2026-11-16'
  async function withOrder(customer: Parameters<typeof world>[0], project: Parameters<typeof makeProjectFor>[2] = {}) {
    const { actor, customerId, siteId, orderTypeId } = await world({ invoiceGrouping: 'customer', ...customer })
    const { projectId } = await makeProjectFor(actor, customerId, project)
    const lines = [{ kind: 'labour' as const, description: 'Arbeid', unit: 'u', quantity: '2', unitPrice: '60' }]
    const released = (title: string, executedAt: string) =>
      writing(actor, async (write) => {
        const about = { customerId, siteId, orderTypeId, projectId }
        const { id } = await createOrder(write, { ...about, title, lines })
        const done = { visitState: 'done', visitCount: 1, firstVisitAt: executedAt, executedAt } as const
        await setVisitFacts(write, id, { ...done, remainingWork: '' })
        await releaseOrder(write, id)
        return id
      })
    const billed = (orderId: string) => writing(actor, (write) => billOrder(write, orderId))
    const reasons = (today: string) =>
      reading(actor, async (read) =>
        (await unbilledRows(read, today)).filter(({ orderId }) => orderId).map(({ reason }) => reason),
      )
    const preview = () =>
      reading(actor, (read) => runPreview(read, { upTo, today: upTo, withRunning: true })).then(({ rows }) => rows)
    const keyOf = async (invoiceId: string | null) =>
      (
        await reading(actor, ({ db }) =>
          db
            .select()
            .from(invoices)
            .where(eq(invoices.id, invoiceId ?? '')),
        )
      )[0]?.groupKey
    return { actor, customerId, projectId, released, billed, reasons, preview, keyOf }
  }

  test('come on its invoice, each with its number, title and subtotal, beside its own hours', async () => {
    const { actor, projectId, released, billed, reasons, preview } = await withOrder({ workGrouping: 'order' })
    await bookHours(actor, projectId, { day: monday })
    const first = await released('Kelder', '2026-11-17T10:00:00Z')
    // Sunday evening and Monday morning in Brussels.
    const second = await released('Zolder', '2026-11-22T22:30:00Z')
    const later = await released('Dak', '2026-11-22T23:30:00Z')
    const week = projectGroupKey(projectId, billingPeriod('weekly', monday, null))
    const planned = await preview()
    expect(planned.find(({ key }) => key === week)).toMatchObject({
      projects: [{ projectId }],
      orderIds: [first, second],
    })
    const conceptId = await billed(first)
    expect(await billed(second)).toBe(conceptId)
    expect(await bill(actor, projectId)).toBe(conceptId)
    expect(await billed(later)).not.toBe(conceptId)
    const { groups } = await reading(actor, (read) => documentNow(read, conceptId ?? '', Temporal.Now.instant()))
    expect(groups.map(({ title, netAmount }) => [title, netAmount]).sort()).toEqual(
      [
        ['Kelder', '120.00'],
        ['Zolder', '120.00'],
        [expect.stringMatching(/^Nieuwbouw/), '500.00'],
      ].sort(),
    )
    expect(new Set(groups.map(({ orderNumber }) => orderNumber)).size).toBe(3)
    // While its week runs it waits for that, and the list says so.
    expect(await reasons('2026-11-22')).toEqual(['collective', 'collective', 'collective'])
    expect(await reasons('2026-11-23')).toEqual(['on_concept', 'on_concept', 'collective'])
    expect(await reasons('2026-11-30')).toEqual(['on_concept', 'on_concept', 'on_concept'])
  })

  test.each([
    ['by phase', { workGrouping: 'order' }, { invoicing: 'phase' }],
    ['at its end', { workGrouping: 'order' }, { invoicing: 'completion' }],
    ['of who wants them apart', { workGrouping: 'member' }, {}],
  ] as const)('go as other orders do where the project is billed %s', async (_, customer, project) => {
    const { customerId, released, billed, reasons, preview, keyOf } = await withOrder(customer, project)
    const orderId = await released('Kelder', '2026-11-17T10:00:00Z')
    expect(await preview()).toMatchObject([{ key: `customer:${customerId}`, orderIds: [orderId] }])
    expect(await keyOf(await billed(orderId))).toBe(`customer:${customerId}`)
    expect(await reasons('2026-11-17')).toEqual(['on_concept'])
  })
})

test('an order waits for the week or month that it is collected in, as its customer wishes', () => {
  const weekly = { id: 'p', invoicing: 'weekly' as const }
  const by = (invoiceGrouping: 'order' | 'month', workGrouping: 'order' | 'phase', project: Collecting['project']) => ({
    ...{ invoiceGrouping, workGrouping, project },
  })
  expect(isCollecting(by('order', 'order', weekly), '2026-11-16', '2026-11-22')).toBe(true)
  expect(isCollecting(by('order', 'order', weekly), '2026-11-16', '2026-11-23')).toBe(false)
  expect(isCollecting(by('month', 'order', weekly), '2026-11-16', '2026-11-23')).toBe(false)
  expect(isCollecting(by('order', 'order', { ...weekly, invoicing: 'monthly' }), '2026-11-16', '2026-11-30')).toBe(true)
  expect(isCollecting(by('month', 'order', null), '2026-11-16', '2026-11-23')).toBe(true)
  expect(isCollecting(by('month', 'phase', weekly), '2026-11-16', '2026-12-01')).toBe(false)
  expect(isCollecting(by('order', 'phase', weekly), '2026-11-16', '2026-11-16')).toBe(false)
})
