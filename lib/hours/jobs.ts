import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import type { Handlers } from '@/lib/jobs/run'
import { repriceProject } from './mutations/reprice'

/** For who changed what a project or a phase of it says about prices, and stands before hours: see lib/projects. */
export const jobs: Handlers = {
  'hours.reprice': ({ organizationId, projectId }) =>
    writing(systemActor(organizationId, 'hours.reprice'), (write) => repriceProject(write, projectId ?? '')),
}
