import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import type { Handlers } from '@/lib/jobs/run'
import { deliverMail, sweepMails } from './mutations/deliver'

export const jobs: Handlers = {
  'mail.send': ({ organizationId, mailId }) => deliverMail(systemActor(organizationId, 'mail.send'), mailId ?? ''),
}

export function sweep(organizationId: string): Promise<void> {
  return writing(systemActor(organizationId, 'mail.sweep'), sweepMails)
}
