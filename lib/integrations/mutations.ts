import 'server-only'
import { and, eq, ne } from 'drizzle-orm'
import { handovers } from '@/db/schema/integrations'
import { invoiceStates } from '@/db/schema/invoices'
import type { Write } from '@/lib/auth/actor'
import { saveSettings } from '@/lib/auth/mutations/settings'
import type { Prepared } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import type { InvoiceDocument } from '@/lib/invoices/rules/document'
import { enqueue } from '@/lib/jobs/mutations'
import { announce } from '@/lib/live/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { Refused } from '@/lib/refused'
import type { SaveHandover } from './input'
import { handoverLetter } from './mail'
import type { HandoverTarget } from './rules'

type HandoverRow = typeof handovers.$inferSelect

/** The row of an invoice and target, made when it wasn't there, and locked: two jobs at once take turns. */
async function lockHandover(
  write: Write,
  invoiceId: string,
  target: HandoverTarget,
  destination: string,
): Promise<HandoverRow> {
  const { organizationId } = write.actor
  await write.db
    .insert(handovers)
    .values({ organizationId, id: newId(), createdAt: write.now.toString(), invoiceId, target, destination })
    .onConflictDoNothing()
  const [row] = await write.db
    .select()
    .from(handovers)
    .where(
      and(
        eq(handovers.organizationId, organizationId),
        eq(handovers.invoiceId, invoiceId),
        eq(handovers.target, target),
      ),
    )
    .for('update')
  if (!row) throw new Error('the hand-over was neither made nor found')
  return row
}

async function change(write: Write, row: HandoverRow, set: Partial<HandoverRow>): Promise<void> {
  await write.db
    .update(handovers)
    .set(set)
    .where(and(eq(handovers.organizationId, write.actor.organizationId), eq(handovers.id, row.id)))
}

/** Mails the booking lines and the PDF to the bookkeeper; the same attempt twice is one mail. */
export async function handOverByMail(
  write: Write,
  given: { document: InvoiceDocument; invoiceId: string; destination: string; locale: string; csv: Prepared },
): Promise<void> {
  const { document, invoiceId, destination, locale, csv } = given
  const row = await lockHandover(write, invoiceId, 'mail', destination)
  if (row.status === 'delivered') return
  const [state] = await write.db
    .select({ pdfFileId: invoiceStates.pdfFileId })
    .from(invoiceStates)
    .where(and(eq(invoiceStates.organizationId, write.actor.organizationId), eq(invoiceStates.invoiceId, invoiceId)))
  if (!state?.pdfFileId) return
  const csvFileId = await recordFile(write, csv, { source: 'system' })
  const mailId = await queueMail(write, {
    kind: 'integrations.handover',
    uniqueKey: `integrations.handover:${invoiceId}:${row.attempts}`,
    to: destination,
    replyTo: document.seller.email,
    ...handoverLetter(document, locale),
    attachmentIds: [csvFileId, state.pdfFileId],
    about: ['handover', row.id],
  })
  await delivered(write, row, { destination, mailId }, document.number)
}

/** Notes that the files stand in the hand-over folder. */
export async function handOverByFolder(
  write: Write,
  invoiceId: string,
  destination: string,
  number: string,
): Promise<void> {
  const row = await lockHandover(write, invoiceId, 'folder', destination)
  if (row.status === 'delivered') return
  await delivered(write, row, { destination }, number)
}

/** Whether this target still waits for it; the job asks before it writes files. */
export async function isHandedOver(write: Write, invoiceId: string, target: HandoverTarget): Promise<boolean> {
  const found = await write.db
    .select({ id: handovers.id })
    .from(handovers)
    .where(
      and(
        eq(handovers.organizationId, write.actor.organizationId),
        eq(handovers.invoiceId, invoiceId),
        eq(handovers.target, target),
        eq(handovers.status, 'delivered'),
      ),
    )
  return found.length > 0
}

async function delivered(
  write: Write,
  row: HandoverRow,
  set: { destination: string; mailId?: string | null },
  number: string,
): Promise<void> {
  await change(write, row, {
    ...set,
    status: 'delivered',
    deliveredAt: write.now.toString(),
    attempts: row.attempts + 1,
    error: '',
  })
  await record(write, {
    subject: ['invoice', row.invoiceId],
    action: 'integrations.handed_over',
    params: { number, target: row.target, destination: set.destination },
  })
  await announce(write, 'invoice', row.invoiceId)
}

/** Keeps why a try failed, for the list; the queue tries again. */
export async function noteFailure(
  write: Write,
  given: { invoiceId: string; target: HandoverTarget; destination: string; error: string },
): Promise<void> {
  const row = await lockHandover(write, given.invoiceId, given.target, given.destination)
  if (row.status === 'delivered') return
  await change(write, row, { status: 'failed', attempts: row.attempts + 1, error: given.error.slice(0, 500) })
  await announce(write, 'invoice', given.invoiceId)
}

/** Tries a failed one now. Refuses common.not_found and integrations.not_failed. */
export function retryHandover(write: Write, input: { id: string }): Promise<void> {
  return again(write, input.id, 'failed')
}

/** Hands a delivered one over once more, because the bookkeeper asks. Refuses common.not_found and integrations.under_way. */
export function offerAgain(write: Write, input: { id: string }): Promise<void> {
  return again(write, input.id, 'delivered')
}

async function again(write: Write, id: string, from: 'failed' | 'delivered'): Promise<void> {
  const own = and(eq(handovers.organizationId, write.actor.organizationId), eq(handovers.id, id))
  const [row] = await write.db.select().from(handovers).where(own).for('update')
  if (!row) throw new Refused('common.not_found')
  if (row.status !== from) throw new Refused(from === 'failed' ? 'integrations.not_failed' : 'integrations.under_way')
  await write.db
    .update(handovers)
    .set({ status: 'queued', error: '' })
    .where(and(own, ne(handovers.status, 'queued')))
  await enqueue(write, 'integrations.hand_over', { invoiceId: row.invoiceId })
  await record(write, {
    subject: ['invoice', row.invoiceId],
    action: from === 'failed' ? 'integrations.retry' : 'integrations.offer_again',
    params: { target: row.target },
  })
}

/** Where the bookkeeper's copies go from now on. Refuses common.stale with what another saved. */
export function saveHandover(write: Write, { version, ...settings }: SaveHandover): Promise<{ version: number }> {
  return saveSettings(write, settings, version)
}
