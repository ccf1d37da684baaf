'use client'
import { MailX, Send } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TimelineList } from '@/components/history/timeline-list'
import { MailTrouble } from '@/components/mail/mail-trouble'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cx } from '@/components/ui/cx'
import { DateText } from '@/components/ui/date-text'
import { DefinitionList } from '@/components/ui/definition-list'
import { Duration } from '@/components/ui/duration'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import type { OfficeRequest } from '@/lib/approvals/queries/request'
import type { Doing } from './approval-actions'
import { ApprovalLines } from './approval-lines'

/** A request: whether it arrived, its lines with their answers, its facts and its trail. */
export function ApprovalBody({
  page,
  onDo,
  isPanel = false,
}: {
  page: OfficeRequest
  onDo: (doing: Doing) => void
  isPanel?: boolean
}) {
  const t = useTranslations('approvals')
  const { lines, delivery, entries, mails, mailError, bounceReason, request } = page
  const isOpen = request.status === 'open'
  const isLost = isOpen && (delivery === 'bounced' || delivery === 'uncertain')
  return (
    <div className="flex flex-col gap-4">
      {isLost && (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-alert-line bg-alert-bg px-3 py-2 text-alert-fg"
        >
          <MailX aria-hidden className="mt-0.5 size-4 shrink-0 self-start" />
          <p className="min-w-0 flex-1 basis-56 wrap-anywhere">
            {t(`lost.${delivery === 'bounced' ? 'bounced' : 'uncertain'}`, { to: request.recipient })}
            <MailTrouble mail={{ error: mailError, bounceReason }} />
          </p>
          <Button icon={<Send />} onPress={() => onDo('resend')}>
            {t('resend')}
          </Button>
        </div>
      )}
      {request.silentConsentAt && (
        <p role="status" className="rounded-md border border-done-line bg-done-bg px-3 py-2 text-done-fg">
          {t('signs.silent')} · <DateText value={request.silentConsentAt} hasTime />
          <span className="block text-sm">{t('silentText', { days: request.silentConsentDays ?? 0 })}</span>
        </p>
      )}
      <div className={cx('grid items-start gap-4', !isPanel && 'lg:grid-cols-[1fr_21rem]')}>
        <Card title={t('cards.lines')}>
          <ApprovalLines lines={lines} />
        </Card>
        <div className="flex min-w-0 flex-col gap-4">
          <Card
            title={t('cards.facts')}
            actions={
              isPanel &&
              isOpen &&
              !isLost && (
                <Button size="sm" icon={<Send />} onPress={() => onDo('resend')}>
                  {t('resend')}
                </Button>
              )
            }
          >
            <Facts page={page} />
          </Card>
          <Card title={t('cards.trail')}>
            <TimelineList entries={entries} mails={mails} />
          </Card>
        </div>
      </div>
    </div>
  )
}

function Facts({ page: { request, project, order, delivery, openings, isOffice } }: { page: OfficeRequest }) {
  const t = useTranslations('approvals')
  const opened = openings.reduce((total, { times }) => total + times, 0)
  const first = openings[0]?.firstAt
  return (
    <DefinitionList
      items={[
        { label: t('fields.hours'), value: request.minutes > 0 && <Duration minutes={request.minutes} /> },
        { label: t('fields.net'), value: request.netAmount !== null && <Money value={request.netAmount} /> },
        {
          label: t('columns.project'),
          value:
            project &&
            (isOffice ? (
              <Link href={`/projects/${project.id}`}>{`${project.number} ${project.name}`}</Link>
            ) : (
              `${project.number} ${project.name}`
            )),
        },
        {
          label: t('fields.order'),
          value:
            order &&
            (isOffice ? (
              <Link href={`/orders/${order.id}`}>{`${order.number} ${order.title}`}</Link>
            ) : (
              `${order.number} ${order.title}`
            )),
        },
        {
          label: t('fields.recipient'),
          value: (
            <span className="wrap-anywhere">
              {[request.recipientName, request.recipient].filter(Boolean).join(' · ')}
            </span>
          ),
        },
        { label: t('fields.sentAt'), value: <DateText value={request.sentAt} hasTime /> },
        { label: t('fields.delivery'), value: t(`signs.${delivery}`) },
        {
          label: t('fields.opened'),
          value: first ? (
            <>
              {t('signs.opened', { count: opened })} · <DateText value={first} hasTime />
              <span className="block text-sm text-ink-soft">{t('openedNote')}</span>
            </>
          ) : (
            t('signs.unopened')
          ),
        },
        { label: t('fields.reminders'), value: request.reminders > 0 && t('reminders', { count: request.reminders }) },
        { label: t('fields.expiresAt'), value: <DateText value={request.expiresAt} /> },
        {
          label: t('fields.silentConsentDays'),
          value: request.silentConsentDays !== null && t('silentAfter', { days: request.silentConsentDays }),
        },
        {
          label: t('fields.previous'),
          value: request.previousId && <Link href={`/approvals/${request.previousId}`}>{t('openPrevious')}</Link>,
        },
        {
          label: t('fields.pdf'),
          value: request.pdfFileId && (
            <a href={`/files/${request.pdfFileId}`} className="underline underline-offset-2">
              {t('sealed')}
            </a>
          ),
        },
      ].filter(({ value }) => value)}
    />
  )
}
