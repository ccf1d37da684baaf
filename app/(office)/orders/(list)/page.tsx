import { getTranslations } from 'next-intl/server'
import { OrderList } from '@/components/orders/order-list'
import { requirePage } from '@/lib/auth/page'
import { activeMembers } from '@/lib/auth/queries'
import { customerForPage } from '@/lib/customers/queries'
import { orderTypesOf } from '@/lib/forms/queries'
import { orderFiltersFrom } from '@/lib/orders/input'
import { listOrders, orderTotals } from '@/lib/orders/queries/list'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('orders'))('title') }
}

export default async function OrdersPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { read, organization } = await requirePage('/orders')
  const given = Object.entries(await searchParams).map(([key, value]) => [key, String(value ?? '')])
  const filters = orderFiltersFrom(new URLSearchParams(given))
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const found = await read(async (r) => ({
    ...(await listOrders(r, filters, today)),
    totals: await orderTotals(r, filters, today),
    types: await orderTypesOf(r, { archived: true }),
    members: await activeMembers(r),
    customer: filters.customerId ? await customerForPage(r, filters.customerId) : null,
  }))
  return (
    <OrderList
      rows={found.rows}
      more={found.more}
      totals={found.totals}
      types={found.types.map(({ id, name }) => ({ id, name }))}
      members={found.members
        .filter((member) => member.roles.includes('technician'))
        .map(({ id, name }) => ({ id, name }))}
      customer={found.customer && { id: found.customer.id, name: found.customer.name }}
      today={today}
    />
  )
}
