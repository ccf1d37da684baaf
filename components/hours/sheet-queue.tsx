'use client'
import { CircleCheck } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { Duration } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { useShortcut } from '@/components/ui/shortcuts'
import type { SheetRow } from '@/lib/hours/queries/sheets'
import type { PeriodKind } from '@/lib/hours/rules/week'
import { compare } from '@/lib/money'
import { type DayText, daysBetween } from '@/lib/time'
import { PeriodText } from './period-text'

export const sheetHref = (kind: PeriodKind, row: Pick<SheetRow, 'memberId' | 'from'>) =>
  `/hours/approve?tab=queue&kind=${kind}&member=${row.memberId}&from=${row.from}`

/** Who handed in what, the longest waiting first; J and K walk along them, the open one stands beside the list. */
export function SheetQueue({
  rows,
  kind,
  open,
  today,
  isShown,
  leadsSomething,
  children,
}: {
  rows: SheetRow[]
  kind: PeriodKind
  open: { memberId: string; from: string } | null
  today: DayText
  /** Whether this part stands in front: its keys are silent otherwise. */
  isShown: boolean
  leadsSomething: boolean
  children: ReactNode
}) {
  const t = useTranslations('hours.approve')
  const router = useRouter()
  const current = useRef<HTMLLIElement>(null)
  const isOpen = (row: SheetRow) => row.memberId === open?.memberId && row.from === open.from
  const index = rows.findIndex(isOpen)
  const walk = (by: number) => {
    const next = rows[index + by]
    if (next) router.replace(sheetHref(kind, next), { scroll: false })
  }
  useShortcut('j', () => walk(1), { label: t('next'), group: t('title'), isOff: !isShown })
  useShortcut('k', () => walk(-1), { label: t('previous'), group: t('title'), isOff: !isShown })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another open row is what moves the list
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [open?.memberId, open?.from])

  if (rows.length === 0 && !children)
    return leadsSomething ? (
      <EmptyState title={t('emptyTitle')} icon={<CircleCheck />}>
        {t('empty')}
      </EmptyState>
    ) : (
      <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>
    )
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(15rem,20rem)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-2 lg:sticky lg:top-4">
        <SegmentedControl
          label={t('period')}
          value={kind}
          options={[
            { value: 'week', label: t('week') },
            { value: 'month', label: t('month') },
          ]}
          onChange={(next) => router.replace(`/hours/approve?tab=queue&kind=${next}`, { scroll: false })}
        />
        {rows.length > 0 && (
          <ul
            aria-label={t('toPeople')}
            className="divide-y divide-line overflow-y-auto rounded-md border border-line bg-surface max-lg:max-h-64 lg:max-h-[70vh]"
          >
            {rows.map((row) => (
              <li key={`${row.memberId} ${row.from}`} ref={isOpen(row) ? current : undefined}>
                <Link
                  href={sheetHref(kind, row)}
                  look="plain"
                  aria-current={isOpen(row) || undefined}
                  className={cx('block px-3 py-2 hover:bg-hover', isOpen(row) && 'bg-pressed')}
                >
                  <span className="flex items-baseline justify-between gap-2">
                    <span className="truncate font-medium">{row.member}</span>
                    <Duration minutes={row.minutes} />
                  </span>
                  <span className="flex items-baseline justify-between gap-2 text-sm text-ink-soft">
                    <span className="truncate">
                      <PeriodText kind={kind} period={row} />
                    </span>
                    {compare(row.expenses, '0') > 0 && <Money value={row.expenses} />}
                  </span>
                  <span className="block text-sm text-ink-soft">
                    {t('lines', { count: row.lines })} ·{' '}
                    {t('age', { days: Math.max(0, daysBetween(row.submittedAt.slice(0, 10), today)) })}
                  </span>
                  <SheetWarnings warnings={row.warnings} />
                </Link>
              </li>
            ))}
          </ul>
        )}
        <p className="text-sm text-ink-faint max-lg:hidden">{t('keys')}</p>
      </div>
      <div className="min-w-0">{children}</div>
    </div>
  )
}

/** What deserves a look, in words. */
export function SheetWarnings({ warnings }: { warnings: SheetRow['warnings'] }) {
  const t = useTranslations('hours.warnings')
  if (warnings.length === 0) return null
  return (
    <span className="mt-1 flex flex-wrap gap-1">
      {warnings.map((warning) => (
        <Badge key={warning} tone={warning === 'missing_days' || warning === 'long_day' ? 'alert' : 'running'}>
          {t(warning)}
        </Badge>
      ))}
    </span>
  )
}
