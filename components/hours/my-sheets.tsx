'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { SegmentedControl } from '@/components/ui/segmented-control'
import type { MySheet } from '@/lib/hours/queries/my-sheets'
import { type PeriodKind, periodKinds } from '@/lib/hours/rules/week'
import type { DayText } from '@/lib/time'
import type { MyLeaveRequest } from '@/lib/visits/queries/leave-requests'
import { MyLeaveRequests } from './leave-request'
import { SheetStatus } from './sheet-status'

/** One's own weeks or months, the latest first, and what one asked for. */
export function MySheets({
  kind,
  sheets,
  requests,
  today,
  weekPath,
}: {
  kind: PeriodKind
  sheets: readonly MySheet[]
  requests: readonly MyLeaveRequest[]
  today: DayText
  weekPath: '/hours' | '/field/hours'
}) {
  const t = useTranslations('hours.sheet')
  const periods = useTranslations('hours.approve')
  const router = useRouter()
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <SegmentedControl
        label={periods('period')}
        value={kind}
        options={periodKinds.map((value) => ({ value, label: periods(value) }))}
        onChange={(next) => router.replace(`/hours/approve?tab=mine&kind=${next}`, { scroll: false })}
      />
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
