import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import { forgetOldWays } from './travel'

export function sweep(organizationId: string): Promise<void> {
  return writing(systemActor(organizationId, 'geo.sweep'), forgetOldWays)
}
