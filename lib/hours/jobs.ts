import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import type { Handlers } from '@/lib/jobs/run'
import { repriceContract, repriceProject } from './mutations/reprice'

/** Projects and contracts stand before hours: what one says about prices reaches its hours this way. */
export const jobs: Handlers = {
  'hours.reprice': ({ organizationId, projectId, contractId }) =>
    writing(systemActor(organizationId, 'hours.reprice'), (write) =>
      contractId ? repriceContract(write, contractId) : repriceProject(write, projectId ?? ''),
    ),
}
