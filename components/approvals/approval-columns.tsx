'use client'
import type { useTranslations } from 'next-intl'
import type { DataColumn } from '@/components/ui/data-table-column'
import { Duration } from '@/components/ui/duration'
import { Money } from '@/components/ui/money'
import type { useRegion } from '@/components/ui/region'
import type { ApprovalRow } from '@/lib/approvals/rules'
import { dateFormat } from '@/lib/intl'
import { type DayText, dayIn, daysBetween } from '@/lib/time'
import { ApprovalSigns, ApprovalStatusBadge } from './approval-status'

/** What the overview says of a request; of money only to who sees prices. */
export function columnsOf(
  t: ReturnType<typeof useTranslations<'approvals'>>,
  today: DayText,
  { formatLocale, timeZone }: Pick<ReturnType<typeof useRegion>, 'formatLocale' | 'timeZone'>,
): DataColumn<ApprovalRow>[] {
  const days = dateFormat(formatLocale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const at = (day: string) => new Date(`${day}T00:00:00Z`)
  const daysOf = (row: ApprovalRow) =>
    daysBetween(dayIn(timeZone, row.sentAt), row.answeredAt ? dayIn(timeZone, row.answeredAt) : today)
  return [
    {
      id: 'number',
      header: t('columns.number'),
      width: 120,
      hideBelow: 'xl',
      cell: (row) => <span className="text-ink-soft">{row.number}</span>,
    },
    { id: 'customer', header: t('columns.customer'), grow: 4, card: 'title', cell: (row) => row.customer },
    {
      id: 'project',
      header: t('columns.project'),
      grow: 4,
      cell: (row) => [row.project, row.member].filter(Boolean).join(' · '),
    },
    {
      id: 'period',
      header: t('columns.period'),
      width: 116,
      cell: (row) => <span className="tabular">{days.formatRange(at(row.from), at(row.to))}</span>,
    },
    {
      id: 'amount',
      header: t('columns.amount'),
      width: 138,
      align: 'end',
      cell: (row) => (
        <span className="tabular">
          {(row.minutes > 0 || row.netAmount === null) && <Duration minutes={row.minutes} />}
          {row.minutes > 0 && row.netAmount !== null && ' · '}
          {row.netAmount !== null && <Money value={row.netAmount} />}
        </span>
      ),
    },
    {
      id: 'answers',
      header: t('columns.answers'),
      width: 186,
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-x-2">
          <ApprovalSigns row={row} />
          <span className="min-w-0 truncate">
            {[
              row.approved > 0 && t('answers.approved', { count: row.approved }),
              row.rejected > 0 && t('answers.rejected', { count: row.rejected }),
              row.open > 0 && t('answers.open', { count: row.open }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      ),
    },
    {
      id: 'age',
      header: t('columns.age'),
      width: 92,
      cell: (row) => (
        <span
          title={[t('age', { days: daysOf(row) }), row.reminders > 0 && t('reminders', { count: row.reminders })]
            .filter(Boolean)
            .join(' · ')}
        >
          {[t('ageShort', { days: daysOf(row) }), row.reminders > 0 && `${row.reminders}×`].filter(Boolean).join(' · ')}
          {row.reminders > 0 && <span className="sr-only">{t('reminders', { count: row.reminders })}</span>}
        </span>
      ),
    },
    {
      id: 'status',
      header: t('columns.status'),
      width: 138,
      card: 'badge',
      cell: (row) => (
        <ApprovalStatusBadge status={row.status} rejected={row.rejected} isSilent={row.isSilent} look="plain" />
      ),
    },
  ]
}
