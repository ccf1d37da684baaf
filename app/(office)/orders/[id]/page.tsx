import { notFound } from 'next/navigation'
import { cache } from 'react'
import { OrderWork } from '@/components/execution/order-work'
import { TimelineList } from '@/components/history/timeline-list'
import { OrderAnswers } from '@/components/orders/order-answers'
import { OrderDocuments } from '@/components/orders/order-documents'
import { OrderLines } from '@/components/orders/order-lines'
import { OrderQuestions } from '@/components/orders/order-questions'
import { OrderView } from '@/components/orders/order-view'
import { OrderVisits } from '@/components/orders/order-visits'
import { requirePage } from '@/lib/auth/page'
import { activeMembers } from '@/lib/auth/queries'
import { workOfOrder } from '@/lib/execution/queries/work'
import { timeline } from '@/lib/history/queries'
import { mailsOfOrder } from '@/lib/mail/queries'
import { orderForPage } from '@/lib/orders/queries/page'
import { orderRefusal } from '@/lib/orders/rules'
import { vatRatesOf } from '@/lib/products/rules'
import { visitsOfOrder } from '@/lib/visits/queries/visits'

const load = cache(async (id: string) => {
  const session = await requirePage('/orders/[id]')
  if (!/^[0-9a-f-]{36}$/.test(id)) notFound()
  const found = await session.read(async (r) => {
    const page = await orderForPage(r, id)
    return (
      page && {
        page,
        visits: await visitsOfOrder(r, id),
        recorded: await workOfOrder(r, id, session.me.locale),
        entries: await timeline(r, ['order', id], { limit: 200 }),
        mails: await mailsOfOrder(r, id),
        members: await activeMembers(r),
      }
    )
  })
  if (!found) notFound()
  return { ...session, ...found }
})

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props) {
  const { page } = await load((await params).id)
  return { title: `${page.order.number} ${page.order.title}` }
}

export default async function OrderPage({ params }: Props) {
  const { page, visits, recorded, entries, mails, members, actor, organization } = await load((await params).id)
  const { order } = page
  const me = { id: actor.id, kind: actor.kind, roles: actor.roles }
  const canEdit = orderRefusal({ ...order, onHold: false }, 'change_lines', me) === null
  const team = new Set(visits.flatMap((visit) => visit.team.map((member) => member.id)))
  // Who went there first: a question is most likely for them.
  const people = members
    .map(({ id, name, roles }) => ({ id, name, isTechnician: roles.includes('technician') }))
    .sort((a, b) => Number(team.has(b.id)) - Number(team.has(a.id)))
  return (
    <OrderView
      page={page}
      me={me}
      members={people}
      visits={
        <OrderVisits
          visits={visits}
          orderId={order.id}
          canPlan={order.visitState === 'needs_visit' && order.status === 'accepted'}
        />
      }
      lines={
        <OrderLines
          orderId={order.id}
          lines={page.lines}
          billable={order.billableAmount}
          unbilled={order.unbilledAmount}
          members={people}
          vatRates={vatRatesOf(organization.country)}
          canEdit={canEdit}
        />
      }
      work={
        <>
          <OrderAnswers fields={page.intakeFields ?? []} answers={order.answers} />
          <OrderWork work={recorded} />
        </>
      }
      documents={<OrderDocuments orderId={order.id} documents={page.documents} />}
      questions={<OrderQuestions orderId={order.id} questions={page.questions} lines={page.lines} members={people} />}
      timeline={<TimelineList entries={entries} mails={mails} />}
    />
  )
}
