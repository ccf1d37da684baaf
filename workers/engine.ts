import { parentPort } from 'node:worker_threads'
import { search } from '@/lib/engine/search/anneal'
import type { Order, Report } from '@/lib/engine/threads'

const report = (one: Report) => parentPort?.postMessage(one)

function processorMillis(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

// One at a time: who asks for more has more threads.
parentPort?.on('message', ({ model, limits, stop, byProcessor }: Order) => {
  try {
    const found = search(model, limits, {
      now: byProcessor ? processorMillis : () => performance.now(),
      cancelled: () => Atomics.load(stop, 0) !== 0,
      progress: (progress) => report({ progress }),
    })
    report({ found })
  } catch (error) {
    report({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
