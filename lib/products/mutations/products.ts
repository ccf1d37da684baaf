import 'server-only'
import { and, eq, ne, sql } from 'drizzle-orm'
import { products } from '@/db/schema/products'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { takeNumber } from '@/lib/customers/mutations/number'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { newId } from '@/lib/ids'
import { compare } from '@/lib/money'
import { Refused } from '@/lib/refused'
import { searchable } from '@/lib/search'
import type { CreateProduct, EditProduct } from '../input'
import { productUnits, vatRatesOf } from '../rules'

function own(write: Write, productId: string) {
  return and(eq(products.organizationId, write.actor.organizationId), eq(products.id, productId))
}

/**
 * Makes a product; without a number it gets the next one (`P0001`). The same id twice is one product. Refuses
 * products.number_taken, products.vat_rate.
 */
export async function createProduct(write: Write, input: CreateProduct): Promise<{ id: string; number: string }> {
  const { id: given, number: wanted, ...fields } = input
  const id = given ?? newId()
  if (given) {
    await write.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${given}, 0))`)
    const [made] = await write.db.select({ number: products.number }).from(products).where(own(write, id))
    if (made) return { id, number: made.number }
  }
  const { country } = await organizationOf(write)
  const vatRate = fields.vatRate ?? vatRatesOf(country)[0] ?? '21'
  checkRate(country, vatRate)
  const number = wanted || (await takeNumber(write, 'product'))
  await checkNumber(write, id, number)
  await write.db.insert(products).values({
    unit: productUnits[fields.kind][0],
    ...fields,
    vatRate,
    organizationId: write.actor.organizationId,
    id,
    number,
    createdAt: write.now.toString(),
    searchText: searchable(number, fields.name),
  })
  await record(write, { subject: ['product', id], action: 'products.create', params: { number, name: fields.name } })
  return { id, number }
}

/** Changes a product; orders keep the price they have. Refuses common.stale (with `current`), products.number_taken, products.vat_rate. */
export async function editProduct(write: Write, input: EditProduct): Promise<{ version: number }> {
  const { id, version, ...wanted } = input
  const [product] = await write.db.select().from(products).where(own(write, id)).for('update')
  if (!product) throw new Refused('common.not_found')
  const changes = changesBetween(product, wanted).filter(
    ({ field, from, to }) =>
      !(decimals.has(field) && from !== null && to !== null && compare(String(from), String(to)) === 0),
  )
  if (changes.length === 0) return { version: product.version }
  if (product.version !== version) throw new Refused('common.stale', { current: product })
  const next = { ...product, ...wanted }
  if (wanted.vatRate !== undefined) checkRate((await organizationOf(write)).country, wanted.vatRate)
  if (wanted.number !== undefined) await checkNumber(write, id, wanted.number)
  await write.db
    .update(products)
    .set({ ...wanted, version: version + 1, searchText: searchable(next.number, next.name) })
    .where(own(write, id))
  await record(write, { subject: ['product', id], action: 'products.edit', params: { name: next.name }, changes })
  return { version: version + 1 }
}

const decimals = new Set(['price', 'cost', 'vatRate', 'weightKg', 'volumeM3'])

function checkRate(country: string, vatRate: string): void {
  if (!vatRatesOf(country).some((rate) => compare(rate, vatRate) === 0))
    throw new Refused('common.invalid', { fields: { vatRate: 'products.vat_rate' } })
}

async function checkNumber(write: Write, id: string, number: string): Promise<void> {
  const [other] = await write.db
    .select({ id: products.id })
    .from(products)
    .where(
      and(eq(products.organizationId, write.actor.organizationId), eq(products.number, number), ne(products.id, id)),
    )
  if (other || number === '')
    throw new Refused('common.invalid', { fields: { number: number ? 'products.number_taken' : 'common.required' } })
}
