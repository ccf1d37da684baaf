'use client'
import { Mail, Paperclip } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useLive } from '@/components/live/use-live'
import { CountBadge } from '@/components/ui/badge'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/link'
import { useRefresh } from '@/components/ui/use-refresh'
import type { MailSummary } from '@/lib/mail/queries'
import type { MailStatus } from '@/lib/mail/rules'
import { MailStatusBadge } from './mail-status'

// Each in the order of the statuses, as the page reads them from the address.
const filters: { key: string; statuses: MailStatus[] }[] = [
  { key: 'all', statuses: [] },
  { key: 'attention', statuses: ['failed', 'uncertain', 'bounced'] },
  { key: 'waiting', statuses: ['queued', 'sending'] },
  { key: 'sent', statuses: ['sent'] },
  { key: 'kept', statuses: ['kept'] },
]

/** Every mail the company ever wanted to send, live, with what became of it. */
export function Outbox({
  mails,
  counts,
  chosen,
}: {
  mails: MailSummary[]
  counts: Record<MailStatus, number>
  chosen: MailStatus[]
}) {
  const t = useTranslations('mail')
  const refresh = useRefresh()
  useLive(['mail'], refresh)
  const last = mails.at(-1)
  const query = chosen.length > 0 ? `status=${chosen.join()}` : ''

  return (
    <>
      <nav aria-label={t('outbox.filter')} className="flex flex-wrap gap-1.5">
        {filters.map(({ key, statuses }) => (
          <ButtonLink
            key={key}
            href={statuses.length > 0 ? `/settings/outbox?status=${statuses.join()}` : '/settings/outbox'}
            variant={statuses.join() === chosen.join() ? 'primary' : 'secondary'}
            size="sm"
            aria-current={statuses.join() === chosen.join()}
          >
            {t(`filter.${key}`)}
            {statuses.length > 0 && <CountBadge count={statuses.reduce((sum, status) => sum + counts[status], 0)} />}
          </ButtonLink>
        ))}
      </nav>
      <DataTable
        label={t('outbox.title')}
        rows={mails}
        rowId={(mail) => mail.id}
        rowHref={(mail) => `/settings/outbox/${mail.id}`}
        rowTone={(mail) => (['failed', 'uncertain', 'bounced'].includes(mail.status) ? 'alert' : null)}
        columns={[
          { id: 'at', header: t('made'), width: 150, cell: (mail) => <DateText value={mail.createdAt} /> },
          {
            id: 'status',
            header: t('statusHeader'),
            width: 150,
            card: 'badge',
            cell: (mail) => <MailStatusBadge status={mail.status} look="plain" />,
          },
          { id: 'recipient', header: t('recipient'), grow: 1, cell: (mail) => mail.recipient },
          {
            id: 'subject',
            header: t('subject'),
            grow: 2,
            card: 'title',
            cell: (mail) => (
              <span className="flex min-w-0 items-center gap-1.5">
                <span className="truncate">{mail.subject}</span>
                {mail.attachments > 0 && (
                  <Paperclip aria-label={t('attachments')} className="size-3.5 shrink-0 text-ink-faint" />
                )}
              </span>
            ),
          },
        ]}
        empty={
          <EmptyState title={t('outbox.emptyTitle')} icon={<Mail />}>
            {t(chosen.length > 0 ? 'outbox.emptyFiltered' : 'outbox.empty')}
          </EmptyState>
        }
      />
      {mails.length === 100 && last && (
        <div>
          <ButtonLink href={`/settings/outbox?${query}&before=${last.id}`} variant="secondary">
            {t('outbox.older')}
          </ButtonLink>
        </div>
      )}
    </>
  )
}
