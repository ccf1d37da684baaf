'use client'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import type { MySheet } from '@/lib/hours/queries/my-sheets'
import type { DayText } from '@/lib/time'
import type { MyLeaveRequest } from '@/lib/visits/queries/leave-requests'
import { MyLeaveRequests } from './leave-request'
import { SheetStatus } from './sheet-status'

/** One's own weeks, the latest first, and what one asked for. */
export function MySheets({
  sheets,
  requests,
  today,
  weekPath,
}: {
  sheets: readonly MySheet[]
  requests: readonly MyLeaveRequest[]
  today: DayText
  weekPath: '/hours' | '/field/hours'
}) {
  const t = useTranslations('hours.sheet')
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <Card title={t('title')} isFlush>
        {sheets.length === 0 ? (
          <EmptyState isCompact title={t('emptyTitle')}>
            {t('empty')}
          </EmptyState>
        ) : (
          <div className="divide-y divide-line">
            {sheets.map((sheet) => (
              <SheetStatus key={sheet.from} sheet={sheet} today={today} weekPath={weekPath} />
            ))}
          </div>
        )}
      </Card>
      <MyLeaveRequests requests={requests} />
    </div>
  )
}
