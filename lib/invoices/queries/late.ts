import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'

/**
 * Documents that go with the invoice and were made after their order came on it, such as a report whose job had to be tried
 * again; not one that somebody took off it (the history knows).
 */
export function lateDocuments(read: Pick<Read, 'actor'>, invoiceId: string): SQL {
  const { organizationId } = read.actor
  return sql`
    select d.file_id, d.title from documents d
    join (select l.order_id, max(l.created_at) as billed_at from invoice_lines l
      where l.organization_id = ${organizationId} and l.invoice_id = ${invoiceId} group by 1) l on l.order_id = d.order_id
    where d.organization_id = ${organizationId} and d.with_invoice and d.removed_at is null and d.created_at > l.billed_at
      and not exists (select from history h where h.organization_id = ${organizationId} and h.subject_type = 'invoice'
        and h.subject_id = ${invoiceId} and h.action = 'invoices.detached' and h.params->>'fileId' = d.file_id::text)`
}
