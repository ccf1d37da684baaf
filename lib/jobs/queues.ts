import { type Column, type SQL, sql } from 'drizzle-orm'

/**
 * Every queue with its retries. Made by the migration, since the app's login role can't create tables.
 * Handlers read the state again and act once: a job may run twice.
 */
const retrying = {
  // Five seconds, ten, twenty, … over an hour and a half; then the module's sweep offers it again.
  retryLimit: 10,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 3600,
  // A job of a process that died is noticed after this and one round of supervision (boss.ts).
  heartbeatSeconds: 15,
  expireInSeconds: 300,
}

export const queues = {
  'jobs.sweep': { retryLimit: 0, expireInSeconds: 120 },
  'mail.send': retrying,
  'files.forget': retrying,
  'execution.make_report': retrying,
  'invoices.render': retrying,
  'integrations.hand_over': retrying,
  'maintenance.remind': retrying,
} as const

export type QueueName = keyof typeof queues

/**
 * For sweeps: nothing in the queue is about this row and due within a minute. A queue that is behind must not be given
 * the same work again each minute, or it never catches up.
 */
export function noJobSoon(queue: QueueName, key: string, id: Column): SQL {
  return sql`not exists (select from pgboss.job j where j.name = ${queue} and j.state in ('created', 'retry', 'active')
    and j.start_after < now() + interval '1 minute' and j.data->>${key} = ${id}::text)`
}

/** The same, also when the job waits to be tried again: where the queue's own retries are all that is wanted. */
export function noJob(queue: QueueName, key: string, id: Column): SQL {
  return sql`not exists (select from pgboss.job j where j.name = ${queue} and j.state in ('created', 'retry', 'active')
    and j.data->>${key} = ${id}::text)`
}
