import 'server-only'
import { statSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { log } from './log'

/** What the worker can draw: the names in workers/pdf.tsx. */
export type PdfKind = 'work_report' | 'invoice' | 'timesheet' | 'invoiced_work'

type Drawing = {
  kind: PdfKind
  data: object
  resolve: (bytes: Uint8Array) => void
  reject: (error: Error) => void
}
type Thread = { worker: Worker; drawing: Drawing | null; timer: NodeJS.Timeout | null; builtAt: number }
type Pool = { threads: Set<Thread>; waiting: Drawing[] }

/** What comes back from the thread. */
export type PdfReply = { bytes: Uint8Array } | { error: string }

const threadsMost = 2
const patienceMs = 60_000

const shared = globalThis as typeof globalThis & { werkstroomPdf?: Pool }
shared.werkstroomPdf ??= { threads: new Set(), waiting: [] }
const pool = shared.werkstroomPdf

/**
 * Draws a document in a worker thread, so that a page never waits for a PDF. The same data gives the same bytes: dates
 * come from the data, never from the clock. `data` must be cloneable (plain values and Uint8Array); the worker has no
 * network and no files. Throws when the drawing fails or takes over a minute; the next one gets a fresh thread.
 */
export function renderPdf(kind: PdfKind, data: object): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    pool.waiting.push({ kind, data, resolve, reject })
    work()
  })
}

/** Ends the threads; for tests and a server that stops. */
export async function stopPdf(): Promise<void> {
  const threads = [...pool.threads]
  pool.threads.clear()
  await Promise.all(threads.map(({ worker }) => worker.terminate()))
}

function work(): void {
  while (pool.waiting.length > 0) {
    const thread = freeThread()
    if (!thread) return
    const drawing = pool.waiting.shift()
    if (!drawing) return
    thread.drawing = drawing
    thread.timer = setTimeout(() => fail(thread, new Error(`the ${drawing.kind} PDF took too long`)), patienceMs)
    // A thread at work keeps the process; an idle one does not.
    thread.worker.ref()
    thread.worker.postMessage({ kind: drawing.kind, data: drawing.data })
  }
}

function freeThread(): Thread | null {
  const builtAt = buildTime()
  for (const thread of pool.threads) {
    if (thread.drawing) continue
    if (thread.builtAt === builtAt) return thread
    pool.threads.delete(thread)
    void thread.worker.terminate()
  }
  return pool.threads.size < threadsMost ? startThread(builtAt) : null
}

function workerFile(): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), '.build', 'pdf-worker.mjs')
}

/** While developing the worker is bundled again at each save; a build never changes under a running server. */
function buildTime(): number {
  return process.env.NODE_ENV === 'production' ? 0 : statSync(workerFile()).mtimeMs
}

function startThread(builtAt: number): Thread {
  // React is a third slower in its development build. No secrets go along, nor the parent's --import hooks.
  const worker = new Worker(workerFile(), {
    env: { NODE_ENV: 'production', TZ: 'UTC' },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 384 },
  })
  const thread: Thread = { worker, drawing: null, timer: null, builtAt }
  worker.on('message', (reply: PdfReply) => {
    const drawing = done(thread)
    if ('bytes' in reply) drawing?.resolve(reply.bytes)
    else drawing?.reject(new Error(reply.error))
    work()
  })
  worker.on('error', (error) => fail(thread, error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', (code) => fail(thread, new Error(`the PDF thread stopped (${code})`)))
  worker.unref()
  pool.threads.add(thread)
  return thread
}

function done(thread: Thread): Drawing | null {
  const { drawing } = thread
  if (thread.timer) clearTimeout(thread.timer)
  thread.timer = null
  thread.drawing = null
  thread.worker.unref()
  return drawing
}

function fail(thread: Thread, error: Error): void {
  const drawing = done(thread)
  if (!pool.threads.delete(thread) && !drawing) return
  if (drawing) log.error('PDF thread failed', { kind: drawing.kind, error })
  drawing?.reject(error)
  void thread.worker.terminate()
  work()
}
