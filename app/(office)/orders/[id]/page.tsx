import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { FailedItems } from '@/components/execution/failed-items'
import { OrderWork } from '@/components/execution/order-work'
import { TimelineList } from '@/components/history/timeline-list'
import { OrderPlans } from '@/components/maintenance/order-plans'
import { SiteMap } from '@/components/map/site-map'
import { stepPages } from '@/components/orders/next-step'
import { OrderAnswers } from '@/components/orders/order-answers'
import { OrderDocuments } from '@/components/orders/order-documents'
import { OrderLines } from '@/components/orders/order-lines'
import { OrderQuestions } from '@/components/orders/order-questions'
import { OrderView } from '@/components/orders/order-view'
import { OrderVisits } from '@/components/orders/order-visits'
import { WhyNotInvoiced } from '@/components/orders/why-not'
import { FromPhones } from '@/components/sync/from-phones'
import { Card } from '@/components/ui/card'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { activeMembers } from '@/lib/auth/queries'
import { failedItems } from '@/lib/execution/queries/failed'
import { workOfOrder } from '@/lib/execution/queries/work'
import { timeline } from '@/lib/history/queries'
import { hasConceptPo } from '@/lib/invoices/queries/concept-po'
import { mailsOfOrder } from '@/lib/mail/queries'
import { plansOfOrder } from '@/lib/maintenance/queries'
import { orderForPage } from '@/lib/orders/queries/page'
import { orderRefusal } from '@/lib/orders/rules'
import { vatRatesOf } from '@/lib/products/rules'
import { fromPhones } from '@/lib/sync/queries/kept'
import { dayIn, Temporal } from '@/lib/time'
import { visitsOfOrder } from '@/lib/visits/queries/visits'
import { teamFirst } from '@/lib/visits/rules'

const load = cache(async (id: string) => {
  const session = await requirePage('/orders/[id]')
  if (!/^[0-9a-f-]{36}$/.test(id)) notFound()
  // Asked at once: they go over the one connection together.
  const [page, visits, recorded, failed, entries, mails, members, plans, poOnConcept, phones] = await session.read(
    (r) =>
      Promise.all([
        orderForPage(r, id),
        visitsOfOrder(r, id),
        workOfOrder(r, id, session.me.locale),
        failedItems(r, [id], session.me.locale),
        timeline(r, ['order', id], { limit: 200 }),
        mailsOfOrder(r, id),
        activeMembers(r),
        plansOfOrder(r, id),
        hasConceptPo(r, id),
        fromPhones(r, id, session.me.locale),
      ]),
  )
  if (!page) notFound()
  return { ...session, page, visits, recorded, failed, entries, mails, members, plans, poOnConcept, phones }
})

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props) {
  const { page } = await load((await params).id)
  return { title: `${page.order.number} ${page.order.title}` }
}

export default async function OrderPage({ params }: Props) {
  const { page, visits, recorded, failed, entries, mails, members, plans, poOnConcept, phones, actor, organization } =
    await load((await params).id)
  const [t, mapWords, language] = await Promise.all([
    getTranslations('maintenance'),
    getTranslations('map'),
    getLocale(),
  ])
  const { order } = page
  const now = Temporal.Now.instant()
  const me = { id: actor.id, kind: actor.kind, roles: actor.roles }
  const opens = stepPages.filter((href) => mayOpen(href, actor.roles))
  const canEdit = orderRefusal({ ...order, onHold: false }, 'change_lines', me) === null
  // Who went there first: a question is most likely for them.
  const people = teamFirst(
    members.map(({ id, name, roles }) => ({ id, name, isTechnician: roles.includes('technician') })),
    visits,
  )
  return (
    <OrderView
      page={page}
      me={me}
      opens={opens}
      members={people}
      visits={
        <OrderVisits
          visits={visits}
          orderId={order.id}
          canPlan={opens.includes('/planboard') && order.visitState === 'needs_visit' && order.status === 'accepted'}
          mayDecide={opens.includes('/planboard')}
        />
      }
      lines={
        <OrderLines
          orderId={order.id}
          lines={page.lines}
          billable={order.billableAmount}
          unbilled={order.unbilledAmount}
          questions={page.questions}
          members={people}
          vatRates={vatRatesOf(organization.country)}
          canEdit={canEdit}
        />
      }
      work={
        <>
          <FromPhones {...phones} />
          <FailedItems
            orderId={order.id}
            items={failed.get(order.id) ?? []}
            followUps={page.followUps}
            canFollowUp={mayOpen('/orders/new', actor.roles)}
          />
          <OrderAnswers fields={page.intakeFields ?? []} answers={order.answers} documents={page.documents} />
          <OrderWork work={recorded} />
        </>
      }
      documents={<OrderDocuments orderId={order.id} documents={page.documents} />}
      questions={<OrderQuestions orderId={order.id} questions={page.questions} lines={page.lines} members={people} />}
      whyNotInvoiced={
        <WhyNotInvoiced
          page={page}
          now={now.toString()}
          poOnConcept={poOnConcept}
          phoneWaits={phones.waiting.length > 0}
        />
      }
      maintenance={
        <Card title={t('title')}>
          <OrderPlans orderId={order.id} title={order.title} plans={plans} today={dayIn(organization.timeZone, now)} />
        </Card>
      }
      map={
        <SiteMap
          latitude={page.site.latitude}
          longitude={page.site.longitude}
          language={language}
          label={mapWords('site')}
        />
      }
      timeline={<TimelineList entries={entries} mails={mails} />}
    />
  )
}
