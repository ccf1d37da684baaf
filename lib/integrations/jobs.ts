import 'server-only'
import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import { reading, systemActor, type Write, writing } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { env } from '@/lib/env'
import { takeMade } from '@/lib/files/intake'
import { getBytes } from '@/lib/files/storage'
import { newId } from '@/lib/ids'
import { storedPdf } from '@/lib/invoices/queries/drawing'
import { finalDocument } from '@/lib/invoices/queries/unfinished'
import type { InvoiceDocument } from '@/lib/invoices/rules/document'
import { enqueue } from '@/lib/jobs/mutations'
import type { Handlers } from '@/lib/jobs/run'
import { handOverByFolder, handOverByMail, isHandedOver, noteFailure } from './mutations'
import { handoverTargetsOf, journalOf, missedHandovers } from './queries'
import { csvOf, fileStem, type HandoverTarget } from './rules'

export const jobs: Handlers = {
  'integrations.hand_over': ({ organizationId, invoiceId = '' }) => handOver(organizationId, invoiceId),
}

/**
 * The bookkeeper's copy of a final invoice: booking lines as CSV and the PDF, to every target that is set, each once. A
 * target that fails does not keep the others; the job throws at the end, so that the queue tries again.
 */
export async function handOver(organizationId: string, invoiceId: string): Promise<void> {
  const actor = systemActor(organizationId, 'integrations.hand_over')
  const found = await reading(actor, async (read) => {
    const [document, stored] = [await finalDocument(read, invoiceId), await storedPdf(read, invoiceId)]
    if (!document || !stored) return null
    const targets = await handoverTargetsOf(read, env.HANDOVER_DIR)
    const { locale } = await organizationOf(read)
    return { document, stored, targets, locale, rows: await journalOf(read, { invoiceId }) }
  })
  if (!found) return
  const { document, stored, targets, locale } = found
  const csv = Buffer.from(csvOf(found.rows), 'utf8')
  const failures: unknown[] = []
  for (const { target, destination } of targets) {
    try {
      if (await writing(actor, (write) => isHandedOver(write, invoiceId, target))) continue
      if (target === 'mail') {
        const prepared = await takeMade(organizationId, {
          bytes: csv,
          name: `${fileStem(document.number)}.csv`,
          type: 'text/csv',
        })
        await writing(actor, (write) =>
          handOverByMail(write, { document, invoiceId, destination, locale, csv: prepared }),
        )
      } else {
        await putInFolder(destination, document, csv, await getBytes(organizationId, stored.sha256))
        await writing(actor, (write) => handOverByFolder(write, invoiceId, destination, document.number))
      }
    } catch (error) {
      failures.push(error)
      await note(organizationId, invoiceId, target, destination, error)
    }
  }
  if (failures.length > 0) throw failures[0]
}

/** `<HANDOVER_DIR>/<company>/<number>.pdf` and `.csv`, the CSV last: who finds it may take both. Whole or not at all. */
async function putInFolder(slug: string, document: InvoiceDocument, csv: Uint8Array, pdf: Uint8Array): Promise<void> {
  if (!env.HANDOVER_DIR) throw new Error('HANDOVER_DIR is not set')
  const folder = path.join(env.HANDOVER_DIR, fileStem(slug))
  await mkdir(folder, { recursive: true })
  for (const [bytes, kind] of [
    [pdf, 'pdf'],
    [csv, 'csv'],
  ] as const) {
    const place = path.join(/*turbopackIgnore: true*/ folder, `${fileStem(document.number)}.${kind}`)
    const temporary = `${place}.${newId()}.tmp`
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, place)
  }
}

async function note(
  organizationId: string,
  invoiceId: string,
  target: HandoverTarget,
  destination: string,
  error: unknown,
): Promise<void> {
  const words = error instanceof Error ? error.message : String(error)
  await writing(systemActor(organizationId, 'integrations.hand_over'), (write) =>
    noteFailure(write, { invoiceId, target, destination, error: words }),
  )
}

/** What should have been handed over and was not: enqueued again. */
export async function sweep(organizationId: string): Promise<void> {
  await writing(systemActor(organizationId, 'integrations.sweep'), offerMissed)
}

export async function offerMissed(write: Write): Promise<void> {
  const targets = await handoverTargetsOf(write, env.HANDOVER_DIR)
  const missed = await missedHandovers(
    write,
    targets.map(({ target }) => target),
    write.now,
  )
  for (const invoiceId of missed) await enqueue(write, 'integrations.hand_over', { invoiceId })
}
