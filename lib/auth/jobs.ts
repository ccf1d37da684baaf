import 'server-only'
import type { Handlers } from '@/lib/jobs/run'
import { systemActor, writing } from './actor'
import { locateBase, locateBases } from './mutations/bases'

export const jobs: Handlers = {
  'auth.locate': ({ organizationId, baseId }) => locateBase(systemActor(organizationId, 'auth.locate'), baseId ?? ''),
}

export function sweep(organizationId: string): Promise<void> {
  return writing(systemActor(organizationId, 'auth.sweep'), locateBases)
}
