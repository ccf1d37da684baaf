import { getTranslations } from 'next-intl/server'
import { OrderTypeList } from '@/components/forms/order-type-list'
import { requirePage } from '@/lib/auth/page'
import { orderTypesOf, questionCounts } from '@/lib/forms/queries'

export async function generateMetadata() {
  return { title: (await getTranslations('forms.orderTypes'))('title') }
}

export default async function OrderTypesPage() {
  const { read, organization } = await requirePage('/settings/order-types')
  const { types, counts } = await read(async (r) => ({
    types: await orderTypesOf(r, { archived: true }),
    counts: await questionCounts(r),
  }))
  return <OrderTypeList types={types} counts={counts} slug={organization.slug} />
}
