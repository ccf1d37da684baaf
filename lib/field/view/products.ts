import { searchable } from '@/lib/search'
import type { CarriedLists } from '@/lib/sync/queries/pull'

/** A product as a technician picks it: without a price. */
export type PickedProduct = { id: string; number: string; name: string; unit: string; isRecent: boolean }

const most = 40

/**
 * Material that can be used: what every word of `query` occurs in, or, without a word, what this technician used lately and
 * then the rest.
 */
export function productsFor(
  products: CarriedLists['products'],
  recentIds: readonly string[],
  query: string,
): PickedProduct[] {
  const words = searchable(query).split(' ').filter(Boolean)
  const row = ({ id, number, name, unit }: CarriedLists['products'][number], isRecent = false) => ({
    ...{ id, number, name, unit, isRecent },
  })
  if (words.length > 0) {
    const isFound = ({ name, number }: CarriedLists['products'][number]) => {
      const text = searchable(name, number)
      return words.every((word) => text.includes(word))
    }
    return products
      .filter(isFound)
      .slice(0, most)
      .map((product) => row(product))
  }
  const recent = recentIds.flatMap((id) => products.filter((product) => product.id === id))
  const rest = products.filter(({ id }) => !recentIds.includes(id)).slice(0, most)
  return [...recent.map((product) => row(product, true)), ...rest.map((product) => row(product))]
}
