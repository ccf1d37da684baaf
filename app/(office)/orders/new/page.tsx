import { getTranslations } from 'next-intl/server'
import { NewOrder } from '@/components/orders/new-order'
import { Page, PageHeader } from '@/components/ui/page-header'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { activeMembers } from '@/lib/auth/queries'
import { customerForPage } from '@/lib/customers/queries'
import { orderTypesOf } from '@/lib/forms/queries'
import { placeQuery } from '@/lib/planning/input'
import { instantAt } from '@/lib/time'

const uuid = /^[0-9a-f-]{36}$/

export async function generateMetadata() {
  return { title: (await getTranslations('orders'))('new') }
}

/**
 * `?customer=<id>&asset=<id>&project=<id>&contract=<id>` when somebody comes from one of them; from an empty place on the
 * planboard `?technician=<id>&day=2026-11-24&time=13:30`: there it is planned when it is saved.
 */
export default async function NewOrderPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const { me, read, organization } = await requirePage('/orders/new')
  const params = await searchParams
  const { customer: customerId = '', asset = '', project = '', contract = '' } = params
  const mayPlan = mayOpen('/planboard', me.roles)
  const asked = mayPlan ? placeQuery.safeParse(params).data : undefined
  const { types, customer, people } = await read(async (r) => ({
    people: await activeMembers(r),
    types: await orderTypesOf(r),
    customer: uuid.test(customerId) ? await customerForPage(r, customerId) : null,
  }))
  const who = people.find(({ id, roles }) => id === asked?.technician && roles.includes('technician'))
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
        members={people.map(({ id, name, roles }) => ({ id, name, isTechnician: roles.includes('technician') }))}
        mayPlan={mayPlan}
        place={asked && who ? placeOf(organization.timeZone, asked, who) : null}
      />
    </Page>
  )
}

function placeOf(timeZone: string, { day, time }: { day: string; time: string }, who: { id: string; name: string }) {
  return { memberId: who.id, name: who.name, day, startAt: instantAt(timeZone, day, time) }
}
