import 'server-only'
import { and, count, eq, sql } from 'drizzle-orm'
import { contacts, customers } from '@/db/schema/customers'
import { files } from '@/db/schema/files'
import { invoiceAttachments, invoices } from '@/db/schema/invoices'
import { mails } from '@/db/schema/mail'
import type { Write } from '@/lib/auth/actor'
import type { Prepared } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { record } from '@/lib/history/mutations'
import { enqueue } from '@/lib/jobs/mutations'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { Refused } from '@/lib/refused'
import { invoiceLetter } from '../mail'
import { type InvoiceStateRow, lockInvoiceState, settle } from './settle'

/**
 * Keeps the PDF of a final invoice with its hash, once, and lets the bookkeeper's copy follow. A second job that drew the
 * same invoice changes nothing. Refuses invoices.still_concept.
 */
export async function keepPdf(write: Write, invoiceId: string, prepared: Prepared): Promise<void> {
  const state = await lockInvoiceState(write, invoiceId)
  if (state.pdfFileId) return
  const pdfFileId = await recordFile(write, prepared, { source: 'system' })
  await settle(write, state, { pdfFileId, pdfSha256: prepared.sha256 })
  await enqueue(write, 'integrations.hand_over', { invoiceId })
}

/**
 * Mails a final invoice with its PDF and attachments, the first time. Does nothing when it was mailed, has no PDF yet or
 * the customer has no address (then the page shows it, with a button). Returns the mail's id or null.
 */
export async function sendInvoice(write: Write, invoiceId: string): Promise<string | null> {
  const state = await lockInvoiceState(write, invoiceId)
  if (state.sentAt || !state.pdfFileId) return null
  return mailOnce(write, state, 0)
}

/**
 * Mails it again, or for the first time when there was no address. Each press is an attempt of its own; the action's key
 * keeps a double press single. Refuses invoices.no_email, invoices.no_pdf and invoices.still_concept.
 */
export async function resendInvoice(write: Write, input: { id: string }): Promise<{ mailId: string }> {
  const state = await lockInvoiceState(write, input.id)
  if (!state.pdfFileId) throw new Refused('invoices.no_pdf')
  const [sent] = await write.db
    .select({ attempts: count() })
    .from(mails)
    .where(
      and(
        eq(mails.organizationId, write.actor.organizationId),
        eq(mails.subjectType, 'invoice'),
        eq(mails.subjectId, input.id),
        eq(mails.kind, 'invoices.sent'),
      ),
    )
  const mailId = await mailOnce(write, state, sent?.attempts ?? 0)
  if (!mailId) throw new Refused('invoices.no_email')
  return { mailId }
}

async function mailOnce(write: Write, state: InvoiceStateRow, attempt: number): Promise<string | null> {
  const { organizationId } = write.actor
  const { invoiceId } = state
  const head = await headOf(write, invoiceId)
  const to = head.invoiceEmail || head.contactEmail || head.email
  if (!to || !head.document || !state.pdfFileId) return null
  const attachments = await write.db
    .select({ fileId: invoiceAttachments.fileId, title: invoiceAttachments.title, name: files.name })
    .from(invoiceAttachments)
    .innerJoin(
      files,
      and(eq(files.organizationId, invoiceAttachments.organizationId), eq(files.id, invoiceAttachments.fileId)),
    )
    .where(and(eq(invoiceAttachments.organizationId, organizationId), eq(invoiceAttachments.invoiceId, invoiceId)))
    .orderBy(invoiceAttachments.id)
  const letter = invoiceLetter(head.document, {
    attachments: attachments.map(({ title, name }) => title || name),
    isAgain: attempt > 0,
  })
  const mailId = await queueMail(write, {
    kind: 'invoices.sent',
    uniqueKey: `invoices.sent:${invoiceId}:${attempt}`,
    to,
    toName: head.name,
    replyTo: head.document.seller.email,
    ...letter,
    attachmentIds: [state.pdfFileId, ...attachments.map(({ fileId }) => fileId)],
    about: ['invoice', invoiceId],
  })
  if (!mailId) return null
  if (!state.sentAt) await settle(write, state, { sentAt: write.now.toString() })
  await record(write, {
    subject: ['invoice', invoiceId],
    action: attempt > 0 ? 'invoices.sent_again' : 'invoices.send',
    params: { number: head.document.number, to },
    customerId: head.customerId,
  })
  await announce(write, 'invoice', invoiceId, state.version + 1)
  return mailId
}

async function headOf(write: Write, invoiceId: string) {
  const { organizationId } = write.actor
  const [head] = await write.db
    .select({
      document: invoices.document,
      customerId: invoices.customerId,
      name: customers.name,
      email: customers.email,
      invoiceEmail: customers.invoiceEmail,
      contactEmail: sql<
        string | null
      >`(select ${contacts.email} from ${contacts} where ${contacts.organizationId} = ${organizationId}
        and ${contacts.customerId} = ${invoices.customerId} and ${contacts.archivedAt} is null and ${contacts.email} <> ''
        and 'invoices' = any(${contacts.receives}) order by ${contacts.id} limit 1)`,
    })
    .from(invoices)
    .innerJoin(
      customers,
      and(eq(customers.organizationId, invoices.organizationId), eq(customers.id, invoices.customerId)),
    )
    .where(and(eq(invoices.organizationId, organizationId), eq(invoices.id, invoiceId)))
  if (!head) throw new Refused('common.not_found')
  return head
}
