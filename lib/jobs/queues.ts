import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'

/**
 * Every queue with its retries. Made by the migration, since the app's login role can't create tables.
 * Handlers read the state again and act once: a job may run twice.
 */
const retrying = {
  // Five seconds, ten, twenty, … to four minutes, for some twenty minutes; then the module's sweep offers it again. No wait is
  // longer, so that what was away (the disk, the PDF thread) is noticed to be back without another job for the same work.
  retryLimit: 10,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 240,
  // A job of a process that died is noticed after this and one round of supervision (boss.ts).
  heartbeatSeconds: 15,
  expireInSeconds: 300,
}

export const queues = {
  'jobs.sweep': { retryLimit: 0, expireInSeconds: 120 },
  'mail.send': retrying,
  'push.send': retrying,
  'auth.locate': retrying,
  'customers.locate': retrying,
  'files.forget': retrying,
  'sync.forget_part': retrying,
  'hours.reprice': retrying,
  'execution.make_report': retrying,
  'invoices.render': retrying,
  'invoices.run': retrying,
  'invoices.collect': retrying,
  'integrations.hand_over': retrying,
  'maintenance.remind': retrying,
  'approvals.seal': retrying,
  'approvals.offer': retrying,
  'approvals.lost': retrying,
} as const

export type QueueName = keyof typeof queues

/**
 * For sweeps: no job in the queue is about this row, not even one that waits to be tried again. Work that fails, and a queue
 * that is behind, must not be given the same again each minute, or the queue never catches up.
 */
export function noJob(queue: QueueName, key: string, id: SQLWrapper): SQL {
  return sql`not exists (select from pgboss.job j where j.name = ${queue} and j.state in ('created', 'retry', 'active')
    and j.data->>${key} = ${id}::text)`
}

/**
 * The same, but a job that is not due within a minute does not count: for mails, which carry the time of their own next try,
 * so that an older job that waits hours for it does not hide a mail that lost its own.
 */
export function noJobSoon(queue: QueueName, key: string, id: SQLWrapper): SQL {
  return sql`not exists (select from pgboss.job j where j.name = ${queue} and j.state in ('created', 'retry', 'active')
    and j.start_after < now() + interval '1 minute' and j.data->>${key} = ${id}::text)`
}
