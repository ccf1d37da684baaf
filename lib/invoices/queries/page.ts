import 'server-only'
import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { files } from '@/db/schema/files'
import { invoiceAttachments, invoiceLines, invoiceSeries, invoiceStates, invoices } from '@/db/schema/invoices'
import { mails } from '@/db/schema/mail'
import { documents } from '@/db/schema/orders'
import type { Read } from '@/lib/auth/actor'
import { dayIn, type Temporal } from '@/lib/time'
import { checkInvoice } from '../rules/checks'
import { totalsOf } from '../rules/totals'
import { vatCodesOf } from '../rules/vat'
import { lateDocuments } from './late'
import { factsOf, invoiceMaterial, lastIssuedOn } from './source'
import { workWithoutTimesheet } from './timesheet'

/** Everything the page of an invoice shows, concept or final. Refuses common.not_found. */
export async function invoicePage(read: Read, invoiceId: string, now: Temporal.Instant) {
  const material = await invoiceMaterial(read, invoiceId)
  const { invoice, lines, source } = material
  const { organizationId } = read.actor
  const today = dayIn(material.timeZone, now)
  const issuedOn = invoice.issuedOn ?? today
  const isConcept = invoice.number === null
  const orderIds = material.orderNumbers.map(({ id }) => id)
  const attached = await attachmentsOf(read, invoiceId, orderIds, isConcept)
  const [state] = await read.db
    .select()
    .from(invoiceStates)
    .where(and(eq(invoiceStates.organizationId, organizationId), eq(invoiceStates.invoiceId, invoiceId)))
  const last = isConcept ? await lastIssuedOn(read, invoice.kind, Number(issuedOn.slice(0, 4))) : null
  const { id, kind, number, version, customerId, locale, notes, poNumber, suppliedOn, paymentTermDays, dueOn } = invoice
  const hasProjects = isConcept && material.projectNumbers.length > 0
  return {
    id,
    kind,
    number,
    version,
    customerId,
    customerName: source.buyer.name,
    locale,
    notes,
    closing: invoice.closing,
    withTimesheet: invoice.withTimesheet,
    /** How many of its lines a timesheet of its own would hold. */
    timesheetLines: hasProjects ? (await workWithoutTimesheet(read, invoiceId)).length : 0,
    poNumber,
    suppliedOn,
    issuedOn: invoice.issuedOn,
    paymentTermDays,
    dueOn,
    discardedAt: invoice.discardedAt,
    finalizedAt: invoice.finalizedAt,
    hash: invoice.hash,
    previousHash: invoice.previousHash,
    seriesId: invoice.seriesId,
    paymentReference: invoice.paymentReference,
    creditReason: invoice.creditReason,
    creditsId: invoice.creditsId,
    creditsNumber: source.credits?.number ?? null,
    mailTo: material.mailTo,
    isCollected: !invoice.groupKey.startsWith('order:'),
    today,
    lines: lines.map((line) => ({
      id: line.id,
      orderId: line.orderId,
      projectId: line.projectId,
      contractId: line.contractId,
      isLinked: line.orderLineId !== null || line.projectId !== null || line.instalmentId !== null,
      description: line.description,
      unit: line.unit,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      discountPercent: line.discountPercent,
      vatCode: line.vatCode,
      netAmount: line.netAmount,
    })),
    orders: material.orderNumbers.map((order) => ({ ...order, title: source.orders.get(order.id)?.title ?? '' })),
    projects: material.projectNumbers.map((one) => ({ ...one, title: source.orders.get(one.id)?.title ?? '' })),
    contracts: material.contractNumbers.map((one) => ({ ...one, title: source.orders.get(one.id)?.title ?? '' })),
    totals: totalsOf(source.lines),
    checks: isConcept ? checkInvoice(factsOf(material, now, last)) : [],
    vatCodes: vatCodesOf(material.sellerCountry, issuedOn).map(({ code, rate, category }) => ({
      code,
      rate,
      category,
    })),
    attachments: attached,
    state: state ?? null,
    siblings: isConcept ? await otherConcepts(read, customerId, invoiceId) : [],
    credits: isConcept ? [] : await creditsOf(read, invoiceId),
    creditedLineIds: isConcept
      ? []
      : await creditedLineIds(
          read,
          lines.map((line) => line.id),
        ),
  }
}

