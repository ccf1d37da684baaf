import 'server-only'
import { sql } from 'drizzle-orm'
import { invoiceAttachments } from '@/db/schema/invoices'
import type { Write } from '@/lib/auth/actor'
import type { Prepared } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { newId } from '@/lib/ids'
import { sealedTimesheets } from '../queries/timesheet'
import { lockInvoiceState, settle } from './settle'

/** The timesheets to which the customer agreed go along with the invoice of their hours or order, also one that was sealed later. */
export async function attachTimesheets(write: Write, invoiceId: string): Promise<void> {
  await write.db.execute(sql`
    insert into invoice_attachments (organization_id, id, invoice_id, file_id, title)
    select ${write.actor.organizationId}, gen_random_uuid(), ${invoiceId}, sealed.file_id, sealed.title
    from (${sealedTimesheets(write, invoiceId)}) sealed
    on conflict do nothing`)
}

/**
 * Keeps the timesheet that was drawn for a final invoice, once, among what goes along with its mail. A second job that drew it
 * too changes nothing. Refuses invoices.still_concept.
 */
export async function keepTimesheet(write: Write, invoiceId: string, prepared: Prepared, title: string): Promise<void> {
  const state = await lockInvoiceState(write, invoiceId)
  if (state.timesheetFileId || state.sentAt) return
  const fileId = await recordFile(write, prepared, { source: 'system' })
  await settle(write, state, { timesheetFileId: fileId })
  await write.db
    .insert(invoiceAttachments)
    .values({ organizationId: write.actor.organizationId, id: newId(), invoiceId, fileId, title })
}
