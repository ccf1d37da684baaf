'use client'
import { CalendarDays, CalendarOff, Ellipsis, LocateFixed } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { LateButton } from '@/components/appointments/late-button'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/icon-button'
import { Link } from '@/components/ui/link'
import { Menu, MenuItem } from '@/components/ui/menu'
import { RowVehicle } from '@/components/vehicles/row-vehicle'
import { type Axis, axisWidth, type Scale } from '@/lib/planning/rules'
import { lateVisitOf } from '@/lib/planning/rules/travel'
import { BoardTravel, LateMarks } from './board-travel'
import { nameWidth, type RowModel } from './rows'
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
  onAddLeave,
  onNearest,
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
  onAddLeave: (memberId: string) => void
  /** Sorts the backlog by what is near this person's day. */
  onNearest: (memberId: string) => void
}) {
  const t = useTranslations('visits.board')
  const planning = useTranslations('planning')
  const words = useBoardWords()
  const { member } = row
  const calendar = `/calendar?people=${member.id}&date=${date}`
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
                href={calendar}
                look="quiet"
                title={planning('toCalendar', { name: member.name })}
                className="block truncate leading-6"
              >
                {member.name}
              </Link>
            ) : (
              <p className="truncate text-ink-faint line-through">{member.name}</p>
            )}
            {worst > 0 && lateVisit && <LateButton name={member.name} visitId={lateVisit} minutes={worst} />}
            {scale === 'day' && today && <Capacity {...today} />}
          </div>
          <Menu
            trigger={
              <IconButton
                label={t('rowMenu', { name: member.name })}
                size="sm"
                className="-mt-1 -mr-1.5 opacity-60 hover:opacity-100"
              >
                <Ellipsis />
              </IconButton>
            }
          >
            <MenuItem icon={<CalendarOff />} onAction={() => onAddLeave(member.id)}>
              {t('addLeave')}
            </MenuItem>
            <MenuItem icon={<LocateFixed />} onAction={() => onNearest(member.id)}>
              {planning('nearestTo')}
            </MenuItem>
            {member.active && (
              <MenuItem icon={<CalendarDays />} href={calendar}>
                {planning('toCalendarShort')}
              </MenuItem>
            )}
          </Menu>
        </div>
        <RowVehicle member={member} days={axis.days} />
        {row.untimed.map((visit) => (
          <UntimedChip key={visit.id} visit={visit} memberId={member.id} isOpened={opened === visit.id} />
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
    <p className={cx('tabular text-xs', planned > available ? 'text-alert-fg' : 'text-ink-faint')}>
      {t('capacity', { planned: words.hours(planned), available: words.hours(available) })}
    </p>
  )
}
