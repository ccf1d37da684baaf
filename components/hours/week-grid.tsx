'use client'
import { CalendarOff, PartyPopper } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useRef } from 'react'
import { cx } from '@/components/ui/cx'
import { cellOf, rowsOf, type WeekData, weekTotals } from '@/lib/hours/rules/sheet'
import { minutesText } from '@/lib/hours/rules/week'
import { DayStateBadge } from './day-state'
import type { WeekStore } from './use-week'
import { WeekCell } from './week-cell'
import { useWeekWords } from './words'

/** Rows of work by the days of a week, with the totals against the schedule below. */
export function WeekGrid({ week, store }: { week: WeekData; store: WeekStore }) {
  const t = useTranslations('hours.week')
  const types = useTranslations('hours.types')
  const holidays = useTranslations('hours.holidays')
  const words = useWeekWords()
  const table = useRef<HTMLTableElement>(null)
  const rows = rowsOf([...store.entries, ...store.added])
  const totals = weekTotals({ ...week, entries: store.entries })

  /** Arrows and Enter go to the neighbour; within the text the arrows stay with the text. */
  function move(event: KeyboardEvent<HTMLInputElement>) {
    const [row = 0, column = 0] = (event.currentTarget.dataset.cell ?? '').split(',').map(Number)
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const isAll = selectionStart === 0 && selectionEnd === value.length
    const steps: Record<string, [number, number] | undefined> = {
      Enter: event.shiftKey ? [-1, 0] : [1, 0],
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowLeft: isAll || selectionEnd === 0 ? [0, -1] : undefined,
      ArrowRight: isAll || selectionStart === value.length ? [0, 1] : undefined,
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    const next = table.current?.querySelector<HTMLInputElement>(`[data-cell="${row + step[0]},${column + step[1]}"]`)
    if (next) next.focus()
    else event.currentTarget.blur()
  }

  return (
    <div className="overflow-x-auto rounded-md border border-line bg-surface" data-scroll>
      <table ref={table} className="w-full min-w-5xl table-fixed border-collapse text-base">
        <caption className="sr-only">{t('of', { name: week.member.name })}</caption>
        <colgroup>
          <col className="w-64" />
          {week.days.map(({ day }) => (
            <col key={day} />
          ))}
          <col className="w-20" />
        </colgroup>
        <thead>
          <tr className="border-b border-line text-sm text-ink-soft">
            <th scope="col" className="px-3 py-2 text-left font-medium">
              {t('work')}
            </th>
            {totals.days.map(({ day, holiday, away }) => (
              <th
                key={day}
                scope="col"
                aria-current={day === week.today ? 'date' : undefined}
                className={cx(
                  'border-l border-line px-2 py-2 text-right font-medium',
                  day === week.today && 'bg-accent-soft text-accent-ink',
                )}
              >
                <span className="tabular block whitespace-nowrap">{words.short(day)}</span>
                {holiday && (
                  <span className="flex items-center justify-end gap-1 text-xs font-normal">
                    <PartyPopper aria-hidden className="size-3 shrink-0" />
                    {holidays(holiday)}
                  </span>
                )}
                {away > 0 && (
                  <span className="flex items-center justify-end gap-1 text-xs font-normal">
                    <CalendarOff aria-hidden className="size-3 shrink-0" />
                    {t('away')} {minutesText(away)}
                  </span>
                )}
              </th>
            ))}
            <th scope="col" className="border-l border-line px-3 py-2 text-right font-medium">
              {t('total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key} className="border-b border-line">
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                <span className="block truncate">{words.title(row)}</span>
                <span className="block truncate text-sm text-ink-soft">
                  {[types(row.hourType), row.customer].filter(Boolean).join(' · ')}
                </span>
              </th>
              {week.days.map(({ day }, column) => (
                <WeekCell
                  key={day}
                  store={store}
                  row={row}
                  day={day}
                  cell={cellOf(store.entries, row.key, day)}
                  place={`${index},${column}`}
                  isAhead={day > week.today}
                  onMove={move}
                />
              ))}
              <td className="tabular border-l border-line px-3 text-right">
                {minutesText(week.days.reduce((sum, { day }) => sum + cellOf(store.entries, row.key, day).minutes, 0))}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-b border-line font-medium">
            <th scope="row" className="px-3 py-2 text-left font-medium">
              {t('total')}
            </th>
            {totals.days.map((day) => (
              <td key={day.day} className="border-l border-line px-2 py-2 text-right align-top">
                <span className="tabular block">{minutesText(day.booked)}</span>
                <DayStateBadge state={day.state} />
              </td>
            ))}
            <td className="tabular border-l border-line px-3 py-2 text-right align-top">
              {minutesText(totals.booked)}
            </td>
          </tr>
          {(['expected', 'planned', 'clocked'] as const).map((kind) => (
            <tr key={kind} className="text-sm text-ink-soft">
              <th scope="row" className="px-3 py-1 text-left font-normal">
                {t(kind === 'expected' ? 'scheduled' : kind)}
              </th>
              {totals.days.map((day) => (
                <td key={day.day} className="tabular border-l border-line px-2 py-1 text-right">
                  {day[kind] > 0 ? minutesText(day[kind]) : '–'}
                </td>
              ))}
              <td className="tabular border-l border-line px-3 py-1 text-right">
                {minutesText(totals.days.reduce((sum, day) => sum + day[kind], 0))}
              </td>
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  )
}
