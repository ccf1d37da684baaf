'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { getJson } from '@/components/customers/choices'
import { TimelineList } from '@/components/history/timeline-list'
import { useLive } from '@/components/live/use-live'
import { CopyNumber } from '@/components/ui/copy-number'
import { cx } from '@/components/ui/cx'
import { SidePanel } from '@/components/ui/side-panel'
import { SkeletonText } from '@/components/ui/skeleton'
import type { RequestRecord } from '@/lib/requests/queries/record'
import { Decide } from './decide'
import { RequestView } from './request-view'
import { RequestStatusBadge } from './status-badge'

/** A request beside the list, to be accepted or declined there. */
export function RequestPanel({ id, onClose, onDecided }: { id: string; onClose: () => void; onDecided: () => void }) {
  const t = useTranslations('requests.office')
  const [record, setRecord] = useState<RequestRecord | null>(null)
  const [isMissing, setMissing] = useState(false)

  const load = useCallback(() => {
    getJson<RequestRecord>(`/requests/data?id=${id}`).then(setRecord, () => setMissing(true))
  }, [id])
  useEffect(load, [load])
  useLive(['request'], (event) => {
    if (!event || event.id === id) load()
  })

  const request = record?.request
  return (
    <SidePanel
      isOpen
      onClose={onClose}
      size="lg"
      href={`/requests/${id}`}
      title={request ? request.company || request.name : '…'}
      eyebrow={
        request && (
          <>
            <span className="tabular">
              <CopyNumber>{request.number}</CopyNumber>
            </span>
            <RequestStatusBadge status={request.status} />
          </>
        )
      }
    >
      {record ? (
        <div className={cx('grid items-start gap-6', record.isOpen && 'lg:grid-cols-2')}>
          <RequestView record={record} />
          {record.isOpen ? (
            <Decide key={record.request.version} record={record} onDecided={onDecided} />
          ) : (
            <TimelineList entries={record.timeline} />
          )}
        </div>
      ) : isMissing ? (
        <p className="text-ink-faint">{t('missing')}</p>
      ) : (
        <SkeletonText lines={8} />
      )}
    </SidePanel>
  )
}
