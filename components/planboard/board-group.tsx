'use client'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { cx } from '@/components/ui/cx'
import { type Axis, axisWidth } from '@/lib/planning/rules'
import type { Grouping } from '@/lib/planning/rules/groups'
import { nameWidth } from './rows'
import type { Capacity, Line } from './use-lines'
import { useBoardWords } from './words'

/** The head of a group of technicians: how many, and what is planned of what they have; opens and closes. */
export const BoardGroup = memo(function BoardGroup({
  group,
  by,
  top,
  axis,
  onToggle,
}: {
  group: Extract<Line, { kind: 'group' }>
  by: Grouping
  top: number
  axis: Axis
  onToggle: (name: string) => void
}) {
  const t = useTranslations('planning')
  const name = group.name || t(`without.${by}`)
  return (
    <div
      className="absolute left-0 flex border-b border-line bg-sunken text-sm"
      style={{ top, height: group.height, width: nameWidth + axisWidth(axis) }}
    >
      <h2 className="sticky left-0 z-10 flex shrink-0 border-r border-line bg-sunken" style={{ width: nameWidth }}>
        <button
          type="button"
          aria-expanded={!group.isClosed}
          onClick={() => onToggle(group.name)}
          className="focus-ring flex -outline-offset-2 w-full min-w-0 items-center gap-1.5 px-2 text-left font-medium hover:bg-hover"
        >
          <ChevronDown
            aria-hidden
            className={cx(
              'size-4 shrink-0 text-ink-faint transition-transform duration-100',
              group.isClosed && '-rotate-90',
            )}
          />
          <span className="truncate first-letter:uppercase">{name}</span>
          <span className="tabular ml-auto shrink-0 font-normal text-ink-faint">{group.count}</span>
        </button>
      </h2>
      <div className="relative flex items-center">
        {group.days.map((day, index) => (
          <DaySum key={axis.days[index]} {...day} width={axis.dayWidth} />
        ))}
      </div>
    </div>
  )
})

function DaySum({ planned, available, width }: Capacity & { width: number }) {
  const t = useTranslations('planning')
  const words = useBoardWords()
  if (planned === 0 && available === 0) return <span style={{ width }} />
  const share = available === 0 ? 100 : Math.min(100, Math.round((planned / available) * 100))
  const isOver = planned > available
  return (
    <span className="flex flex-col justify-center px-2" style={{ width }}>
      <span className={cx('tabular truncate text-right text-xs', isOver ? 'text-alert-fg' : 'text-ink-soft')}>
        {t('groupHours', { planned: words.hours(planned), available: words.hours(available) })}
      </span>
      <span aria-hidden className="mt-0.5 h-0.5 overflow-hidden rounded-full bg-line">
        <span className={cx('block h-full', isOver ? 'bg-alert' : 'bg-planned')} style={{ width: `${share}%` }} />
      </span>
    </span>
  )
}
