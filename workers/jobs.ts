import { jobs as approvalJobs, sweep as approvalSweep } from '@/lib/approvals/jobs'
import { jobs as authJobs, sweep as authSweep } from '@/lib/auth/jobs'
import { sweep as contractSweep } from '@/lib/contracts/jobs'
import { jobs as customerJobs, sweep as customerSweep } from '@/lib/customers/jobs'
import { jobs as executionJobs, sweep as executionSweep } from '@/lib/execution/jobs'
import { jobs as fileJobs } from '@/lib/files/jobs'
import { sweep as geoSweep } from '@/lib/geo/jobs'
import { jobs as hoursJobs } from '@/lib/hours/jobs'
import { jobs as integrationJobs, sweep as integrationSweep } from '@/lib/integrations/jobs'
import { jobs as invoiceJobs, sweep as invoiceSweep } from '@/lib/invoices/jobs'
import { startWorkers } from '@/lib/jobs/run'
import { jobs as mailJobs, sweep as mailSweep } from '@/lib/mail/jobs'
import { jobs as maintenanceJobs, sweep as maintenanceSweep } from '@/lib/maintenance/jobs'
import { jobs as pushJobs, sweep as pushSweep } from '@/lib/push/jobs'
import { sweep as reportSweep } from '@/lib/reports/jobs'
import { sweep as requestSweep } from '@/lib/requests/jobs'
import { jobs as syncJobs, sweep as syncSweep } from '@/lib/sync/jobs'

/** Every module's job handlers and sweeps, for the process that runs them. */
export function startJobs(): Promise<void> {
  return startWorkers(
    [
      mailJobs,
      pushJobs,
      fileJobs,
      authJobs,
      customerJobs,
      hoursJobs,
      executionJobs,
      syncJobs,
      maintenanceJobs,
      invoiceJobs,
      integrationJobs,
      approvalJobs,
    ],
    [
      mailSweep,
      pushSweep,
      executionSweep,
      syncSweep,
      maintenanceSweep,
      contractSweep,
      invoiceSweep,
      integrationSweep,
      requestSweep,
      approvalSweep,
      reportSweep,
      authSweep,
      customerSweep,
      geoSweep,
    ],
  )
}
