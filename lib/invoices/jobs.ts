import 'server-only'
import { reading, systemActor, writing } from '@/lib/auth/actor'
import { takeMade } from '@/lib/files/intake'
import { enqueue } from '@/lib/jobs/mutations'
import type { Handlers } from '@/lib/jobs/run'
import { keepPdf, sendInvoice } from './mutations/send'
import { ensureComingSeries } from './mutations/series'
import { drawDocument, storedPdf } from './queries/drawing'
import { finalDocument, unfinishedInvoices } from './queries/unfinished'

export const jobs: Handlers = {
  'invoices.render': ({ organizationId, invoiceId = '' }) => renderInvoice(organizationId, invoiceId),
}

/** Draws the frozen document, keeps the bytes with their hash, then mails it: each once, however often the job runs. */
export async function renderInvoice(organizationId: string, invoiceId: string): Promise<void> {
  const actor = systemActor(organizationId, 'invoices.render')
  const [document, stored] = await reading(actor, async (read) => [
    await finalDocument(read, invoiceId),
    await storedPdf(read, invoiceId),
  ])
  if (!document) return
  if (!stored) {
    const bytes = await drawDocument(actor, document)
    const name = `${document.number.replace(/[^A-Za-z0-9.-]+/g, '-')}.pdf`
    const prepared = await takeMade(organizationId, { bytes, name, type: 'application/pdf' })
    await writing(actor, (write) => keepPdf(write, invoiceId, prepared))
  }
  await writing(actor, (write) => sendInvoice(write, invoiceId))
}

/** Final without PDF, or PDF without mail: enqueued again. Also makes the series of this year and, in December, the next. */
export async function sweep(organizationId: string): Promise<void> {
  await writing(systemActor(organizationId, 'invoices.sweep'), async (write) => {
    for (const invoiceId of await unfinishedInvoices(write, write.now))
      await enqueue(write, 'invoices.render', { invoiceId })
    await ensureComingSeries(write)
  })
}
