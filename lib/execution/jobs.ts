import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import type { Handlers } from '@/lib/jobs/run'
import { makeReport, sweepReports } from './mutations/report'

export const jobs: Handlers = {
  'execution.make_report': ({ organizationId, visitId }) =>
    makeReport(systemActor(organizationId, 'execution.make_report'), visitId ?? ''),
}

export function sweep(organizationId: string): Promise<void> {
  return writing(systemActor(organizationId, 'execution.sweep'), sweepReports)
}
