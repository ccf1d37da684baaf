import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { FirstSteps } from '@/components/reports/first-steps'
import { TodayItems } from '@/components/reports/today-items'
import { TodayVisits } from '@/components/reports/today-visits'
import { UnbilledCard } from '@/components/reports/unbilled-card'
import { Page, PageHeader } from '@/components/ui/page-header'
import { hasRole, readingTogether } from '@/lib/auth/actor'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { isPureTechnician } from '@/lib/auth/rules'
import { companyItems, isJustBegun, ownItems, visitsToday } from '@/lib/reports/queries/today'
import { unbilledTogether } from '@/lib/reports/queries/unbilled'
import { mineToday } from '@/lib/reports/rules'
import { dayIn, Temporal } from '@/lib/time'

/** Home: what needs this person now; a technician's is the phone. */
export default async function HomePage() {
  const { me, actor, organization, read } = await requirePage('/')
  if (isPureTechnician(me.roles)) redirect('/field')
  const today = dayIn(organization.timeZone, Temporal.Now.instant())
  const seesMoney = hasRole(actor, 'administration')
  const [company, own, day, unbilled] = await Promise.all([
    readingTogether(actor, companyItems, organization.timeZone, today),
    read((r) => ownItems(r, today)),
    readingTogether(actor, visitsToday, organization.timeZone, today),
    seesMoney ? unbilledTogether(actor, today, 0) : null,
  ])
  const items = mineToday([...company, ...own], me.roles)
  // Asked only when nothing waits, as in a company's first hour.
  const isNew = items.length === 0 && mayOpen('/settings/company', me.roles) && (await read(isJustBegun))
  const t = await getTranslations('reports')
  return (
    <Page>
      <PageHeader
        title={t('today.hello', { name: me.name.split(' ')[0] ?? me.name })}
        description={t('today.summary', { count: items.length })}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          {isNew ? <FirstSteps /> : <TodayItems items={items} today={today} />}
          {unbilled && !isNew && <UnbilledCard summary={unbilled.summary} today={today} />}
        </div>
        <TodayVisits {...day} mayPlan={mayOpen('/planboard', me.roles)} />
      </div>
    </Page>
  )
}
