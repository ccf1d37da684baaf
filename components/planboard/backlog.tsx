'use client'
import { CircleCheck, Clock, LocateFixed, PauseCircle, TriangleAlert, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { Duration } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/empty-state'
import { useRegion } from '@/components/ui/region'
import { SearchField } from '@/components/ui/search-field'
import { numberFormat } from '@/lib/intl'
import type { BacklogData, BacklogRow } from '@/lib/planning/rules'
import { daysBetween } from '@/lib/time'
import { BacklogFilterChips, BacklogFiltersButton } from './backlog-filters'
import type { BacklogFilters } from './use-backlog'

export type BacklogProps = {
  backlog: BacklogData
  isLoading: boolean
  filters: BacklogFilters
  onFilters: (filters: Partial<BacklogFilters>) => void
  /** What the list is near to, when it is sorted so. */
  nearName: string | null
  types: readonly { id: string; name: string }[]
  today: string
  /** The order somebody came here to plan: its card is drawn and brought into sight, wherever it stands. */
  asked: string | null
  panel?: RefObject<HTMLElement | null>
  className?: string
}

/**
 * The orders that need a visit: search, filter, and drag (or press Enter) to plan. What stands beside the board is drawn
 * again only when it changes itself, so that a drop waits for its row alone.
 */
export const Backlog = memo(function Backlog(props: BacklogProps) {
  const { backlog, isLoading, filters, onFilters, nearName, types, today, asked, panel, className } = props
  const t = useTranslations('visits.backlog')
  const planning = useTranslations('planning.backlog')
  const { q, type, priority, postcode, due, hold } = filters
  const isFiltered = Boolean(q || type || priority || postcode || due || hold)
  const cards = useMoreCards(backlog.orders.findIndex(([id]) => id === asked) + 1)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (asked) list.current?.querySelector(`[data-order="${asked}"]`)?.scrollIntoView({ block: 'center' })
  }, [asked])
  const isMeasured = backlog.orders.some(([, , , , , , , , , , , km]) => km !== null)
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
          <BacklogFiltersButton filters={filters} onFilters={onFilters} types={types} />
        </div>
        <SearchField label={t('search')} value={filters.q} onChange={(q) => onFilters({ q })} isMain />
        <BacklogFilterChips filters={filters} onFilters={onFilters} types={types} />
        {filters.sort === 'nearest' && (
          <p className="flex items-start gap-1.5 text-ink-soft text-sm" aria-live="polite">
            <LocateFixed aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-ink" />
            <span className="min-w-0">
              {nearName === null
                ? planning('nearestHelp')
                : isMeasured || backlog.orders.length === 0
                  ? planning('nearTo', { name: nearName })
                  : planning('nearUnknown', { name: nearName })}
            </span>
          </p>
        )}
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
        <ul ref={list} className="flex flex-col gap-1.5">
          {backlog.orders.slice(0, cards.count).map((order) => (
            <li key={order[0]}>
              <BacklogCard order={order} today={today} />
            </li>
          ))}
        </ul>
        {cards.count < backlog.orders.length && <div ref={cards.end} className="h-24" />}
        {backlog.total > backlog.orders.length && backlog.orders.length > 0 && (
          <p className="px-1 pt-3 pb-1 text-center text-sm text-ink-faint">
            {t('more', { shown: backlog.orders.length, total: backlog.total })}
          </p>
        )}
      </div>
    </aside>
  )
})

const cardsAtOnce = 40

/** So many cards, at first `least` or more, and as many more each time the end of them comes into sight. */
function useMoreCards(least: number): {
  count: number
  end: (element: HTMLElement | null) => (() => void) | undefined
} {
  const [count, setCount] = useState(Math.max(cardsAtOnce, least))
  const end = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const observer = new IntersectionObserver(
      ([seen]) => seen?.isIntersecting && setCount((now) => now + cardsAtOnce),
      { rootMargin: '400px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { count, end }
}

const BacklogCard = memo(function BacklogCard({ order, today }: { order: BacklogRow; today: string }) {
  const [id, orderNumber, title, type, customer, city, priority, dueOn, minutes, remaining, onHold, km, , , calledOff] =
    order
  const t = useTranslations('visits.backlog')
  const planning = useTranslations('planning.backlog')
  const number = numberFormat(useRegion().formatLocale, { maximumFractionDigits: 0 })
  const isPressing = priority === 'urgent' || priority === 'high'
  return (
    <button
      type="button"
      data-order={id}
      data-number={orderNumber}
      className="focus-ring block w-full cursor-grab touch-manipulation rounded-md border border-line bg-surface px-2.5 py-2 text-left transition-colors duration-100 hover:border-line-strong hover:bg-hover data-dragging:opacity-40"
    >
      <span className="flex items-center gap-1.5 text-xs text-ink-soft">
        <span className="truncate">{type}</span>
        <span className="tabular ml-auto shrink-0 text-ink-faint">{orderNumber}</span>
      </span>
      <span className="mt-0.5 block truncate font-medium">
        {customer}{' '}
        <span className="font-normal text-ink-soft">
          · {city}
          {km !== null && ` · ${planning('km', { km: number.format(km) })}`}
        </span>
      </span>
      <span className="block truncate text-sm text-ink-soft">{remaining || title}</span>
      {calledOff && (
        <span className="mt-0.5 line-clamp-2 text-sm text-running-fg wrap-anywhere" title={calledOff[0]}>
          {planning(calledOff[1] ? 'calledOffByCustomer' : 'calledOff', { reason: calledOff[0] })}
        </span>
      )}
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
