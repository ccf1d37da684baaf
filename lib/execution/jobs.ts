import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import type { Handlers } from '@/lib/jobs/run'
import { forgetPositions } from './mutations/position'
import { makeReport, sweepReports } from './mutations/report'

export const jobs: Handlers = {
  'execution.make_report': ({ organizationId, visitId }) =>
    makeReport(systemActor(organizationId, 'execution.make_report'), visitId ?? ''),
}

/** Every minute, per company. */
export async function sweep(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, 'execution.sweep')
  await writing(actor, forgetPositions)
  await writing(actor, sweepReports)
}
