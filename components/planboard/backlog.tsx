'use client'
import { CircleCheck, Clock, PauseCircle, SlidersHorizontal, TriangleAlert, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo, type RefObject } from 'react'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { Duration } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { Popover } from '@/components/ui/popover'
import { SearchField } from '@/components/ui/search-field'
import { Select } from '@/components/ui/select'
import { priorities } from '@/lib/orders/rules'
import { type BacklogData, type BacklogRow, backlogSorts } from '@/lib/planning/rules'
import { daysBetween } from '@/lib/time'
import { usePlanDraggable } from './drag'
import type { BacklogFilters } from './use-backlog'

export type BacklogProps = {
  backlog: BacklogData
  isLoading: boolean
  filters: BacklogFilters
  onFilters: (filters: Partial<BacklogFilters>) => void
  types: readonly { id: string; name: string }[]
  today: string
  panel?: RefObject<HTMLElement | null>
  className?: string
}

/** The orders that need a visit: search, filter, and drag (or press Enter) to plan. */
export function Backlog({ backlog, isLoading, filters, onFilters, types, today, panel, className }: BacklogProps) {
  const t = useTranslations('visits.backlog')
  const isFiltered = Boolean(filters.q || filters.type || filters.priority)
  return (
    <aside
      ref={panel}
      aria-label={t('title')}
      data-backlog
      className={cx('flex min-h-0 flex-col rounded-md border border-line bg-surface', className)}
    >
      <header className="flex flex-col gap-2 border-b border-line p-2.5">
        <div className="flex items-center gap-2">
          <h2 className="font-medium">{t('title')}</h2>
          <span className="tabular text-ink-faint" aria-live="polite">
            {backlog.total}
          </span>
          <span className="ml-auto" />
          <Popover
            label={t('filters')}
            placement="bottom start"
            className="flex w-64 flex-col gap-3"
            trigger={
              <IconButton label={t('filters')} size="sm" className={isFiltered ? 'text-accent-ink!' : undefined}>
                <SlidersHorizontal />
              </IconButton>
            }
          >
            <Select
              label={t('type')}
              options={types.map((type) => ({ value: type.id, label: type.name }))}
              value={filters.type}
              onChange={(type) => onFilters({ type })}
              placeholder={t('all')}
              isClearable
            />
            <Select
              label={t('priority')}
              options={priorities.map((priority) => ({ value: priority, label: t(`priorities.${priority}`) }))}
              value={filters.priority}
              onChange={(priority) => onFilters({ priority })}
              placeholder={t('all')}
              isClearable
            />
            <Select
              label={t('sort')}
              options={backlogSorts.map((sort) => ({ value: sort, label: t(`sorts.${sort}`) }))}
              value={filters.sort}
              onChange={(sort) => onFilters({ sort: sort ?? 'due' })}
            />
          </Popover>
        </div>
        <SearchField label={t('search')} value={filters.q} onChange={(q) => onFilters({ q })} isMain />
      </header>
      <div data-scroll className={cx('min-h-0 flex-1 overflow-auto p-2', isLoading && 'opacity-60')}>
        {backlog.orders.length === 0 &&
          (isFiltered ? (
            <EmptyState isCompact title={t('nothingFound')} />
          ) : (
            <EmptyState title={t('emptyTitle')} icon={<CircleCheck />}>
              {t('emptyText')}
            </EmptyState>
          ))}
        <ul className="flex flex-col gap-1.5">
          {backlog.orders.map((order) => (
            <li key={order[0]}>
              <BacklogCard order={order} today={today} />
            </li>
          ))}
        </ul>
        {backlog.total > backlog.orders.length && backlog.orders.length > 0 && (
          <p className="px-1 pt-3 pb-1 text-center text-sm text-ink-faint">
            {t('more', { shown: backlog.orders.length, total: backlog.total })}
          </p>
        )}
      </div>
    </aside>
  )
}

const BacklogCard = memo(function BacklogCard({ order, today }: { order: BacklogRow; today: string }) {
  const [id, number, title, type, customer, city, priority, dueOn, minutes, remaining, onHold] = order
  const t = useTranslations('visits.backlog')
  const { ref, listeners, isDragging } = usePlanDraggable(`order:${id}`, { kind: 'order', order })
  const isPressing = priority === 'urgent' || priority === 'high'
  return (
    <button
      type="button"
      ref={ref}
      {...listeners}
      data-order={id}
      data-number={number}
      className={cx(
        'focus-ring block w-full cursor-grab touch-manipulation rounded-md border border-line bg-surface px-2.5 py-2 text-left transition-colors duration-100 hover:border-line-strong hover:bg-hover',
        isDragging && 'opacity-40',
      )}
    >
      <span className="flex items-center gap-1.5 text-xs text-ink-soft">
        <span className="truncate">{type}</span>
        <span className="tabular ml-auto shrink-0 text-ink-faint">{number}</span>
      </span>
      <span className="mt-0.5 block truncate font-medium">
        {customer} <span className="font-normal text-ink-soft">· {city}</span>
      </span>
      <span className="block truncate text-sm text-ink-soft">{remaining || title}</span>
      <span className="mt-1.5 flex flex-wrap items-center gap-1.5">
        {isPressing && <Badge tone={priority === 'urgent' ? 'alert' : 'running'}>{t(`priorities.${priority}`)}</Badge>}
        <Due dueOn={dueOn} today={today} />
        {remaining && (
          <Badge tone="running">
            <Undo2 aria-hidden />
            {t('followUp')}
          </Badge>
        )}
        {onHold === 1 && (
          <Badge>
            <PauseCircle aria-hidden />
            {t('onHold')}
          </Badge>
        )}
        <span className="ml-auto flex items-center gap-1 text-xs text-ink-soft">
          <Clock aria-hidden className="size-3" />
          <Duration minutes={minutes} />
        </span>
      </span>
    </button>
  )
})

function Due({ dueOn, today }: { dueOn: string | null; today: string }) {
  const t = useTranslations('visits.backlog')
  if (!dueOn) return null
  const days = daysBetween(today, dueOn)
  if (days < 0) {
    return (
      <Badge tone="alert">
        <TriangleAlert aria-hidden />
        {t('late', { days: -days })}
      </Badge>
    )
  }
  return (
    <Badge tone={days === 0 ? 'running' : 'todo'}>
      {days === 0 ? t('dueToday') : days === 1 ? t('dueTomorrow') : t('dueIn', { days })}
    </Badge>
  )
}
