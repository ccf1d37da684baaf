import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, expect, test } from 'vitest'
import { customers } from '@/db/schema/customers'
import { files } from '@/db/schema/files'
import { invoiceStates } from '@/db/schema/invoices'
import { mails } from '@/db/schema/mail'
import { documents } from '@/db/schema/orders'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { takeMade } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { getBytes } from '@/lib/files/storage'
import { newId } from '@/lib/ids'
import { renderPdf, stopPdf } from '@/lib/pdf'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { makeBuyer, makeConcept, releasedOrder } from '@/scripts/test/invoice'
import { renderInvoice } from './jobs'
import { billOrder } from './mutations/bill'
import { finalizeInvoice } from './mutations/finalize'
import { resendInvoice } from './mutations/send'
import { finalDocument, unfinishedInvoices } from './queries/unfinished'
import type { InvoiceDrawing } from './rules/document'

afterAll(stopPdf)

function stateOf(actor: Actor, invoiceId: string) {
  return reading(actor, async (read) => {
    const [state] = await read.db.select().from(invoiceStates).where(eq(invoiceStates.invoiceId, invoiceId))
    if (!state) throw new Error('no state')
    return state
  })
}

function mailsAbout(actor: Actor, invoiceId: string) {
  return reading(actor, (read) => read.db.select().from(mails).where(eq(mails.subjectId, invoiceId)).orderBy(mails.id))
}

async function textOf(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })
  return text
}

test('a final invoice is drawn, kept with its hash and mailed with its work report, once, however often the job runs', async () => {
  const { actors, organizationId } = await makeCompany()
  const { administration } = actors
  const buyer = await makeBuyer(administration, { invoiceEmail: 'boekhouding@claes.example' })
  const report = await takeMade(organizationId, {
    bytes: Buffer.from('%PDF-1.4 rapport'),
    name: 'werkrapport.pdf',
    type: 'application/pdf',
  })
  const { invoiceId, reportId } = await writing(administration, async (write) => {
    const orderId = await releasedOrder(write, buyer)
    const fileId = await recordFile(write, report, { source: 'system' })
    await write.db.insert(documents).values({
      organizationId,
      id: newId(),
      orderId,
      fileId,
      kind: 'work_report',
      title: 'Werkrapport',
      withInvoice: true,
    })
    const id = (await billOrder(write, orderId)) ?? ''
    await finalizeInvoice(write, id)
    return { invoiceId: id, reportId: fileId }
  })
  await Promise.all([renderInvoice(organizationId, invoiceId), renderInvoice(organizationId, invoiceId)])
  await renderInvoice(organizationId, invoiceId)
  const state = await stateOf(administration, invoiceId)
  expect(state.status).toBe('sent')
  const sent = await mailsAbout(administration, invoiceId)
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ recipient: 'boekhouding@claes.example', kind: 'invoices.sent' })
  expect(sent[0]?.attachmentIds).toEqual([state.pdfFileId, reportId])

  const bytes = await getBytes(organizationId, state.pdfSha256 ?? '')
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(state.pdfSha256)
  const text = await textOf(bytes)
  for (const said of ['0001', 'Bouwbedrijf Claes', 'Arbeid', '155,00', '37,04', '34,77', '226,81', '+++'])
    expect(text).toContain(said)
})

test('drawing the frozen document again gives the same bytes', async () => {
  const { actors, organizationId } = await makeCompany()
  const { administration } = actors
  const { invoiceId } = await makeConcept(administration)
  await writing(administration, (write) => finalizeInvoice(write, invoiceId))
  await renderInvoice(organizationId, invoiceId)
  const { pdfSha256 } = await stateOf(administration, invoiceId)
  const document = await reading(administration, (read) => finalDocument(read, invoiceId))
  if (!document) throw new Error('no document')
  await stopPdf()
  const drawing: InvoiceDrawing = { document, logo: null }
  const again = await renderPdf('invoice', drawing)
  expect(createHash('sha256').update(again).digest('hex')).toBe(pdfSha256)
})

test('without an address nothing is mailed; the button sends it once there is one, and again when asked', async () => {
  const { actors, organizationId } = await makeCompany()
  const { administration } = actors
  const { invoiceId, customerId } = await makeConcept(administration, { customer: { email: '' } })
  await writing(administration, (write) => finalizeInvoice(write, invoiceId))
  await renderInvoice(organizationId, invoiceId)
  expect(await stateOf(administration, invoiceId)).toMatchObject({ status: 'final', sentAt: null })
  const resend = () => writing(administration, (write) => resendInvoice(write, { id: invoiceId }))
  await expect(resend()).rejects.toMatchObject({ code: 'invoices.no_email' })
  await writing(administration, (write) =>
    write.db
      .update(customers)
      .set({ email: 'nu@claes.example' })
      .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId))),
  )
  await resend()
  await resend()
  expect((await stateOf(administration, invoiceId)).status).toBe('sent')
  const sent = await mailsAbout(administration, invoiceId)
  expect(sent.map(({ uniqueKey }) => uniqueKey.split(':').at(-1))).toEqual(['0', '1'])
  expect(sent[1]?.text).toContain('dezelfde factuur')
})

test('the sweep finds what a crash left: final without PDF, and PDF without mail, within its day', async () => {
  const { actors } = await makeCompany()
  const { administration } = actors
  const { invoiceId } = await makeConcept(administration)
  await writing(administration, (write) => finalizeInvoice(write, invoiceId))
  const after = (minutes: number) =>
    reading(administration, (read) => unfinishedInvoices(read, Temporal.Now.instant().add({ minutes })))
  // Its own job is still there, or failed and waits to be tried again: nothing is offered twice.
  expect(await after(3)).toEqual([])
  await writing(administration, ({ db }) =>
    db.execute(sql`update pgboss.job set state = 'retry', start_after = now() + interval '4 minutes'
      where data->>'invoiceId' = ${invoiceId}`),
  )
  expect(await after(3)).toEqual([])
  await writing(administration, ({ db }) =>
    db.execute(sql`delete from pgboss.job where data->>'invoiceId' = ${invoiceId}`),
  )
  expect(await after(0)).toEqual([])
  expect(await after(3)).toEqual([invoiceId])
  expect(await after(60 * 25)).toEqual([])
  await renderInvoice(administration.organizationId, invoiceId)
  expect(await after(3)).toEqual([])
})

test('a document language that the customer has is the language of PDF and mail', async () => {
  const { actors, organizationId } = await makeCompany()
  const { administration } = actors
  const { invoiceId } = await makeConcept(administration, { customer: { locale: 'fr' } })
  await writing(administration, (write) => finalizeInvoice(write, invoiceId))
  await renderInvoice(organizationId, invoiceId)
  const { pdfFileId } = await stateOf(administration, invoiceId)
  const [file] = await reading(administration, (read) =>
    read.db
      .select()
      .from(files)
      .where(eq(files.id, pdfFileId ?? '')),
  )
  expect(await textOf(await getBytes(organizationId, file?.sha256 ?? ''))).toContain('À payer')
  expect((await mailsAbout(administration, invoiceId))[0]?.subject).toContain('Facture')
})
