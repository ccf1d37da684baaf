'use client'
import { Ellipsis } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { LateButton } from '@/components/appointments/late-button'
import { cx } from '@/components/ui/cx'
import { Link } from '@/components/ui/link'
import { RowVehicle } from '@/components/vehicles/row-vehicle'
import { type Axis, axisWidth, type Scale } from '@/lib/planning/rules'
import { lateVisitOf } from '@/lib/planning/rules/travel'
import { calendarOf } from './board-menu'
import { BoardTravel, LateMarks } from './board-travel'
import { nameWidth, type RowModel } from './rows'
import type { BlockWords } from './use-block-words'
import { UntimedChip, VisitBlock } from './visit-block'
import { useBoardWords } from './words'

/** One technician: name, capacity and work without a time at the left, the days at the right. */
export const BoardRow = memo(function BoardRow({
  row,
  top,
  axis,
  scale,
  opened,
  refused,
  late,
  date,
  blockWords,
}: {
  row: RowModel
  top: number
  axis: Axis
  scale: Scale
  opened: string | null
  refused: string | null
  /** Minutes by visit, of who is late today. */
  late: ReadonlyMap<string, number>
  date: string
  blockWords: BlockWords
}) {
  const t = useTranslations('visits.board')
  const planning = useTranslations('planning')
  const words = useBoardWords()
  const { member } = row
  const worst = Math.max(0, ...late.values())
  const lateVisit = lateVisitOf(row.timed, late, member.id)
  const [today] = row.capacity
  return (
    <section
      aria-label={member.name}
      data-row={member.id}
      className="absolute left-0 flex border-b border-line"
      style={{ top, height: row.height, width: nameWidth + axisWidth(axis) }}
    >
      <div
        className="sticky left-0 z-10 flex shrink-0 flex-col gap-1 border-r border-line bg-surface px-2.5 py-1.5"
        style={{ width: nameWidth }}
      >
        <div className="flex items-start gap-2">
          <span aria-hidden className="mt-1.5 size-2 shrink-0 rounded-full" style={{ background: member.colour }} />
          <div className="min-w-0 flex-1">
            {member.active ? (
              <Link
                href={calendarOf(member.id, date)}
                look="quiet"
                title={planning('toCalendar', { name: member.name })}
                className="block truncate leading-6"
              >
                {member.name}
              </Link>
            ) : (
              <p className="truncate text-ink-faint line-through">{member.name}</p>
            )}
            {scale === 'day' && today && <Capacity {...today} />}
          </div>
          {/* The board hears it and opens the menu: one of its own in each row would be the most of what a row costs. */}
          <button
            type="button"
            data-row-menu={member.id}
            aria-haspopup="menu"
            aria-label={t('rowMenu', { name: member.name })}
            title={t('rowMenu', { name: member.name })}
            className="focus-ring -mt-1 -mr-1.5 flex size-control-sm shrink-0 items-center justify-center rounded-md text-ink-soft opacity-60 hover:bg-hover hover:opacity-100"
          >
            <Ellipsis aria-hidden className="size-4" />
          </button>
        </div>
        <div className="flex min-w-0 items-center gap-2.5">
          {worst > 0 && lateVisit && <LateButton name={member.name} visitId={lateVisit} minutes={worst} isShort />}
          <RowVehicle member={member} days={axis.days} />
        </div>
        {row.untimed.map((visit) => (
          <UntimedChip
            key={visit.id}
            visit={visit}
            memberId={member.id}
            words={blockWords}
            isOpened={opened === visit.id}
          />
        ))}
      </div>
      <div className="relative" style={{ width: axisWidth(axis), backgroundImage: row.shade }}>
        {row.leaves.map(({ leave, x, width }) => (
          <button
            type="button"
            key={leave.id}
            data-leave={leave.id}
            style={{ left: x, width }}
            className="focus-ring absolute inset-y-0 overflow-hidden bg-[repeating-linear-gradient(-45deg,var(--line-strong)_0_1px,transparent_1px_7px)] bg-sunken px-1.5 pt-1 text-left text-xs text-ink-soft hover:text-ink"
          >
            <span className="sticky left-0 rounded-sm bg-sunken px-1">{t(`leaveKinds.${leave.kind}`)}</span>
          </button>
        ))}
        {row.blocks.map((block) => (
          <VisitBlock
            key={block.visit.id}
            block={block}
            memberId={member.id}
            scale={scale}
            words={blockWords}
            isOpened={opened === block.visit.id}
            isRefused={refused === block.visit.id}
          />
        ))}
        <BoardTravel row={row} scale={scale} />
        <LateMarks row={row} scale={scale} late={late} />
        {scale !== 'day' &&
          axis.days.map((day, index) => {
            const { planned = 0, available = 0 } = row.capacity[index] ?? {}
            if (planned === 0 && available === 0) return null
            const driven = row.driven[index] ?? 0
            const hours = t('capacity', { planned: words.hours(planned), available: words.hours(available) })
            const way = driven > 0 ? planning('travel.driven', { minutes: driven }) : ''
            return (
              <span
                key={day}
                className={cx(
                  'tabular pointer-events-none absolute bottom-0.5 truncate pr-1.5 text-right text-xs',
                  planned > available ? 'text-alert-fg' : 'text-ink-faint',
                )}
                style={{ left: index * axis.dayWidth, width: axis.dayWidth }}
              >
                {scale === 'week' && way && <span className="text-ink-faint">{way} · </span>}
                {hours}
              </span>
            )
          })}
      </div>
    </section>
  )
})

function Capacity({ planned, available }: { planned: number; available: number }) {
  const t = useTranslations('visits.board')
  const words = useBoardWords()
  return (
    <span className={cx('tabular text-xs', planned > available ? 'text-alert-fg' : 'text-ink-faint')}>
      {t('capacity', { planned: words.hours(planned), available: words.hours(available) })}
    </span>
  )
}
