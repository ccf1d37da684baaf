import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ContractFees } from '@/components/contracts/contract-fees'
import { ContractRates } from '@/components/contracts/contract-rates'
import { ContractView } from '@/components/contracts/contract-view'
import { TimelineList } from '@/components/history/timeline-list'
import { OrdersCard } from '@/components/orders/orders-card'
import { ProjectsCard } from '@/components/projects/projects-card'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { contractForPage } from '@/lib/contracts/queries'
import { feesOfContract } from '@/lib/contracts/queries/fees'
import { timeline } from '@/lib/history/queries'
import { namedRates, rateChoices } from '@/lib/hours/queries/rates'
import { orderFiltersFrom } from '@/lib/orders/input'
import { listOrders } from '@/lib/orders/queries/list'
import { vatRatesOf } from '@/lib/products/rules'
import { listProjects } from '@/lib/projects/queries'
import { dayIn, Temporal } from '@/lib/time'

const projectsShown = 10
const ordersShown = 10

const load = cache(async (id: string) => {
  const session = await requirePage('/contracts/[id]')
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) notFound()
  const today = dayIn(session.organization.timeZone, Temporal.Now.instant())
  const seesRates = mayOpen('/settings/rates', session.me.roles)
  const [page, fees, projects, orders, rates, choices, entries] = await session.read((r) =>
    Promise.all([
      contractForPage(r, id),
      feesOfContract(r, id),
      listProjects(
        r,
        { state: 'all', customerId: null, leadId: null, contractId: id, query: '' },
        undefined,
        projectsShown,
      ),
      listOrders(r, orderFiltersFrom(new URLSearchParams({ contract: id })), today),
      seesRates ? namedRates(r, id) : [],
      seesRates ? rateChoices(r) : null,
      timeline(r, ['contract', id], { limit: 100 }),
    ]),
  )
  if (!page) notFound()
  const vatRates = vatRatesOf(session.organization.country)
  return { page, fees, vatRates, projects, orders, rates, choices, entries, today }
})

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props) {
  const { page } = await load((await params).id)
  return { title: `${page.contract.number} ${page.contract.name}` }
}

export default async function ContractPage({ params }: Props) {
  const { page, fees, vatRates, projects, orders, rates, choices, entries, today } = await load((await params).id)
  const { id, number, name, customerId, startsOn } = page.contract
  const t = await getTranslations('contracts')
  return (
    <ContractView
      page={page}
      today={today}
      fees={<ContractFees contract={{ id, startsOn }} fees={fees} vatRates={vatRates} today={today} />}
      rates={
        choices && (
          <ContractRates
            contract={{ value: id, label: `${number} ${name}` }}
            rates={rates}
            choices={choices}
            today={today}
          />
        )
      }
      projects={
        <ProjectsCard
          rows={projects.rows}
          newHref={`/projects/new?customer=${customerId}&contract=${id}`}
          allHref={projects.more ? `/projects?state=all&contract=${id}` : null}
          empty={t('noProjects')}
        />
      }
      orders={
        <OrdersCard
          title={t('orders')}
          rows={orders.rows.slice(0, ordersShown)}
          allHref={orders.rows.length > ordersShown ? `/orders?contract=${id}` : null}
          empty={t('noOrders')}
        />
      }
      timeline={<TimelineList entries={entries} />}
    />
  )
}
