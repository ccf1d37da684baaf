import 'server-only'
import { and, asc, desc, eq, isNotNull, isNull, lt } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { assets } from '@/db/schema/assets'
import { customers, sites } from '@/db/schema/customers'
import { findIds } from '@/db/search'
import type { Read } from '@/lib/auth/actor'

const summary = {
  id: assets.id,
  type: assets.type,
  make: assets.make,
  model: assets.model,
  serial: assets.serial,
  installedOn: assets.installedOn,
  retiredAt: assets.retiredAt,
  customerId: assets.customerId,
  customerName: customers.name,
  siteId: assets.siteId,
  street: sites.street,
  houseNumber: sites.houseNumber,
  city: sites.city,
}

export type AssetRow = Awaited<ReturnType<typeof listAssets>>[number]

/** Assets, newest first, 100 at a time; `before` is the id of the last one seen. */
export async function listAssets(
  read: Read,
  options: { query?: string; customerId?: string; retired?: boolean; before?: string; limit?: number } = {},
) {
  const found = await findIds(read.db, 'assets', options.query ?? '', 300)
  if (found?.length === 0) return []
  return read.db
    .select(summary)
    .from(assets)
    .innerJoin(customers, and(eq(customers.organizationId, assets.organizationId), eq(customers.id, assets.customerId)))
    .innerJoin(sites, and(eq(sites.organizationId, assets.organizationId), eq(sites.id, assets.siteId)))
    .where(
      and(
        eq(assets.organizationId, read.actor.organizationId),
        options.customerId ? eq(assets.customerId, options.customerId) : undefined,
        options.retired === undefined
          ? undefined
          : options.retired
            ? isNotNull(assets.retiredAt)
            : isNull(assets.retiredAt),
        found ? isOneOf(assets.id, found) : undefined,
        options.before ? lt(assets.id, options.before) : undefined,
      ),
    )
    .orderBy(desc(assets.id))
    .limit(Math.min(options.limit ?? 100, 300))
}

/** What kinds of assets the company has had, for choosing one while typing. */
export function assetTypes(read: Read) {
  return read.db
    .selectDistinct({ type: assets.type })
    .from(assets)
    .where(eq(assets.organizationId, read.actor.organizationId))
    .orderBy(asc(assets.type))
    .limit(100)
}

export type AssetPage = NonNullable<Awaited<ReturnType<typeof assetForPage>>>

export async function assetForPage(read: Read, assetId: string) {
  const [asset] = await read.db
    .select({
      ...summary,
      postalCode: sites.postalCode,
      siteName: sites.name,
      ownFields: assets.ownFields,
      notes: assets.notes,
      version: assets.version,
    })
    .from(assets)
    .innerJoin(customers, and(eq(customers.organizationId, assets.organizationId), eq(customers.id, assets.customerId)))
    .innerJoin(sites, and(eq(sites.organizationId, assets.organizationId), eq(sites.id, assets.siteId)))
    .where(and(eq(assets.organizationId, read.actor.organizationId), eq(assets.id, assetId)))
  return asset ?? null
}
