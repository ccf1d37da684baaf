import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import type { Handlers } from '@/lib/jobs/run'
import { deliverNotice, sweepNotices } from './mutations/deliver'

export const jobs: Handlers = {
  'push.send': ({ organizationId, messageId }) =>
    deliverNotice(systemActor(organizationId, 'push.send'), messageId ?? ''),
}

export function sweep(organizationId: string): Promise<void> {
  return writing(systemActor(organizationId, 'push.sweep'), sweepNotices)
}
