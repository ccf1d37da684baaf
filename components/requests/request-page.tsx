'use client'
import { useTranslations } from 'next-intl'
import { TimelineList } from '@/components/history/timeline-list'
import { useLive } from '@/components/live/use-live'
import { Card } from '@/components/ui/card'
import { CopyNumber } from '@/components/ui/copy-number'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useRefresh } from '@/components/ui/use-refresh'
import type { RequestRecord } from '@/lib/requests/queries/record'
import { Decide } from './decide'
import { RequestView } from './request-view'
import { RequestStatusBadge } from './status-badge'

/** A request by its own address. */
export function RequestPage({ record }: { record: RequestRecord }) {
  const t = useTranslations('requests.office')
  const refresh = useRefresh()
  const { request } = record
  useLive(['request'], (event) => {
    if (!event || event.id === request.id) refresh()
  })
  return (
    <Page width="record">
      <PageHeader
        title={request.company || request.name}
        back={{ href: '/requests', label: t('title') }}
        badge={<RequestStatusBadge status={request.status} />}
        description={<CopyNumber>{request.number}</CopyNumber>}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[1.2fr_1fr]">
        <Card>
          <RequestView record={record} />
        </Card>
        <div className="flex flex-col gap-4">
          {record.isOpen && (
            <Card>
              <Decide key={request.version} record={record} onDecided={refresh} />
            </Card>
          )}
          <Card title={t('history')}>
            <TimelineList entries={record.timeline} />
          </Card>
        </div>
      </div>
    </Page>
  )
}
