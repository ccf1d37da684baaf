import { getTranslations } from 'next-intl/server'
import { AssetForm } from '@/components/assets/asset-form'
import { Card } from '@/components/ui/card'
import { Page, PageHeader } from '@/components/ui/page-header'
import { assetTypes } from '@/lib/assets/queries'
import { requirePage } from '@/lib/auth/page'
import { customerForPage } from '@/lib/customers/queries'

const uuid = /^[0-9a-f-]{36}$/

export async function generateMetadata() {
  return { title: (await getTranslations('assets'))('new') }
}

/** `?customer=<id>` when somebody comes from a customer. */
export default async function NewAssetPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const { read } = await requirePage('/assets/new')
  const { customer: customerId = '' } = await searchParams
  const { types, customer } = await read(async (r) => ({
    types: await assetTypes(r),
    customer: uuid.test(customerId) ? await customerForPage(r, customerId) : null,
  }))
  const t = await getTranslations('assets')
  return (
    <Page width="text">
      <PageHeader title={t('new')} back={{ href: '/assets', label: t('title') }} />
      <Card>
        <AssetForm
          types={types.map(({ type }) => type)}
          customer={customer && { value: customer.id, label: customer.name }}
          onCancel={customer ? `/customers/${customer.id}` : '/assets'}
        />
      </Card>
    </Page>
  )
}
