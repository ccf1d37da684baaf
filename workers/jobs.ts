import { startWorkers } from '@/lib/jobs/run'
import { jobs as mailJobs, sweep as mailSweep } from '@/lib/mail/jobs'

/** Every module's job handlers and sweeps, for the process that runs them. */
export function startJobs(): Promise<void> {
  return startWorkers([mailJobs], [mailSweep])
}
