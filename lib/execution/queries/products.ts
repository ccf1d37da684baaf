import 'server-only'
import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { visitMaterials } from '@/db/schema/execution'
import { products } from '@/db/schema/products'
import type { Read } from '@/lib/auth/actor'
import { listProducts } from '@/lib/products/queries'

/** A product as a technician picks it: without a price. */
export type FieldProduct = { id: string; number: string; name: string; unit: string; isRecent: boolean }

/** Material that can be used: what is searched for, or, without a question, what this technician used lately and then the rest. */
export async function fieldProducts(read: Read, query: string): Promise<FieldProduct[]> {
  const found = await listProducts(read, { query, kinds: ['material', 'fixed'], limit: 40 })
  const recent = query ? [] : await recentProducts(read)
  const ids = new Set(recent.map(({ id }) => id))
  return [
    ...recent.map((product) => ({ ...product, isRecent: true })),
    ...found
      .filter(({ id }) => !ids.has(id))
      .map(({ id, number, name, unit }) => ({ id, number, name, unit, isRecent: false })),
  ]
}

async function recentProducts(read: Read) {
  const { organizationId } = read.actor
  const used = await read.db
    .select({ id: visitMaterials.productId })
    .from(visitMaterials)
    .where(
      and(
        eq(visitMaterials.organizationId, organizationId),
        eq(visitMaterials.memberId, read.actor.id),
        isNotNull(visitMaterials.productId),
        isNull(visitMaterials.removedAt),
      ),
    )
    .orderBy(desc(visitMaterials.id))
    .limit(60)
  const ids = [...new Set(used.flatMap(({ id }) => id ?? []))].slice(0, 8)
  if (ids.length === 0) return []
  const rows = await read.db
    .select({ id: products.id, number: products.number, name: products.name, unit: products.unit })
    .from(products)
    .where(and(eq(products.organizationId, organizationId), inArray(products.id, ids), eq(products.active, true)))
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}
