import { jobs as executionJobs, sweep as executionSweep } from '@/lib/execution/jobs'
import { startWorkers } from '@/lib/jobs/run'
import { jobs as mailJobs, sweep as mailSweep } from '@/lib/mail/jobs'
import { jobs as maintenanceJobs, sweep as maintenanceSweep } from '@/lib/maintenance/jobs'

/** Every module's job handlers and sweeps, for the process that runs them. */
export function startJobs(): Promise<void> {
  return startWorkers([mailJobs, executionJobs, maintenanceJobs], [mailSweep, executionSweep, maintenanceSweep])
}
