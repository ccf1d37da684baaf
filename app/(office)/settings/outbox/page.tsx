import { getTranslations } from 'next-intl/server'
import { Outbox } from '@/components/mail/outbox'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { env } from '@/lib/env'
import { listMails, mailCounts } from '@/lib/mail/queries'
import { type MailStatus, mailStatuses } from '@/lib/mail/rules'
import { transport } from '@/lib/mail/transport'

export async function generateMetadata() {
  return { title: (await getTranslations('mail'))('outbox.title') }
}

export default async function OutboxPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const { read } = await requirePage('/settings/outbox')
  const { status, before } = await searchParams
  const statuses = mailStatuses.filter((one) => status?.split(',').includes(one)) as MailStatus[]
  const [mails, counts] = await read(async (r) => [
    await listMails(r, { statuses, before: /^[0-9a-f-]{36}$/.test(before ?? '') ? before : undefined }),
    await mailCounts(r),
  ])
  const t = await getTranslations('mail')
  // What comes back after it was sent is known of Resend only, and only where it may tell us.
  const hidden = env.RESEND_API_KEY ? !env.RESEND_WEBHOOK_SECRET && 'outbox.noEvents' : 'outbox.smtp'
  return (
    <Page>
      <PageHeader
        title={t('outbox.title')}
        back={{ href: '/settings', label: t('outbox.settings') }}
        description={
          transport()
            ? [t('outbox.description'), hidden && t(hidden)].filter(Boolean).join(' ')
            : t('outbox.noTransport')
        }
      />
      <Outbox mails={mails} counts={counts} chosen={statuses} />
    </Page>
  )
}
