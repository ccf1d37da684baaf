import 'server-only'
import { and, eq } from 'drizzle-orm'
import { files } from '@/db/schema/files'
import { invoiceStates, invoices } from '@/db/schema/invoices'
import { type Actor, type Read, reading } from '@/lib/auth/actor'
import { getBytes } from '@/lib/files/storage'
import { renderPdf } from '@/lib/pdf'
import { dayIn, type Temporal } from '@/lib/time'
import { documentOf, type InvoiceDocument, type InvoiceDrawing } from '../rules/document'
import type { InvoicedWorkDrawing, WorkedLine } from '../rules/timesheet'
import { invoiceMaterial } from './source'
import { workWithoutTimesheet } from './timesheet'

/** The document of an invoice: frozen when it is final, drawn up now while it is a concept. Refuses common.not_found. */
export async function documentNow(read: Read, invoiceId: string, now: Temporal.Instant): Promise<InvoiceDocument> {
  const material = await invoiceMaterial(read, invoiceId)
  if (material.invoice.document) return material.invoice.document
  const issuedOn = material.invoice.issuedOn ?? dayIn(material.timeZone, now)
  return documentOf(material.source, { number: '', issuedOn, paymentReference: '', record: null })
}

/** Bytes of the PDF that was sent, once it is stored; otherwise the document to draw. Null for an unknown invoice. */
export async function storedPdf(read: Read, invoiceId: string): Promise<{ sha256: string; number: string } | null> {
  const { organizationId } = read.actor
  const [found] = await read.db
    .select({ sha256: files.sha256, number: invoices.number })
    .from(invoiceStates)
    .innerJoin(
      invoices,
      and(eq(invoices.organizationId, invoiceStates.organizationId), eq(invoices.id, invoiceStates.invoiceId)),
    )
    .innerJoin(
      files,
      and(eq(files.organizationId, invoiceStates.organizationId), eq(files.id, invoiceStates.pdfFileId)),
    )
    .where(and(eq(invoiceStates.organizationId, organizationId), eq(invoiceStates.invoiceId, invoiceId)))
  return found ? { sha256: found.sha256, number: found.number ?? '' } : null
}

/** Draws a document: outside any transaction. The same document gives the same bytes. */
export async function drawDocument(actor: Actor, document: InvoiceDocument): Promise<Uint8Array> {
  const drawing: InvoiceDrawing = { document, logo: await logoOf(actor, document.seller.logoFileId) }
  return renderPdf('invoice', drawing)
}

/** Draws the timesheet of an invoice: outside any transaction. */
export async function drawInvoicedWork(
  actor: Actor,
  document: InvoiceDocument,
  lines: WorkedLine[],
): Promise<Uint8Array> {
  const logo = await logoOf(actor, document.seller.logoFileId)
  return renderPdf('invoiced_work', { document, lines, logo } satisfies InvoicedWorkDrawing)
}

/** The timesheet as it will go along with a concept, or went with an invoice. Refuses common.not_found. */
export async function timesheetPdf(actor: Actor, invoiceId: string, now: Temporal.Instant): Promise<Uint8Array> {
  const [document, lines] = await reading(actor, (read) =>
    Promise.all([documentNow(read, invoiceId, now), workWithoutTimesheet(read, invoiceId)]),
  )
  return drawInvoicedWork(actor, document, lines)
}

async function logoOf(actor: Actor, fileId: string | null): Promise<Uint8Array | null> {
  if (!fileId) return null
  const sha256 = await reading(actor, async (read) => {
    const [file] = await read.db
      .select({ sha256: files.sha256, type: files.type })
      .from(files)
      .where(and(eq(files.organizationId, read.actor.organizationId), eq(files.id, fileId)))
    return file && (file.type === 'image/png' || file.type === 'image/jpeg') ? file.sha256 : null
  })
  return sha256 ? new Uint8Array(await getBytes(actor.organizationId, sha256)) : null
}

/** The PDF as the customer has or will get it. Refuses common.not_found. */
export async function invoicePdf(
  actor: Actor,
  invoiceId: string,
  now: Temporal.Instant,
): Promise<{ bytes: Uint8Array; number: string; isFinal: boolean }> {
  const stored = await reading(actor, (read) => storedPdf(read, invoiceId))
  if (stored) {
    const bytes = new Uint8Array(await getBytes(actor.organizationId, stored.sha256))
    return { bytes, number: stored.number, isFinal: true }
  }
  const document = await reading(actor, (read) => documentNow(read, invoiceId, now))
  return { bytes: await drawDocument(actor, document), number: document.number, isFinal: document.number !== '' }
}
