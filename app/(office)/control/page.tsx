import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { ControlDetail } from '@/components/control/control-detail'
import { ControlQueue } from '@/components/control/control-queue'
import { FailedItems } from '@/components/execution/failed-items'
import { OrderWork } from '@/components/execution/order-work'
import { OrderDocuments } from '@/components/orders/order-documents'
import { OrderLines } from '@/components/orders/order-lines'
import { OrderQuestions } from '@/components/orders/order-questions'
import { FromPhones } from '@/components/sync/from-phones'
import { requirePage } from '@/lib/auth/page'
import { activeMembers } from '@/lib/auth/queries'
import { controlQueue, rowToOpen } from '@/lib/control/queries'
import { timeOnSite } from '@/lib/control/rules'
import { failedItems } from '@/lib/execution/queries/failed'
import { workOfOrder } from '@/lib/execution/queries/work'
import { orderForPage } from '@/lib/orders/queries/page'
import { vatRatesOf } from '@/lib/products/rules'
import { fromPhones } from '@/lib/sync/queries/kept'
import { visitsOfOrder } from '@/lib/visits/queries/visits'
import { teamFirst } from '@/lib/visits/rules'

export async function generateMetadata() {
  return { title: (await getTranslations('control'))('title') }
}

type Props = { searchParams: Promise<{ order?: string }> }

export default async function ControlPage({ searchParams }: Props) {
  const { me, organization, read } = await requirePage('/control')
  const parsed = z.uuid().safeParse((await searchParams).order)
  const { queue, page, visits, work, failed, members, phones } = await read(async (r) => {
    const rows = await controlQueue(r)
    const chosen = (await rowToOpen(r, rows, parsed.data))?.id
    return {
      queue: rows,
      page: chosen ? await orderForPage(r, chosen) : null,
      visits: chosen ? await visitsOfOrder(r, chosen) : [],
      work: chosen ? await workOfOrder(r, chosen, me.locale) : [],
      failed: chosen ? await failedItems(r, [chosen], me.locale) : null,
      members: await activeMembers(r),
      phones: chosen ? await fromPhones(r, chosen, me.locale) : null,
    }
  })
  const people = teamFirst(
    members.map(({ id, name, roles }) => ({ id, name, isTechnician: roles.includes('technician') })),
    visits,
  )
  const row = queue.find((one) => one.id === page?.order.id)
  return (
    <ControlQueue rows={queue} openId={page?.order.id ?? null}>
      {page && row && (
        <ControlDetail key={page.order.id} page={page} row={row} time={timeOnSite(visits, work)}>
          {phones && <FromPhones {...phones} />}
          <FailedItems
            orderId={page.order.id}
            items={failed?.get(page.order.id) ?? []}
            followUps={page.followUps}
            canFollowUp
          />
          <OrderLines
            orderId={page.order.id}
            lines={page.lines}
            billable={page.order.billableAmount}
            unbilled={page.order.unbilledAmount}
            questions={page.questions}
            members={people}
            vatRates={vatRatesOf(organization.country)}
            canEdit
          />
          {page.questions.length > 0 && (
            <OrderQuestions orderId={page.order.id} questions={page.questions} lines={page.lines} members={people} />
          )}
          <OrderDocuments orderId={page.order.id} documents={page.documents} />
          <OrderWork work={work} />
        </ControlDetail>
      )}
    </ControlQueue>
  )
}
