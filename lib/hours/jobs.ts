import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import type { Handlers } from '@/lib/jobs/run'
import { repriceProject } from './mutations/reprice'

/** Projects stand before hours: what one says about prices reaches its hours this way. */
export const jobs: Handlers = {
  'hours.reprice': ({ organizationId, projectId }) =>
    writing(systemActor(organizationId, 'hours.reprice'), (write) => repriceProject(write, projectId ?? '')),
}