/** Files that go along, or will once the concept is final, and those of its orders that could. */
async function attachmentsOf(read: Read, invoiceId: string, orderIds: readonly string[], isConcept: boolean) {
  const { organizationId } = read.actor
  const chosen = await read.db
    .select({ fileId: invoiceAttachments.fileId, title: invoiceAttachments.title, name: files.name, type: files.type })
    .from(invoiceAttachments)
    .innerJoin(
      files,
      and(eq(files.organizationId, invoiceAttachments.organizationId), eq(files.id, invoiceAttachments.fileId)),
    )
    .where(and(eq(invoiceAttachments.organizationId, organizationId), eq(invoiceAttachments.invoiceId, invoiceId)))
    .orderBy(asc(invoiceAttachments.id))
  const offered =
    orderIds.length === 0
      ? []
      : await read.db
          .select({
            fileId: documents.fileId,
            title: documents.title,
            name: files.name,
            type: files.type,
            isAttached: isConcept
              ? sql<boolean>`${documents.fileId} in (select late.file_id from (${lateDocuments(read, invoiceId)}) late)`
              : sql<boolean>`false`,
          })
          .from(documents)
          .innerJoin(files, and(eq(files.organizationId, documents.organizationId), eq(files.id, documents.fileId)))
          .where(
            and(
              eq(documents.organizationId, organizationId),
              inArray(documents.orderId, [...orderIds]),
              inArray(documents.kind, ['document', 'work_report', 'receipt', 'photo', 'photo_before', 'photo_after']),
              isNull(documents.removedAt),
            ),
          )
          .orderBy(asc(documents.id))
          .limit(60)
  const taken = new Set(chosen.map(({ fileId }) => fileId))
  return [
    ...chosen.map((file) => ({ ...file, isAttached: true })),
    ...offered.filter(({ fileId }) => !taken.has(fileId)),
  ]
}

/** Open concepts of the same customer, to which an order or the work on a project could move. */
function otherConcepts(read: Read, customerId: string, invoiceId: string) {
  return read.db
    .select({
      id: invoices.id,
      createdAt: invoices.createdAt,
      orderNumbers: sql<string>`coalesce((select string_agg(distinct coalesce(o.number, p.number), ', ') from invoice_lines l
        left join orders o on o.organization_id = l.organization_id and o.id = l.order_id
        left join projects p on p.organization_id = l.organization_id and p.id = l.project_id
        where l.organization_id = invoices.organization_id and l.invoice_id = invoices.id), '')`,
    })
    .from(invoices)
    .where(
      and(
        eq(invoices.organizationId, read.actor.organizationId),
        eq(invoices.customerId, customerId),
        isNull(invoices.number),
        isNull(invoices.discardedAt),
        ne(invoices.id, invoiceId),
      ),
    )
    .orderBy(desc(invoices.id))
    .limit(20)
}

function creditsOf(read: Read, invoiceId: string) {
  return read.db
    .select({
      id: invoices.id,
      number: invoices.number,
      issuedOn: invoices.issuedOn,
      grossAmount: invoices.grossAmount,
    })
    .from(invoices)
    .where(
      and(
        eq(invoices.organizationId, read.actor.organizationId),
        eq(invoices.creditsId, invoiceId),
        isNotNull(invoices.number),
      ),
    )
    .orderBy(asc(invoices.id))
}

async function creditedLineIds(read: Read, lineIds: string[]): Promise<string[]> {
  if (lineIds.length === 0) return []
  const found = await read.db
    .select({ id: invoiceLines.creditsLineId })
    .from(invoiceLines)
    .where(
      and(eq(invoiceLines.organizationId, read.actor.organizationId), inArray(invoiceLines.creditsLineId, lineIds)),
    )
  return found.flatMap(({ id }) => id ?? [])
}

/** Mails about an invoice, in the shape of the outbox, newest first. */
export function mailsOfInvoice(read: Read, invoiceId: string) {
  return read.db
    .select({
      id: mails.id,
      createdAt: mails.createdAt,
      kind: mails.kind,
      recipient: mails.recipient,
      subject: mails.subject,
      status: mails.status,
      attempts: mails.attempts,
      sentAt: mails.sentAt,
      nextAttemptAt: mails.nextAttemptAt,
      error: mails.error,
      bounceReason: mails.bounceReason,
      deliveredAt: mails.deliveredAt,
      attachments: sql<number>`cardinality(${mails.attachmentIds})`.mapWith(Number),
    })
    .from(mails)
    .where(
      and(
        eq(mails.organizationId, read.actor.organizationId),
        eq(mails.subjectType, 'invoice'),
        eq(mails.subjectId, invoiceId),
      ),
    )
    .orderBy(desc(mails.id))
    .limit(50)
}

/** The company's series, newest year first. */
export function seriesOf(read: Read) {
  return read.db
    .select()
    .from(invoiceSeries)
    .where(eq(invoiceSeries.organizationId, read.actor.organizationId))
    .orderBy(desc(invoiceSeries.year), desc(invoiceSeries.kind))
    .limit(20)
}
