import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { organizations } from '@/db/schema/auth'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import type { Write } from '../actor'
import { type OrganizationSettings, settingsOf } from '../rules'

/** Changes some settings of the company and leaves the others, for modules that have settings of their own. */
export async function saveSettings(write: Write, change: Partial<OrganizationSettings>): Promise<void> {
  const { organizationId } = write.actor
  const own = eq(organizations.id, organizationId)
  const [row] = await write.db.select({ settings: organizations.settings }).from(organizations).where(own).for('update')
  if (!row) throw new Error('organization of the actor is gone')
  const changes = changesBetween<Record<string, unknown>>(settingsOf(row.settings), change)
  if (changes.length === 0) return
  await write.db
    .update(organizations)
    .set({ settings: { ...row.settings, ...change }, version: sql`${organizations.version} + 1` })
    .where(own)
  await record(write, { subject: ['organization', organizationId], action: 'auth.company_changed', changes })
}
