import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { assets } from '@/db/schema/assets'
import { sites } from '@/db/schema/customers'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { searchable } from '@/lib/search'
import type { CreateAsset, EditAsset } from '../input'

type Asset = typeof assets.$inferSelect

function own(write: Write, assetId: string) {
  return and(eq(assets.organizationId, write.actor.organizationId), eq(assets.id, assetId))
}

async function lockAsset(write: Write, assetId: string): Promise<Asset> {
  const [asset] = await write.db.select().from(assets).where(own(write, assetId)).for('update')
  if (!asset) throw new Refused('common.not_found')
  return asset
}

/** Makes an asset at a site of the customer. The same id twice is one asset. Refuses assets.no_site. */
export async function createAsset(write: Write, input: CreateAsset): Promise<{ id: string }> {
  const { id: given, ...fields } = input
  const id = given ?? newId()
  if (given) {
    await write.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${given}, 0))`)
    const [made] = await write.db.select({ id: assets.id }).from(assets).where(own(write, id))
    if (made) return made
  }
  await checkSite(write, fields.customerId, fields.siteId)
  await write.db.insert(assets).values({
    ...fields,
    organizationId: write.actor.organizationId,
    id,
    createdAt: write.now.toString(),
    searchText: searchText(fields),
  })
  await record(write, {
    subject: ['asset', id],
    customerId: fields.customerId,
    action: 'assets.create',
    params: { asset: assetName(fields) },
  })
  return { id }
}

/** Changes an asset, its site too. Refuses common.stale (with `current`), assets.no_site. */
export async function editAsset(write: Write, input: EditAsset): Promise<{ version: number }> {
  const { id, version, ...wanted } = input
  const asset = await lockAsset(write, id)
  const changes = changesBetween(asset, wanted)
  if (changes.length === 0) return { version: asset.version }
  if (asset.version !== version) throw new Refused('common.stale', { current: asset })
  if (wanted.siteId) await checkSite(write, asset.customerId, wanted.siteId)
  const next = { ...asset, ...wanted }
  await write.db
    .update(assets)
    .set({ ...wanted, version: version + 1, searchText: searchText(next) })
    .where(own(write, id))
  await record(write, {
    subject: ['asset', id],
    customerId: asset.customerId,
    action: 'assets.edit',
    params: { asset: assetName(next) },
    changes,
  })
  return { version: version + 1 }
}

/** Taken out of service (or back): no new orders about it, its history stays. Refuses common.not_found. */
export async function retireAsset(write: Write, input: { id: string; reason?: string }): Promise<void> {
  await setRetired(write, input.id, write.now.toString(), input.reason)
}

export async function restoreAsset(write: Write, assetId: string): Promise<void> {
  await setRetired(write, assetId, null)
}

async function setRetired(write: Write, assetId: string, retiredAt: string | null, reason = ''): Promise<void> {
  const asset = await lockAsset(write, assetId)
  if ((asset.retiredAt === null) === (retiredAt === null)) return
  await write.db
    .update(assets)
    .set({ retiredAt, version: asset.version + 1 })
    .where(own(write, assetId))
  await record(write, {
    subject: ['asset', assetId],
    customerId: asset.customerId,
    action: retiredAt ? 'assets.retire' : 'assets.restore',
    params: { asset: assetName(asset) },
    reason,
  })
}

async function checkSite(write: Write, customerId: string, siteId: string): Promise<void> {
  const [site] = await write.db
    .select({ id: sites.id })
    .from(sites)
    .where(
      and(eq(sites.organizationId, write.actor.organizationId), eq(sites.id, siteId), eq(sites.customerId, customerId)),
    )
  if (!site) throw new Refused('assets.no_site', { fields: { siteId: 'assets.no_site' } })
}

type Named = Partial<Pick<Asset, 'type' | 'make' | 'model' | 'serial' | 'ownFields'>>

function assetName(asset: Named): string {
  return [asset.type, asset.make, asset.model].filter(Boolean).join(' ')
}

function searchText(asset: Named): string {
  const ownValues = (asset.ownFields ?? []).map((field) => field.value)
  return searchable(asset.type, asset.make, asset.model, asset.serial, ...ownValues)
}
