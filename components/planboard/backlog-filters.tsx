'use client'
import { SlidersHorizontal, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/icon-button'
import { Popover } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import { priorities } from '@/lib/orders/rules'
import { backlogSorts } from '@/lib/planning/rules'
import { type BacklogCounts, dues, holds } from '@/lib/planning/rules/backlog'
import { type BacklogFilters, backlogSearch } from './use-backlog'

type FiltersProps = {
  filters: BacklogFilters
  onFilters: (filters: Partial<BacklogFilters>) => void
  types: readonly { id: string; name: string }[]
}
const filterNames = ['type', 'priority', 'postcode', 'due', 'hold'] as const
const noFilters = { type: null, priority: null, postcode: null, due: null, hold: null }

/** The filters of the backlog and its order; each choice with how many orders it would leave. */
export function BacklogFiltersButton({ filters, onFilters, types }: FiltersProps) {
  const t = useTranslations('visits.backlog')
  const planning = useTranslations('planning.backlog')
  const [isOpen, setOpen] = useState(false)
  const counts = useCounts(filters, isOpen)
  const isFiltered = filterNames.some((name) => filters[name])
  const withCount = (value: string, label: string, counted: readonly (readonly [string, number])[] | undefined) => {
    const count = counted ? (counted.find(([key]) => key === value)?.[1] ?? 0) : null
    return { value, label: count === null ? label : planning('counted', { label, count }) }
  }
  const postcodes = counts?.postcodes ?? []
  const { postcode } = filters
  const isListed = !postcode || postcodes.some(([prefix]) => prefix === postcode)
  return (
    <Popover
      label={t('filters')}
      placement="bottom start"
      isOpen={isOpen}
      onOpenChange={setOpen}
      className="flex w-72 flex-col gap-3"
      trigger={
        <IconButton label={t('filters')} size="sm" className={cx(isFiltered && 'text-accent-ink!')}>
          <SlidersHorizontal />
        </IconButton>
      }
    >
      <Select
        label={t('sort')}
        options={backlogSorts.map((sort) => ({ value: sort, label: planning(`sorts.${sort}`) }))}
        value={filters.sort}
        onChange={(sort) => onFilters({ sort: backlogSorts.find((one) => one === sort) ?? 'due' })}
        description={filters.sort === 'nearest' ? planning('nearestHelp') : undefined}
      />
      <Select
        label={t('type')}
        options={types.map((type) => withCount(type.id, type.name, counts?.types))}
        value={filters.type}
        onChange={(type) => onFilters({ type })}
        placeholder={t('all')}
        isClearable
      />
      <Select
        label={t('priority')}
        options={priorities.map((one) => withCount(one, t(`priorities.${one}`), counts?.priorities))}
        value={filters.priority}
        onChange={(one) => onFilters({ priority: priorities.find((priority) => priority === one) ?? null })}
        placeholder={t('all')}
        isClearable
      />
      <Select
        label={planning('due')}
        options={dues.map((due) => withCount(due, planning(`dues.${due}`), counts?.dues))}
        value={filters.due}
        onChange={(one) => onFilters({ due: dues.find((due) => due === one) ?? null })}
        placeholder={t('all')}
        isClearable
      />
      <Select
        label={planning('postcode')}
        options={[
          ...(isListed || !postcode ? [] : [{ value: postcode, label: planning('postcodeOf', { prefix: postcode }) }]),
          ...postcodes.map(([prefix, city, count]) => ({
            value: prefix,
            label: planning('region', { prefix, city, count }),
          })),
        ]}
        value={filters.postcode}
        onChange={(next) => onFilters({ postcode: next })}
        placeholder={t('all')}
        isClearable
      />
      <Select
        label={planning('hold')}
        options={holds.map((hold) => withCount(hold, planning(`holds.${hold}`), counts?.holds))}
        value={filters.hold}
        onChange={(one) => onFilters({ hold: holds.find((hold) => hold === one) ?? null })}
        placeholder={t('all')}
        isClearable
      />
      {isFiltered && (
        <Button variant="ghost" onPress={() => onFilters(noFilters)}>
          {planning('clear')}
        </Button>
      )}
    </Popover>
  )
}

/** What is filtered by, each to be taken away; nothing when nothing is. */
export function BacklogFilterChips({ filters, onFilters, types }: FiltersProps) {
  const t = useTranslations('visits.backlog')
  const planning = useTranslations('planning.backlog')
  const { type, priority, postcode, due, hold } = filters
  const words = {
    type: type && (types.find(({ id }) => id === type)?.name ?? t('type')),
    priority: priority && t(`priorities.${priority}`),
    postcode: postcode && planning('postcodeOf', { prefix: postcode }),
    due: due && planning(`dues.${due}`),
    hold: hold && planning(`holds.${hold}`),
  }
  if (!filterNames.some((name) => words[name])) return null
  return (
    <ul className="flex flex-wrap gap-1">
      {filterNames.map((name) => {
        const text = words[name]
        return (
          text && (
            <li key={name} className="max-w-full">
              <button
                type="button"
                aria-label={planning('remove', { name: text })}
                onClick={() => onFilters({ [name]: null })}
                className="focus-ring flex min-h-6 max-w-full items-center gap-1 rounded-sm border border-accent bg-accent-soft px-1.5 text-accent-ink text-xs hover:bg-hover"
              >
                <span className="truncate">{text}</span>
                <X aria-hidden className="size-3 shrink-0" />
              </button>
            </li>
          )
        )
      })}
    </ul>
  )
}

/** The counts of each choice, asked for while the filters are open. */
function useCounts(filters: BacklogFilters, isOpen: boolean): BacklogCounts | null {
  const [counts, setCounts] = useState<BacklogCounts | null>(null)
  const query = backlogSearch(filters)
  useEffect(() => {
    if (!isOpen) return
    const going = new AbortController()
    fetch(`/planboard/backlog/counts?${query}`, { signal: going.signal })
      .then(async (answer) => answer.ok && setCounts((await answer.json()) as BacklogCounts))
      // Without counts the choices stand there without numbers.
      .catch(() => undefined)
    return () => going.abort()
  }, [isOpen, query])
  return counts
}
