'use client'
import { BellRing, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { getJson } from '@/components/customers/choices'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { CopyNumber } from '@/components/ui/copy-number'
import { DateText } from '@/components/ui/date-text'
import { SidePanel } from '@/components/ui/side-panel'
import { SkeletonText } from '@/components/ui/skeleton'
import type { OfficeRequest } from '@/lib/approvals/queries/request'
import { ApprovalDialogs, type Doing } from './approval-actions'
import { ApprovalBody } from './approval-body'
import { ApprovalStatusBadge } from './approval-status'
import type { MailWords } from './words'

/** A request beside the list, with all that can be done with it. */
export function ApprovalPanel({
  id,
  words,
  first = null,
  onClose,
  onChanged,
}: {
  id: string
  words: MailWords
  /** What the list asked for along with opening it. */
  first?: Doing
  onClose: () => void
  onChanged: () => void
}) {
  const t = useTranslations('approvals')
  const [page, setPage] = useState<OfficeRequest | null>(null)
  const [isMissing, setMissing] = useState(false)
  const [doing, setDoing] = useState<Doing>(first)
  const load = useCallback(() => {
    getJson<OfficeRequest>(`/approvals/data?id=${id}`).then(setPage, () => setMissing(true))
  }, [id])
  useEffect(load, [load])
  useLive(['approval', 'mail'], (event) => {
    if (!event || event.kind === 'mail' || event.id === id) load()
  })
  const request = page?.request
  return (
    <SidePanel
      isOpen
      onClose={onClose}
      size="lg"
      href={`/approvals/${id}`}
      title={page ? (page.project?.name ?? page.order?.title ?? page.customer.name) : '…'}
      eyebrow={
        request && (
          <>
            <span className="tabular">
              <CopyNumber>{request.number}</CopyNumber>
            </span>
            <span>{page.customer.name}</span>
            <span>
              <DateText value={request.periodFrom} /> – <DateText value={request.periodTo} />
            </span>
            <ApprovalStatusBadge
              status={request.status}
              rejected={page.lines.filter((line) => line.answer === 'rejected').length}
              isSilent={request.silentConsentAt !== null}
            />
          </>
        )
      }
      actions={
        request?.status === 'open' && (
          <>
            <Button icon={<Undo2 />} onPress={() => setDoing('withdraw')}>
              {t('withdraw')}
            </Button>
            <Button variant="primary" icon={<BellRing />} onPress={() => setDoing('remind')}>
              {t('remind')}
            </Button>
          </>
        )
      }
    >
      {page ? (
        <>
          <ApprovalBody page={page} onDo={setDoing} isPanel />
          <ApprovalDialogs
            page={page}
            words={words}
            doing={page.request.status === 'open' ? doing : null}
            onDo={setDoing}
            onDone={() => {
              load()
              onChanged()
            }}
          />
        </>
      ) : isMissing ? (
        <p className="text-ink-faint">{t('missing')}</p>
      ) : (
        <SkeletonText lines={8} />
      )}
    </SidePanel>
  )
}
