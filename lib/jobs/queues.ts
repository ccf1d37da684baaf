/**
 * Every queue with its retries. Made by the migration, since the app's login role can't create tables.
 * Handlers read the state again and act once: a job may run twice.
 */
const retrying = {
  retryLimit: 8,
  retryDelay: 15,
  retryBackoff: true,
  retryDelayMax: 3600,
  heartbeatSeconds: 30,
  expireInSeconds: 300,
}

export const queues = {
  'jobs.sweep': { retryLimit: 0, expireInSeconds: 120 },
  'mail.send': retrying,
  'execution.make_report': retrying,
  'invoices.render': retrying,
  'integrations.hand_over': retrying,
  'maintenance.remind': retrying,
} as const

export type QueueName = keyof typeof queues
