import { getTranslations } from 'next-intl/server'
import { solvingPages } from '@/components/reports/solution'
import { UnbilledList } from '@/components/reports/unbilled-list'
import { Page } from '@/components/ui/page-header'
import { actions, allows, mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { unbilledTogether } from '@/lib/reports/queries/unbilled'
import { dayIn, Temporal } from '@/lib/time'

export async function generateMetadata() {
  return { title: (await getTranslations('reports'))('unbilled.title') }
}

export default async function UnbilledPage() {
  const { me, actor, organization } = await requirePage('/unbilled')
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const { rows, summary } = await unbilledTogether(actor, today)
  const opens = solvingPages.filter((href) => mayOpen(href, me.roles))
  return (
    <Page isFilled>
      <UnbilledList
        rows={rows}
        summary={summary}
        today={today}
        opens={opens}
        mayBill={allows(actions['invoices.billAnyway'], me.roles)}
      />
    </Page>
  )
}
