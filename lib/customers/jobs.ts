import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import type { Handlers } from '@/lib/jobs/run'
import { locateSite, locateSites } from './mutations/places'

export const jobs: Handlers = {
  'customers.locate': ({ organizationId, siteId }) =>
    locateSite(systemActor(organizationId, 'customers.locate'), siteId ?? ''),
}

export function sweep(organizationId: string): Promise<void> {
  return writing(systemActor(organizationId, 'customers.sweep'), locateSites)
}
