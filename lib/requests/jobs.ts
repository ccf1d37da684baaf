import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import { forgetDrafts } from './mutations/drafts'

/** Every minute, per company. */
export function sweep(organizationId: string): Promise<void> {
  return writing(systemActor(organizationId, 'requests.sweep'), forgetDrafts)
}
