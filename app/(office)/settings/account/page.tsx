import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Account } from '@/components/settings/account'
import { Page, PageHeader } from '@/components/ui/page-header'
import { mayOpen } from '@/lib/auth/authorization'
import { requirePage } from '@/lib/auth/page'
import { memberById, sessionsOf } from '@/lib/auth/queries'
import { env } from '@/lib/env'
import { timeline } from '@/lib/history/queries'
import { publicPushKey } from '@/lib/push/transport'
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
  const isWorkerOn = env.FIELD_WORKER === 'on'
  const phone = mayOpen('/field', me.roles)
    ? { memberId: me.memberId, sessionId: me.sessionId, pushKey: publicPushKey(), isWorkerOn }
    : null
  return (
    <Page width="record">
      <PageHeader
        title={t('cards.account.title')}
        description={t('cards.account.text')}
        back={{ href: '/settings', label: t('title') }}
      />
      <Account
        member={member}
        sessions={sessions}
        sessionId={me.sessionId}
        entries={entries}
        feed={feed}
        phone={phone}
      />
    </Page>
  )
}
