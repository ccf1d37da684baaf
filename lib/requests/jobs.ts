import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import { forgetDrafts } from './mutations/drafts'
import { forgetUnconfirmed } from './mutations/unconfirmed'

/** Every minute, per company. */
export async function sweep(organizationId: string): Promise<void> {
  const actor = systemActor(organizationId, 'requests.sweep')
  await writing(actor, forgetDrafts)
  await writing(actor, forgetUnconfirmed)
}
