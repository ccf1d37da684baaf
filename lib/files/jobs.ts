import 'server-only'
import { reading, systemActor } from '@/lib/auth/actor'
import type { Handlers } from '@/lib/jobs/run'
import { isHeld } from './queries'
import { removeBytes } from './storage'

export const jobs: Handlers = {
  'files.forget': async ({ organizationId, sha256 = '' }) => {
    const actor = systemActor(organizationId, 'files.forget')
    if (!(await reading(actor, (read) => isHeld(read, sha256)))) await removeBytes(organizationId, sha256)
  },
}
