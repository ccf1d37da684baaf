import { getTranslations } from 'next-intl/server'
import { ProductList } from '@/components/products/product-list'
import { flagParam, knownParams, searchParam } from '@/components/ui/filter-params'
import { requirePage } from '@/lib/auth/page'
import { listProducts } from '@/lib/products/queries'
import { productKinds, vatRatesOf } from '@/lib/products/rules'

export async function generateMetadata() {
  return { title: (await getTranslations('products'))('title') }
}

export default async function ProductsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { read, organization } = await requirePage('/products')
  const { q, kind, inactive } = await searchParams
  const rows = await read((r) =>
    listProducts(r, {
      query: searchParam(q),
      kinds: knownParams(kind, productKinds),
      inactiveToo: flagParam(inactive),
      limit: 500,
    }),
  )
  return <ProductList rows={rows} vatRates={vatRatesOf(organization.country)} />
}
