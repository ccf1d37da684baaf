'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { type Axis, axisWidth, clockOf, dayOfWall, isWeekend, type Scale } from '@/lib/planning/rules'
import { Temporal } from '@/lib/time'
import { headerHeight, nameWidth } from './rows'
import { useBoardWords } from './words'

/** The days and hours above the board; a public holiday with its name. `corner` stands above the names. */
export function BoardHeader({
  axis,
  scale,
  hour,
  holidays,
  now,
  corner,
}: {
  axis: Axis
  scale: Scale
  hour: number
  holidays: ReadonlyMap<string, string>
  now: number
  corner: ReactNode
}) {
  const t = useTranslations('planning')
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
        className="sticky left-0 z-10 flex shrink-0 items-center border-r border-line bg-surface px-1.5"
        style={{ width: nameWidth }}
      >
        {corner}
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
            {scale === 'twoweeks' && isMonday(day) && !holiday && (
              <span className="block truncate font-normal text-ink-faint text-xs">
                {t('weekShort', { week: Temporal.PlainDate.from(dayOfWall(day)).weekOfYear ?? 0 })}
              </span>
            )}
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

/** What lies behind a day: hours, and whether anybody is expected. When each works lies behind their row. */
export function DayGround({
  day,
  left,
  axis,
  scale,
  hour,
  isHoliday,
}: {
  day: number
  left: number
  axis: Axis
  scale: Scale
  hour: number
  isHoliday: boolean
}) {
  const lines = hour >= 10 ? hour : hour * 4
  return (
    <div
      className={cx(
        'absolute inset-y-0 border-r',
        scale === 'day' ? 'border-line' : 'border-line-strong',
        scale === 'twoweeks' && isMonday(day) && left > 0 && 'border-l-2 border-l-line-control',
        (isWeekend(day) || isHoliday) && 'bg-sunken',
      )}
      style={{
        left,
        width: axis.dayWidth,
        backgroundImage: `repeating-linear-gradient(90deg, color-mix(in srgb, var(--line) 70%, transparent) 0 1px, transparent 1px ${lines}px)`,
      }}
    />
  )
}

function isMonday(day: number): boolean {
  return new Date(day * 60_000).getUTCDay() === 1
}
