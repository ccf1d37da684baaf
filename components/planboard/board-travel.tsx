'use client'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { cx } from '@/components/ui/cx'
import { useRegion } from '@/components/ui/region'
import { numberFormat } from '@/lib/intl'
import type { Scale } from '@/lib/planning/rules'
import { type LegBlock, type RowModel, sizes } from './rows'

/**
 * The ways between the visits of a row: in a day with their minutes under the blocks, in a week as a thin line from the end
 * of the one to the start of the other; red where there is no time for it. Two weeks show only those.
 */
export const BoardTravel = memo(function BoardTravel({ row, scale }: { row: RowModel; scale: Scale }) {
  const t = useTranslations('planning.travel')
  const { formatLocale } = useRegion()
  const number = numberFormat(formatLocale, { maximumFractionDigits: 1 })
  const titleOf = ({ leg }: LegBlock) =>
    t(leg.isTight ? 'tight' : 'way', {
      from: leg.from.customer,
      to: leg.to.customer,
      minutes: leg.minutes,
      km: number.format(leg.km),
      gap: Math.max(0, leg.gap),
    })
  const shown = scale === 'twoweeks' ? row.legs.filter(({ leg }) => leg.isTight) : row.legs
  return shown.map((block) =>
    scale === 'day' ? (
      <span
        key={block.leg.to.id}
        role="note"
        data-leg={block.leg.isTight ? 'tight' : 'way'}
        title={titleOf(block)}
        style={{ left: block.middle - block.wide / 2, width: block.wide, top: row.lanes * sizes.day.lane }}
        className={cx(
          'tabular absolute flex items-center gap-1 text-xs leading-4 before:h-px before:flex-1 after:h-px after:flex-1',
          block.leg.isTight
            ? 'font-medium text-alert-fg before:bg-alert after:bg-alert'
            : 'text-ink-faint before:bg-line-control after:bg-line-control',
        )}
      >
        {t('minutes', { minutes: block.leg.minutes })}
      </span>
    ) : (
      <span
        key={block.leg.to.id}
        role="note"
        aria-label={titleOf(block)}
        data-leg={block.leg.isTight ? 'tight' : 'way'}
        title={titleOf(block)}
        style={{ left: block.x, width: block.width, top: block.lane * sizes[scale].lane - 1 }}
        className={cx(
          'absolute h-1 border-transparent border-y bg-clip-padding',
          block.leg.isTight ? 'h-1.5 bg-alert' : 'bg-line-control',
        )}
      />
    ),
  )
})

/** On each visit that begins or ends later than planned today: by how much. Pressed, it is the visit that is pressed. */
export function LateMarks({ row, scale, late }: { row: RowModel; scale: Scale; late: ReadonlyMap<string, number> }) {
  const t = useTranslations('planning.late')
  if (late.size === 0) return null
  return row.blocks.map(({ visit, x, width, lane }) => {
    const minutes = late.get(visit.id)
    if (minutes === undefined) return null
    return (
      <span
        key={visit.id}
        role="note"
        data-late={minutes}
        title={t(visit.status === 'planned' || visit.status === 'travelling' ? 'arrives' : 'ends', {
          customer: visit.customer,
          minutes,
        })}
        style={{ left: x + width - 4, top: Math.max(0, lane * sizes[scale].lane - 6) }}
        className="tabular pointer-events-none absolute z-[5] -translate-x-full rounded-full bg-alert px-1.5 font-medium text-surface text-xs leading-4"
      >
        {t('by', { minutes })}
      </span>
    )
  })
}
