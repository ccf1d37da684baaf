import 'server-only'
import { and, eq } from 'drizzle-orm'
import { sites } from '@/db/schema/customers'
import type { Actor, Write } from '@/lib/auth/actor'
import { isUnlocated, locateRow } from '@/lib/geo/mutations'
import { type Location, unlocated } from '@/lib/geo/rules/located'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { enqueue } from '@/lib/jobs/mutations'
import { noJob } from '@/lib/jobs/queues'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { FindSite, PlaceSite } from '../input'
import { named } from './sites'

type Site = typeof sites.$inferSelect

/**
 * A pin where a person says the work is: it stays, whatever the address becomes, until they have it looked up again.
 * Refuses common.not_found, common.stale (with `current`).
 */
export async function placeSite(write: Write, input: PlaceSite): Promise<{ version: number }> {
  const { siteId, version, latitude, longitude } = input
  const site = await lockSite(write, siteId, version)
  return move(write, site, { latitude, longitude, located: 'pin', locatedBy: 'hand' }, 'customers.site_pin')
}

/** Takes the pin away, and looks the address up again. Refuses common.not_found, common.stale (with `current`). */
export async function findSite(write: Write, { siteId, version }: FindSite): Promise<{ version: number }> {
  const site = await lockSite(write, siteId, version)
  const moved = await move(write, site, unlocated, 'customers.site_find')
  await enqueue(write, 'customers.locate', { siteId })
  return moved
}

/** For the job: looks up where a site is, after its address was made or changed. */
export function locateSite(actor: Actor, siteId: string): Promise<void> {
  const own = and(eq(sites.organizationId, actor.organizationId), eq(sites.id, siteId))
  return locateRow(
    actor,
    (db, isLocking) =>
      isLocking ? db.select().from(sites).where(own).for('update') : db.select().from(sites).where(own),
    async (write, location) => {
      const [site] = await write.db.update(sites).set(location).where(own).returning({ customerId: sites.customerId })
      // The customer's, not its own: the screen that made it may hear of it before it shows it.
      if (site) await announce(write, 'site', site.customerId)
    },
  )
}

/** Has the sites looked up that never were, lost their job, or deserve a better geocoder; so many a minute. */
export async function locateSites(write: Write): Promise<void> {
  const waiting = await write.db
    .select({ id: sites.id })
    .from(sites)
    .where(
      and(
        eq(sites.organizationId, write.actor.organizationId),
        isUnlocated(sites),
        noJob('customers.locate', 'siteId', sites.id),
      ),
    )
    .limit(100)
  for (const { id } of waiting) await enqueue(write, 'customers.locate', { siteId: id })
}

async function lockSite(write: Write, siteId: string, version: number): Promise<Site> {
  const [site] = await write.db
    .select()
    .from(sites)
    .where(and(eq(sites.organizationId, write.actor.organizationId), eq(sites.id, siteId)))
    .for('update')
  if (!site) throw new Refused('common.not_found')
  if (site.version !== version) throw new Refused('common.stale', { current: site })
  return site
}

async function move(write: Write, site: Site, location: Location, action: string): Promise<{ version: number }> {
  const version = site.version + 1
  await write.db
    .update(sites)
    .set({ ...location, version })
    .where(and(eq(sites.organizationId, site.organizationId), eq(sites.id, site.id)))
  const { latitude, longitude } = location
  await record(write, {
    subject: ['site', site.id],
    customerId: site.customerId,
    action,
    params: { site: named(site) },
    changes: changesBetween(site, { latitude, longitude }),
  })
  await announce(write, 'site', site.customerId)
  return { version }
}
