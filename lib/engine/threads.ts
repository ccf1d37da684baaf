import 'server-only'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { compile, type Model } from './compile'
import type { Problem } from './problem'
import type { Found, Limits, Progress } from './search/anneal'
import { type Solution, solutionOf } from './solution'
import { withMatrices } from './travel'

/** What a thread is asked, and what it says while at work and at the end. */
export type Order = {
  model: Model
  limits: Limits
  /** Not zero: no more is wanted. */
  stop: Int32Array
  byProcessor: boolean
}
export type Report = { progress: Progress } | { found: Found } | { error: string }

type Search = {
  order: Order
  progress: (progress: Progress) => void
  resolve: (found: Found) => void
  reject: (error: Error) => void
}
type Pool = { idle: Worker[]; busy: number; waiting: Search[] }

const shared = globalThis as typeof globalThis & { werkstroomEngine?: Pool }
shared.werkstroomEngine ??= { idle: [], busy: 0, waiting: [] }
const pool = shared.werkstroomEngine

export type Asked = {
  seconds: number
  /** Rounds of each thread; with it alone the same seed gives the same answer. */
  rounds?: number
  seed?: number
  threads?: number
  /** Seconds of the processor rather than of the clock: for measuring on a machine that has other work too. */
  byProcessor?: boolean
  /** From every thread, after its first plan and every 250 ms. */
  onProgress?: (progress: Progress) => void
  /** Ends the search at once; the best plan so far is the answer. */
  signal?: AbortSignal
}

/** As many threads as the machine has processors are at work in a process, and kept for what is asked next. */
const most = availableParallelism()

/**
 * Solves a problem in threads beside this one, each from a seed of its own; the best answer counts. What is asked while all
 * threads are at work waits; cancelled, it waits no more and answers its first plan. Throws BadProblem for what can't be laid out.
 */
export async function solve(
  problem: Problem,
  { seconds, rounds, seed = 1, threads = 1, byProcessor = false, onProgress, signal }: Asked,
): Promise<{ solution: Solution; rounds: number }> {
  const ready = withMatrices(problem)
  const model = compile(ready)
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const cancel = () => {
    Atomics.store(stop, 0, 1)
    work()
  }
  signal?.addEventListener('abort', cancel)
  if (signal?.aborted) cancel()
  try {
    const all = await Promise.all(
      Array.from({ length: threads }, (_, at) => {
        const limits = { seed: seed + at, milliseconds: seconds * 1000, rounds: rounds ?? Number.POSITIVE_INFINITY }
        return searched({ model, limits, stop, byProcessor }, (progress) => onProgress?.(progress))
      }),
    )
    const best = all.reduce((one, other) => (other.value < one.value ? other : one))
    const done = all.reduce((sum, one) => sum + one.rounds, 0)
    return { solution: solutionOf(ready, model, best.routes), rounds: done }
  } finally {
    // When one failed, the others stop too.
    Atomics.store(stop, 0, 1)
    signal?.removeEventListener('abort', cancel)
  }
}

function searched(order: Order, progress: Search['progress']): Promise<Found> {
  return new Promise((resolve, reject) => {
    pool.waiting.push({ order, progress, resolve, reject })
    work()
  })
}

function work(): void {
  while (pool.waiting.length > 0) {
    // What is cancelled takes no more time than its first plan: it has a thread more, however busy the others are.
    const at = pool.busy < most ? 0 : pool.waiting.findIndex(({ order }) => Atomics.load(order.stop, 0) !== 0)
    const [search] = at < 0 ? [] : pool.waiting.splice(at, 1)
    if (!search) return
    pool.busy++
    give(pool.idle.pop() ?? startWorker(), search)
  }
}

function give(worker: Worker, search: Search): void {
  const over = (keep: boolean) => {
    worker.removeAllListeners()
    pool.busy--
    if (keep && pool.idle.length < most) {
      // A thread that was at work knows the way: the next search is at full speed from the start.
      pool.idle.push(worker)
      worker.unref()
      worker.on('error', () => forget(worker))
    } else void worker.terminate()
    work()
  }
  const fail = (error: unknown) => {
    over(false)
    search.reject(error instanceof Error ? error : new Error(String(error)))
  }
  worker.removeAllListeners()
  worker.on('message', (report: Report) => {
    if ('progress' in report) return search.progress(report.progress)
    if ('error' in report) return fail(new Error(report.error))
    over(true)
    search.resolve(report.found)
  })
  worker.on('error', fail)
  worker.on('exit', (code) => fail(new Error(`the engine's thread stopped (${code})`)))
  worker.ref()
  worker.postMessage(search.order)
}

function forget(worker: Worker): void {
  pool.idle = pool.idle.filter((one) => one !== worker)
}

function startWorker(): Worker {
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), '.build', 'engine-worker.mjs')
  // No secrets go along, nor the parent's --import hooks.
  return new Worker(file, { env: { NODE_ENV: 'production', TZ: 'UTC' }, execArgv: [] })
}
