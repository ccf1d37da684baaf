import { setImmediate } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import { renderToBuffer } from '@react-pdf/renderer'
import { Alphabet } from '@/components/documents/alphabet'
import { registerFonts } from '@/components/documents/fonts'
import { drawTimesheet } from '@/lib/approvals/pdf'
import { drawWorkReport } from '@/lib/execution/pdf'
import { drawInvoice } from '@/lib/invoices/pdf/draw'
import { drawInvoicedWork } from '@/lib/invoices/pdf/timesheet'
import type { PdfKind, PdfReply } from '@/lib/pdf'

/** A drawing gives the Document for its data; one line per kind. */
const drawings: Record<PdfKind, (data: never) => Parameters<typeof renderToBuffer>[0]> = {
  work_report: drawWorkReport,
  invoice: drawInvoice,
  timesheet: drawTimesheet,
  invoiced_work: drawInvoicedWork,
}

registerFonts()

async function draw(kind: PdfKind, data: unknown): Promise<PdfReply> {
  try {
    const buffer = await renderToBuffer(drawings[kind](data as never))
    // A copy of its own: Node's small buffers share one pool, which must not move to another thread.
    return { bytes: Uint8Array.from(buffer) }
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

// Whatever becomes of it, documents are drawn.
let last: Promise<unknown> = renderToBuffer(<Alphabet />).catch(() => null)
parentPort?.on('message', ({ kind, data }: { kind: PdfKind; data: unknown }) => {
  last = last.then(async () => {
    const reply = await draw(kind, data)
    parentPort?.postMessage(reply, 'bytes' in reply ? [reply.bytes.buffer as ArrayBuffer] : [])
    // Without a macrotask between documents their memory is not given back.
    await setImmediate()
  })
})
