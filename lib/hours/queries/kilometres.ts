import 'server-only'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { defaultKilometreRate } from '../rules/entries'

/** Euro per kilometre: the company's own rate when it has set one. */
export async function kilometreRateOf(read: Read): Promise<string> {
  const { settings } = await organizationOf(read)
  return settings.kilometreRate || defaultKilometreRate
}
