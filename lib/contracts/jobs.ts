import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import { makeDueInstalments } from './mutations/fees'

export async function sweep(organizationId: string): Promise<void> {
  await writing(systemActor(organizationId, 'contracts.sweep'), makeDueInstalments)
}
