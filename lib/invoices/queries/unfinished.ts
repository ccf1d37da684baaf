import 'server-only'
import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import { invoiceStates, invoices } from '@/db/schema/invoices'
import type { Read } from '@/lib/auth/actor'
import { noJob } from '@/lib/jobs/queues'
import type { Temporal } from '@/lib/time'
import type { InvoiceDocument } from '../rules/document'

const mostAtOnce = 50

/** The frozen document of a final invoice; null for a concept or another company's. */
export async function finalDocument(
  read: Pick<Read, 'actor' | 'db'>,
  invoiceId: string,
): Promise<InvoiceDocument | null> {
  const [invoice] = await read.db
    .select({ document: invoices.document })
    .from(invoices)
    .where(and(eq(invoices.organizationId, read.actor.organizationId), eq(invoices.id, invoiceId)))
  return invoice?.document ?? null
}

/**
 * Final invoices without a PDF, or with one but without a mail though the customer has an address, from two minutes to a
 * day after finalizing, and for which no job waits. Later a person decides: an address that is filled in next year must not send old invoices.
 */
export async function unfinishedInvoices(read: Pick<Read, 'actor' | 'db'>, now: Temporal.Instant): Promise<string[]> {
  const { organizationId } = read.actor
  const found = await read.db
    .select({ invoiceId: invoiceStates.invoiceId })
    .from(invoiceStates)
    .innerJoin(
      invoices,
      and(eq(invoices.organizationId, invoiceStates.organizationId), eq(invoices.id, invoiceStates.invoiceId)),
    )
    .where(
      and(
        eq(invoiceStates.organizationId, organizationId),
        or(isNull(invoiceStates.pdfFileId), isNull(invoiceStates.sentAt)),
        lt(invoiceStates.createdAt, now.subtract({ minutes: 2 }).toString()),
        gt(invoiceStates.createdAt, now.subtract({ hours: 24 }).toString()),
        noJob('invoices.render', 'invoiceId', invoiceStates.invoiceId),
        sql`(${invoiceStates.pdfFileId} is null or exists (
          select from customers c where c.organization_id = ${organizationId} and c.id = ${invoices.customerId}
            and (c.email <> '' or c.invoice_email <> '' or exists (
              select from contacts k where k.organization_id = ${organizationId} and k.customer_id = c.id
                and k.archived_at is null and k.email <> '' and 'invoices' = any(k.receives)))))`,
      ),
    )
    .orderBy(invoiceStates.id)
    .limit(mostAtOnce)
  return found.map(({ invoiceId }) => invoiceId)
}
