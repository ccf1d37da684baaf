import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { AssetView } from '@/components/assets/asset-view'
import { assetName } from '@/components/customers/choices'
import { TimelineList } from '@/components/history/timeline-list'
import { OrdersCard } from '@/components/orders/orders-card'
import { assetForPage, assetTypes } from '@/lib/assets/queries'
import { requirePage } from '@/lib/auth/page'
import { timeline } from '@/lib/history/queries'
import { orderFiltersFrom } from '@/lib/orders/input'
import { listOrders } from '@/lib/orders/queries/list'
import { dayIn, Temporal } from '@/lib/time'

const load = cache(async (id: string) => {
  const { read, organization } = await requirePage('/assets/[id]')
  if (!/^[0-9a-f-]{36}$/.test(id)) notFound()
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const found = await read(async (r) => {
    const asset = await assetForPage(r, id)
    return (
      asset && {
        asset,
        types: await assetTypes(r),
        orders: await listOrders(r, orderFiltersFrom(new URLSearchParams({ asset: id })), today),
        entries: await timeline(r, ['asset', id]),
      }
    )
  })
  if (!found) notFound()
  return found
})

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props) {
  return { title: assetName((await load((await params).id)).asset) }
}

export default async function AssetPage({ params }: Props) {
  const { asset, types, orders, entries } = await load((await params).id)
  const t = await getTranslations('assets')
  return (
    <AssetView
      asset={asset}
      types={types.map(({ type }) => type)}
      orders={
        <OrdersCard
          title={t('serviceHistory')}
          rows={orders.rows.slice(0, 50)}
          allHref={orders.rows.length > 50 ? `/orders?asset=${asset.id}` : null}
          empty={t('noOrders')}
        />
      }
      timeline={<TimelineList entries={entries} />}
    />
  )
}
