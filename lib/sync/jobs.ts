import 'server-only'
import { systemActor, writing } from '@/lib/auth/actor'
import { removePart } from '@/lib/files/storage'
import type { Handlers } from '@/lib/jobs/run'
import { expireUploads } from './mutations/uploads'

export const jobs: Handlers = {
  'sync.forget_part': ({ organizationId, uploadId = '' }) => removePart(organizationId, uploadId),
}

/** Every minute, per company. */
export function sweep(organizationId: string): Promise<void> {
  return writing(systemActor(organizationId, 'sync.sweep'), expireUploads)
}
