import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { AssetsCard } from '@/components/assets/assets-card'
import { ContractsCard } from '@/components/contracts/contracts-card'
import { CustomerView } from '@/components/customers/customer-view'
import { TimelineList } from '@/components/history/timeline-list'
import { OrdersCard } from '@/components/orders/orders-card'
import { ProjectsCard } from '@/components/projects/projects-card'
import { listAssets } from '@/lib/assets/queries'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { listContracts } from '@/lib/contracts/queries'
import { customerForPage } from '@/lib/customers/queries'
import { timeline } from '@/lib/history/queries'
import { orderFiltersFrom } from '@/lib/orders/input'
import { listOrders } from '@/lib/orders/queries/list'
import { listProjects } from '@/lib/projects/queries'
import { dayIn, Temporal } from '@/lib/time'

const projectsShown = 5
const contractsShown = 5

const load = cache(async (id: string) => {
  const { me, read, organization } = await requirePage('/customers/[id]')
  if (!/^[0-9a-f-]{36}$/.test(id)) notFound()
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const found = await read(async (r) => {
    const customer = await customerForPage(r, id)
    return (
      customer && {
        customer,
        assets: await listAssets(r, { customerId: id }),
        orders: await listOrders(r, orderFiltersFrom(new URLSearchParams({ customer: id })), today),
        projects: await listProjects(
          r,
          { state: 'all', customerId: id, leadId: null, query: '' },
          undefined,
          projectsShown,
        ),
        contracts: await listContracts(
          r,
          { state: 'all', customerId: id, query: '' },
          today,
          undefined,
          contractsShown,
        ),
        entries: await timeline(r, ['customer', id], { limit: 100 }),
      }
    )
  })
  if (!found) notFound()
  return { ...found, today, mayInvoice: mayOpen('/invoices', me.roles) }
})

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props) {
  return { title: (await load((await params).id)).customer.name }
}

export default async function CustomerPage({ params }: Props) {
  const { id } = await params
  const { customer, assets, orders, projects, contracts, entries, today, mayInvoice } = await load(id)
  const [t, words] = await Promise.all([getTranslations('customers'), getTranslations('projects')])
  return (
    <CustomerView
      customer={customer}
      assets={<AssetsCard assets={assets} newHref={`/assets/new?customer=${id}`} />}
      projects={
        <ProjectsCard
          rows={projects.rows}
          newHref={`/projects/new?customer=${id}`}
          allHref={projects.more ? `/projects?state=all&customer=${id}` : null}
          empty={words('noneOfCustomer')}
        />
      }
      contracts={
        <ContractsCard
          rows={contracts.rows}
          today={today}
          newHref={`/contracts/new?customer=${id}`}
          allHref={contracts.more ? `/contracts?state=all&customer=${id}` : null}
        />
      }
      orders={
        <OrdersCard
          title={t('orders')}
          rows={orders.rows.slice(0, 10)}
          allHref={orders.rows.length > 10 ? `/orders?customer=${id}` : null}
          empty={t('noOrders')}
        />
      }
      timeline={<TimelineList entries={entries} />}
      mayInvoice={mayInvoice}
    />
  )
}
