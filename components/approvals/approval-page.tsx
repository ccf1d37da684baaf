'use client'
import { BellRing, Send, Undo2 } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { CopyNumber } from '@/components/ui/copy-number'
import { DateText } from '@/components/ui/date-text'
import { Dotted } from '@/components/ui/dotted'
import { Link } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useRefresh } from '@/components/ui/use-refresh'
import type { OfficeRequest } from '@/lib/approvals/queries/request'
import { ApprovalDialogs, type Doing } from './approval-actions'
import { ApprovalBody } from './approval-body'
import { ApprovalStatusBadge } from './approval-status'
import type { MailWords } from './words'

/** A request as the office and its lead see it: lines with their answers, the trail, and what can still be done. */
export function ApprovalPage({ page, words }: { page: OfficeRequest; words: MailWords }) {
  const { request, project, order, customer, lines } = page
  const t = useTranslations('approvals')
  const refresh = useRefresh()
  const isOpen = request.status === 'open'
  // The mail that tells of a mail that came back leads straight to sending it to somebody else.
  const asked = useSearchParams().get('do') === 'resend'
  const [doing, setDoing] = useState<Doing>(asked && isOpen ? 'resend' : null)
  useLive(['approval', 'mail'], (event) => {
    if (event === null || event.kind === 'mail' || event.id === request.id) refresh()
  })
  const rejected = lines.filter((line) => line.answer === 'rejected').length
  return (
    <Page width="record">
      <PageHeader
        back={{ href: '/approvals', label: t('title') }}
        title={project?.name ?? order?.title ?? customer.name}
        badge={
          <ApprovalStatusBadge
            status={request.status}
            rejected={rejected}
            isSilent={request.silentConsentAt !== null}
          />
        }
        description={
          <Dotted>
            <CopyNumber>{request.number}</CopyNumber>
            {page.isOffice ? (
              <Link href={`/customers/${customer.id}`} look="quiet" className="inline-block py-0.5">
                {customer.name}
              </Link>
            ) : (
              <span>{customer.name}</span>
            )}
            <span>
              <DateText value={request.periodFrom} /> – <DateText value={request.periodTo} />
            </span>
          </Dotted>
        }
        primary={
          isOpen && (
            <Button variant="primary" icon={<BellRing />} onPress={() => setDoing('remind')}>
              {t('remind')}
            </Button>
          )
        }
        actions={
          isOpen && (
            <>
              <Button icon={<Send />} onPress={() => setDoing('resend')}>
                {t('resend')}
              </Button>
              <Button icon={<Undo2 />} onPress={() => setDoing('withdraw')}>
                {t('withdraw')}
              </Button>
            </>
          )
        }
      />
      <ApprovalBody page={page} onDo={setDoing} />
      <ApprovalDialogs page={page} words={words} doing={doing} onDo={setDoing} onDone={refresh} />
    </Page>
  )
}
