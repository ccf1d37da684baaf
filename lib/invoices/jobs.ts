import 'server-only'
import { errorCode } from '@/db/client'
import { type Actor, memberActor, reading, systemActor, writing } from '@/lib/auth/actor'
import { takeMade } from '@/lib/files/intake'
import { enqueue } from '@/lib/jobs/mutations'
import type { Handlers } from '@/lib/jobs/run'
import { log } from '@/lib/log'
import { Refused } from '@/lib/refused'
import { documentText } from '@/lib/text'
import { billAgreed } from './mutations/bill'
import { failItem, ItemRefused, stopRun, workNextItem } from './mutations/run'
import { keepPdf, sendInvoice } from './mutations/send'
import { ensureComingSeries } from './mutations/series'
import { keepTimesheet } from './mutations/timesheets'
import { uncollectedOrders } from './queries/agreed'
import { drawDocument, drawInvoicedWork, storedPdf } from './queries/drawing'
import { actingOf, stalledRuns } from './queries/run'
import { isTimesheetWanted, workWithoutTimesheet } from './queries/timesheet'
import { finalDocument, unfinishedInvoices } from './queries/unfinished'
import type { InvoiceDocument } from './rules/document'

export const jobs: Handlers = {
  'invoices.render': ({ organizationId, invoiceId = '' }) => renderInvoice(organizationId, invoiceId),
  'invoices.run': ({ organizationId, runId = '' }) => workRun(organizationId, runId),
  'invoices.collect': async ({ organizationId, orderId = '' }) => {
    await writing(systemActor(organizationId, 'invoices.collect'), (write) => billAgreed(write, orderId))
  },
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
    await addTimesheet(actor, document, invoiceId)
    const bytes = await drawDocument(actor, document)
    const name = `${document.number.replace(/[^A-Za-z0-9.-]+/g, '-')}.pdf`
    const prepared = await takeMade(organizationId, { bytes, name, type: 'application/pdf' })
    await writing(actor, (write) => keepPdf(write, invoiceId, prepared))
  }
  await writing(actor, (write) => sendInvoice(write, invoiceId))
}

/** Hours that no customer agreed to on a timesheet go along as one, day by day, where the invoice says so. */
async function addTimesheet(actor: Actor, document: InvoiceDocument, invoiceId: string): Promise<void> {
  const lines = await reading(actor, async (read) =>
    (await isTimesheetWanted(read, invoiceId)) ? workWithoutTimesheet(read, invoiceId) : [],
  )
  if (lines.length === 0) return
  const title = `${documentText(document.locale, 'invoices')('timesheet.title')} ${document.number}`
  const bytes = await drawInvoicedWork(actor, document, lines)
  const name = `${title.replace(/[^\p{L}\p{N}.-]+/gu, '-')}.pdf`
  const prepared = await takeMade(actor.organizationId, { bytes, name, type: 'application/pdf' })
  await writing(actor, (write) => keepTimesheet(write, invoiceId, prepared, title))
}

/** How long one job works on a run before others get their turn, and how many of its items at once. */
const runTurn = { seconds: 20, atOnce: 2 }

/**
 * Works through a run in the name of who started it, or of who let it go on since, one transaction per item, until it is done, paused, or its turn is over;
 * then another job goes on with it. What fails is told with the item; only a database that is away stops it.
 */
export async function workRun(organizationId: string, runId: string, seconds = runTurn.seconds): Promise<void> {
  const system = systemActor(organizationId, 'invoices.run')
  const until = performance.now() + seconds * 1000
  const session = async (): Promise<boolean> => {
    while (performance.now() < until) if (!(await workItem(system, runId))) return false
    return true
  }
  const isUnfinished = await Promise.all(Array.from({ length: runTurn.atOnce }, session))
  if (isUnfinished.some(Boolean)) await writing(system, (write) => enqueue(write, 'invoices.run', { runId }))
}

/** The database shuts down, starts up, is full or out of reach: nothing is wrong with the item. */
const away = /^(57|08|53)|CONN|E(PIPE|TIMEDOUT|NOTFOUND)/

async function workItem(system: Actor, runId: string): Promise<boolean> {
  let actor = system
  try {
    return await writing(system, async (write) => {
      const acting = await actingOf(write, runId)
      if (!acting) return false
      // Looked at for each: who leaves, or loses the right, does so while it runs.
      if (!acting.isAllowed) {
        await stopRun(write, runId, acting.memberId, acting.name)
        return false
      }
      actor = { ...memberActor({ organizationId: system.organizationId, ...acting }), roles: acting.roles }
      return workNextItem({ ...write, actor }, runId)
    })
  } catch (error) {
    if (!(error instanceof ItemRefused) || away.test(errorCode(error) ?? '')) throw error
    const { itemId, cause } = error
    if (!(cause instanceof Refused)) log.error('item of an invoice run failed', { runId, itemId, error: cause })
    const refusal = cause instanceof Refused ? cause : new Refused('common.unexpected')
    await writing(actor, (write) => failItem(write, itemId, refusal))
    return true
  }
}

/** Final without PDF, or PDF without mail: enqueued again, as runs that stand still and what was agreed to late. Also makes the series of this year and, in December, the next. */
export async function sweep(organizationId: string): Promise<void> {
  await writing(systemActor(organizationId, 'invoices.sweep'), async (write) => {
    for (const invoiceId of await unfinishedInvoices(write, write.now))
      await enqueue(write, 'invoices.render', { invoiceId })
    for (const orderId of await uncollectedOrders(write, write.now))
      await enqueue(write, 'invoices.collect', { orderId })
    for (const runId of await stalledRuns(write)) await enqueue(write, 'invoices.run', { runId })
    await ensureComingSeries(write)
  })
}
