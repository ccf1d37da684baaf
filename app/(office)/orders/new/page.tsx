import { getTranslations } from 'next-intl/server'
import { NewOrder } from '@/components/orders/new-order'
import { Page, PageHeader } from '@/components/ui/page-header'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { customerForPage } from '@/lib/customers/queries'
import { orderTypesOf } from '@/lib/forms/queries'

const uuid = /^[0-9a-f-]{36}$/

export async function generateMetadata() {
  return { title: (await getTranslations('orders'))('new') }
}

/** `?customer=<id>&asset=<id>&project=<id>&contract=<id>` when somebody comes from one of them. */
export default async function NewOrderPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const { me, read } = await requirePage('/orders/new')
  const { customer: customerId = '', asset = '', project = '', contract = '' } = await searchParams
  const { types, customer } = await read(async (r) => ({
    types: await orderTypesOf(r),
    customer: uuid.test(customerId) ? await customerForPage(r, customerId) : null,
  }))
  const t = await getTranslations('orders')
  return (
    <Page width="text">
      <PageHeader title={t('new')} back={{ href: '/orders', label: t('title') }} />
      <NewOrder
        types={types.map(({ id, name, durationMinutes }) => ({ id, name, durationMinutes }))}
        customer={customer && { value: customer.id, label: customer.name }}
        assetId={uuid.test(asset) ? asset : null}
        under={{
          projectId: uuid.test(project) ? project : null,
          contractId: uuid.test(contract) ? contract : null,
        }}
        mayPlan={mayOpen('/planboard', me.roles)}
      />
    </Page>
  )
}
