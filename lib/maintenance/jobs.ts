import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import type { Handlers } from '@/lib/jobs/run'
import { followOrders } from './mutations/occurrences'
import { endPlansOfRetired } from './mutations/plans'
import { findReminders, remindCustomer } from './mutations/remind'

export const jobs: Handlers = {
  'maintenance.remind': ({ organizationId, occurrenceId }) =>
    writing(systemActor(organizationId, 'maintenance.remind'), (write) => remindCustomer(write, occurrenceId ?? '')),
}

export async function sweep(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, 'maintenance.sweep')
  await writing(actor, followOrders)
  await writing(actor, endPlansOfRetired)
  await writing(actor, findReminders)
}
