'use client'
import { useTranslations } from 'next-intl'
import { cx } from '@/components/ui/cx'
import { type Axis, axisWidth, clockOf, dayOfWall, isWeekend, minuteOf, type Scale } from '@/lib/planning/rules'
import { headerHeight, nameWidth } from './rows'
import { useBoardWords } from './words'

/** The days and hours above the board; a public holiday with its name. */
export function BoardHeader({
  axis,
  scale,
  hour,
  holidays,
  now,
}: {
  axis: Axis
  scale: Scale
  hour: number
  holidays: ReadonlyMap<string, string>
  now: number
}) {
  const t = useTranslations('visits.board')
  const words = useBoardWords()
  const hours = Array.from(
    { length: (axis.toMinute - axis.fromMinute) / 60 },
    (_, index) => axis.fromMinute + index * 60,
  )
  return (
    <div
      className="sticky top-0 z-20 flex border-b border-line-strong bg-surface text-sm"
      style={{ height: headerHeight, width: nameWidth + axisWidth(axis) }}
    >
      <div
        className="sticky left-0 z-10 flex shrink-0 items-end border-r border-line bg-surface px-2.5 pb-1.5 text-ink-faint"
        style={{ width: nameWidth }}
      >
        {t('technicians')}
      </div>
      {axis.days.map((day) => {
        const isToday = Math.floor(now / 1440) * 1440 === day
        const holiday = holidays.get(dayOfWall(day))
        return (
          <div
            key={day}
            className={cx(
              'relative shrink-0 truncate border-r border-line px-2 pt-1',
              isToday && 'font-medium text-accent-ink',
              holiday && 'bg-sunken',
            )}
            title={holiday}
            style={{ width: axis.dayWidth }}
          >
            <span className="first-letter:uppercase">{words.day(day, scale === 'day' ? 'long' : 'short')}</span>
            {holiday && (
              <span className={cx('font-normal text-ink-soft', scale === 'day' ? 'ml-2' : 'block truncate text-xs')}>
                {holiday}
              </span>
            )}
            {hour >= 36 &&
              hours.map((minute, index) => (
                <span
                  key={minute}
                  className="tabular absolute bottom-0.5 pl-1 text-xs font-normal text-ink-faint"
                  style={{ left: index * hour }}
                >
                  {clockOf(minute)}
                </span>
              ))}
          </div>
        )
      })}
    </div>
  )
}

/** What lies behind a day: hours, the working day, and whether anybody is expected. */
export function DayGround({
  day,
  left,
  axis,
  scale,
  hour,
  workDay,
  isHoliday,
}: {
  day: number
  left: number
  axis: Axis
  scale: Scale
  hour: number
  workDay: { dayStart: string; dayEnd: string }
  isHoliday: boolean
}) {
  const before = ((minuteOf(workDay.dayStart) - axis.fromMinute) / 60) * hour
  const after = ((axis.toMinute - minuteOf(workDay.dayEnd)) / 60) * hour
  const lines = hour >= 10 ? hour : hour * 4
  return (
    <div
      className={cx(
        'absolute inset-y-0 border-r',
        scale === 'day' ? 'border-line' : 'border-line-strong',
        (isWeekend(day) || isHoliday) && 'bg-sunken',
      )}
      style={{
        left,
        width: axis.dayWidth,
        backgroundImage: `repeating-linear-gradient(90deg, color-mix(in srgb, var(--line) 70%, transparent) 0 1px, transparent 1px ${lines}px)`,
      }}
    >
      <div className="absolute inset-y-0 left-0 bg-sunken/80" style={{ width: Math.max(0, before) }} />
      <div className="absolute inset-y-0 right-0 bg-sunken/80" style={{ width: Math.max(0, after) }} />
    </div>
  )
}
