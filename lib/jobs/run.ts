import 'server-only'
import type { Job } from 'pg-boss'
import { asSystem } from '@/db/client'
import { organizations } from '@/db/schema/auth'
import { log } from '@/lib/log'
import { boss } from './boss'
import type { JobData } from './mutations'
import { type QueueName, queues } from './queues'

/** A module's jobs.ts exports `jobs`: queue → handler. A handler re-reads, acts once, and throws to be tried again. */
export type Handler = (data: JobData & Record<string, string>) => Promise<void>
export type Handlers = Partial<Record<QueueName, Handler>>
/** Finds one organization's half-finished work and enqueues what is missing. */
export type Sweep = (organizationId: string) => Promise<void>

// A start that broke off half-way may be made again.
const started = new Set<QueueName>()

/** Starts a worker per queue and the sweep of every minute that picks up whatever a crash left half-finished. */
export async function startWorkers(handlers: Handlers[], sweeps: Sweep[]): Promise<void> {
  const all: Handlers = Object.assign({}, ...handlers)
  all['jobs.sweep'] = () => sweepAll(sweeps)
  const queue = await boss()
  for (const name of Object.keys(queues) as QueueName[]) {
    const handler = all[name]
    if (!handler || started.has(name)) continue
    const worker: string = await queue.work<JobData & Record<string, string>>(
      name,
      { pollingIntervalSeconds: 1, batchSize: 1 },
      async (batch) => {
        // One job at a time and the next at once: pg-boss by itself waits a second after each (a burst needs batches).
        queue.notifyWorker(worker)
        for (const job of batch) await handle(name, job, handler)
      },
    )
    started.add(name)
  }
  await queue.schedule('jobs.sweep', '* * * * *', {})
}

async function handle(name: QueueName, job: Job<JobData & Record<string, string>>, handler: Handler): Promise<void> {
  try {
    await handler(job.data)
  } catch (error) {
    log.error('job failed', { queue: name, jobId: job.id, error })
    throw error
  }
}

async function sweepAll(sweeps: Sweep[]): Promise<void> {
  const all = await asSystem((tx) => tx.select({ id: organizations.id }).from(organizations))
  for (const { id } of all) {
    for (const sweep of sweeps) {
      await sweep(id).catch((error) => log.error('sweep failed', { organizationId: id, error }))
    }
  }
}
