import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Account } from '@/components/settings/account'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { memberById, sessionsOf } from '@/lib/auth/queries'
import { timeline } from '@/lib/history/queries'
import { feedStateOf } from '@/lib/visits/queries/feed'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('cards.account.title') }
}

export default async function AccountPage() {
  const [{ read, me }, t] = await Promise.all([requirePage('/settings/account'), getTranslations('settings')])
  const [member, sessions, entries, feed] = await read((r) =>
    Promise.all([
      memberById(r, me.memberId),
      sessionsOf(r, me.memberId),
      timeline(r, ['member', me.memberId]),
      feedStateOf(r, me.memberId),
    ]),
  )
  return (
    <Page width="record">
      <PageHeader
        title={t('cards.account.title')}
        description={t('cards.account.text')}
        back={{ href: '/settings', label: t('title') }}
      />
      <Account member={member} sessions={sessions} sessionId={me.sessionId} entries={entries} feed={feed} />
    </Page>
  )
}
