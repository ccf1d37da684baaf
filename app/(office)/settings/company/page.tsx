import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { WeeklyMailForm } from '@/components/reports/weekly-mail'
import { CompanySettings } from '@/components/settings/company'
import { DepotForm } from '@/components/settings/depot'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { depotOf, organizationOf } from '@/lib/auth/queries'
import { env } from '@/lib/env'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('cards.company.title') }
}

export default async function CompanyPage() {
  const [{ read }, t] = await Promise.all([requirePage('/settings/company'), getTranslations('settings')])
  const [company, depot] = await read((r) => Promise.all([organizationOf(r), depotOf(r)]))
  return (
    <Page width="record">
      <PageHeader
        title={t('cards.company.title')}
        description={t('cards.company.text')}
        back={{ href: '/settings', label: t('title') }}
      />
      <CompanySettings company={company} host={new URL(env.APP_URL).host} />
      <DepotForm depot={depot} country={company.country} />
      <WeeklyMailForm day={company.settings.unbilledMailDay} version={company.version} />
    </Page>
  )
}
