import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import { mailWeek } from './mutations/weekly'

export function sweep(organizationId: string): Promise<void> {
  return writing(systemActor(organizationId, 'reports.sweep'), mailWeek)
}
