import 'server-only'
import type { Handlers } from '@/lib/jobs/run'

export const jobs: Handlers = { 'mail.send': async () => {} }

export async function sweep(_organizationId: string): Promise<void> {}
