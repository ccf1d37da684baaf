import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { settingsCards } from '@/components/settings/cards'
import { SettingsCards } from '@/components/settings/navigation'
import { Page, PageHeader } from '@/components/ui/page-header'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('title') }
}

export default async function SettingsPage() {
  const [{ me }, t] = await Promise.all([requirePage('/settings'), getTranslations('settings')])
  return (
    <Page width="record">
      <PageHeader title={t('title')} />
      <SettingsCards hrefs={settingsCards.map(({ href }) => href).filter((href) => mayOpen(href, me.roles))} />
    </Page>
  )
}
