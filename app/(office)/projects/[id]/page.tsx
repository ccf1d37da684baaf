import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { TimelineList } from '@/components/history/timeline-list'
import { OrdersCard } from '@/components/orders/orders-card'
import { ProjectView } from '@/components/projects/project-view'
import { requirePage } from '@/lib/auth/page'
import { activeMembers } from '@/lib/auth/queries'
import { timeline } from '@/lib/history/queries'
import { orderFiltersFrom } from '@/lib/orders/input'
import { listOrders } from '@/lib/orders/queries/list'
import { projectForPage } from '@/lib/projects/queries'
import { dayIn, Temporal } from '@/lib/time'

const ordersShown = 10

const load = cache(async (id: string) => {
  const session = await requirePage('/projects/[id]')
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) notFound()
  const today = dayIn(session.organization.timeZone, Temporal.Now.instant())
  const [page, members, orders, entries] = await session.read((r) =>
    Promise.all([
      projectForPage(r, id),
      activeMembers(r),
      listOrders(r, orderFiltersFrom(new URLSearchParams({ project: id })), today),
      timeline(r, ['project', id], { limit: 100 }),
    ]),
  )
  if (!page) notFound()
  return { ...session, page, members, orders, entries, today }
})

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props) {
  const { page } = await load((await params).id)
  return { title: `${page.project.number} ${page.project.name}` }
}

export default async function ProjectPage({ params }: Props) {
  const { page, members, orders, entries, actor, today } = await load((await params).id)
  const t = await getTranslations('projects')
  return (
    <ProjectView
      page={page}
      me={{ id: actor.id, roles: actor.roles }}
      members={members.map(({ id, name }) => ({ id, name }))}
      today={today}
      orders={
        <OrdersCard
          title={t('cards.orders')}
          rows={orders.rows.slice(0, ordersShown)}
          allHref={orders.rows.length > ordersShown ? `/orders?project=${page.project.id}` : null}
          empty={t('orders.none')}
        />
      }
      timeline={<TimelineList entries={entries} />}
    />
  )
}
