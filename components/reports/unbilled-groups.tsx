'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/icon-button'
import { Money } from '@/components/ui/money'
import { SegmentedControl } from '@/components/ui/segmented-control'
import type { UnbilledSummary } from '@/lib/reports/queries/unbilled'
import type { UnbilledReason } from '@/lib/reports/rules'
import { type DayText, daysBetween } from '@/lib/time'
import { type Group, restKey, type Shown, type View, views } from './view'

/** The total, how it is grouped and the groups; a press shows one of them, a second press all again. */
export function UnbilledGroups({
  summary,
  groups,
  shown,
  today,
  onView,
  onGroup,
  onAll,
  ownerOf,
  children,
}: {
  summary: UnbilledSummary
  groups: readonly Group[]
  shown: Shown
  today: DayText
  onView: (view: View) => void
  onGroup: (key: string | null) => void
  /** Takes the filters away. */
  onAll: () => void
  ownerOf: (row: NonNullable<Group['row']>) => string
  /** Buttons for everything that is shown. */
  children: ReactNode
}) {
  const t = useTranslations('reports')
  const { view } = shown
  const chosen = view === 'reason' ? shown.reason : shown.group
  function nameOf({ key, row }: Group): string {
    if (view === 'reason') return t(`reason.${key as UnbilledReason}`)
    if (!row) return t('unbilled.rest')
    if (view === 'customer') return row.customer
    if (view === 'project') return row.project || t('unbilled.noProject')
    return ownerOf(row) || t('unbilled.nobody')
  }

  return (
    <aside className="flex min-h-0 flex-col gap-3 md:overflow-y-auto">
      <div className="rounded-md border border-line bg-surface px-4 py-3">
        <p className="text-sm text-ink-soft">{t('unbilled.total')}</p>
        <p className="tabular text-2xl font-medium">
          <Money value={summary.amount} />
        </p>
        {summary.oldestOn && (
          <p className="text-sm text-ink-faint">
            {t('unbilled.oldest', { days: daysBetween(summary.oldestOn, today) })}
          </p>
        )}
        {children}
      </div>
      <SegmentedControl
        label={t('unbilled.by')}
        options={views.map((value) => ({ value, label: t(`unbilled.view.${value}`) }))}
        value={view}
        onChange={onView}
        size="sm"
      />
      {view !== 'reason' && shown.reason && (
        <p className="flex items-center gap-1 text-sm text-ink-soft">
          <span className="min-w-0 flex-1">{t('unbilled.only', { reason: t(`reason.${shown.reason}`) })}</span>
          <IconButton label={t('unbilled.everything')} size="sm" onPress={onAll}>
            <X />
          </IconButton>
        </p>
      )}
      <ul className="divide-y divide-line rounded-md border border-line bg-surface">
        {groups.map((group) => (
          <li key={group.key}>
            <button
              type="button"
              className="grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-3 py-2 text-left enabled:hover:bg-hover aria-pressed:bg-pressed"
              aria-pressed={group.key === chosen}
              onClick={() => onGroup(group.key === chosen ? null : group.key)}
              disabled={group.key === restKey}
            >
              <span
                className={cx('line-clamp-2 min-w-0 wrap-anywhere', group.key === chosen && 'font-medium')}
                title={nameOf(group)}
              >
                {nameOf(group)}
              </span>
              <Money value={group.amount} />
              <span className="col-span-2 text-sm text-ink-faint">
                {t('unbilled.count', { count: group.count, days: daysBetween(group.oldestOn, today) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  )
}
