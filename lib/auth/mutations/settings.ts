import 'server-only'
import { eq } from 'drizzle-orm'
import { organizations } from '@/db/schema/auth'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { Refused } from '@/lib/refused'
import type { Write } from '../actor'
import { type OrganizationSettings, settingsOf } from '../rules'

/**
 * Changes some settings of the company and leaves the others, for modules that have settings of their own. Refuses
 * common.stale with what stands (`current`: those settings and the company's version) when `seen` is not that version.
 */
export async function saveSettings(
  write: Write,
  change: Partial<OrganizationSettings>,
  seen?: number,
): Promise<{ version: number }> {
  const { organizationId } = write.actor
  const own = eq(organizations.id, organizationId)
  const [row] = await write.db
    .select({ settings: organizations.settings, version: organizations.version })
    .from(organizations)
    .where(own)
    .for('update')
  if (!row) throw new Error('organization of the actor is gone')
  const before: Record<string, unknown> = settingsOf(row.settings)
  const changes = changesBetween(before, change)
  if (changes.length === 0) return { version: row.version }
  if (seen !== undefined && seen !== row.version) {
    const current = Object.fromEntries(Object.keys(change).map((name) => [name, before[name]]))
    throw new Refused('common.stale', { current: { ...current, version: row.version } })
  }
  const version = row.version + 1
  await write.db
    .update(organizations)
    .set({ settings: { ...row.settings, ...change }, version })
    .where(own)
  await record(write, { subject: ['organization', organizationId], action: 'auth.company_changed', changes })
  return { version }
}
