import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import type { Handlers } from '@/lib/jobs/run'
import { tellOfLost } from './mutations/lost'
import { sealTimesheet } from './mutations/seal'
import { consentDue, expireRequests, offerAllDue, offerProject, remindDue, sweepUnsealed } from './mutations/sweep'

export const jobs: Handlers = {
  'approvals.offer': ({ organizationId, projectId, days }) =>
    offerProject(systemActor(organizationId, 'approvals.offer'), projectId ?? '', (days ?? '').split(',')),
  'approvals.lost': ({ organizationId, mailId }) =>
    writing(systemActor(organizationId, 'approvals.lost'), (write) => tellOfLost(write, mailId ?? '')),
  'approvals.seal': ({ organizationId, requestId }) =>
    sealTimesheet(systemActor(organizationId, 'approvals.seal'), requestId ?? ''),
}

export async function sweep(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, 'approvals.sweep')
  // Before what is over expires: silence that became consent while the server was down is consent.
  await consentDue(actor)
  await writing(actor, expireRequests)
  await offerAllDue(actor)
  await writing(actor, remindDue)
  await writing(actor, sweepUnsealed)
}
