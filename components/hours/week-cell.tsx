'use client'
import { Check, CircleAlert, Ellipsis, Lock, MessageSquareText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { cx } from '@/components/ui/cx'
import { Popover } from '@/components/ui/popover'
import { Spinner } from '@/components/ui/spinner'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { type Cell, isChangeable, isToMend, type SheetRow } from '@/lib/hours/rules/sheet'
import { minutesFromText, minutesText } from '@/lib/hours/rules/week'
import { EntryForm } from './entry-form'
import { cellKey, type WeekStore } from './use-week'
import { useWeekWords } from './words'

/** A day of a row: typed in, saved on leaving; a popover holds the note, the times and whatever can't be typed. */
export function WeekCell({
  store,
  row,
  day,
  cell,
  place,
  isAhead,
  onMove,
}: {
  store: WeekStore
  row: SheetRow
  day: string
  cell: Cell
  /** `row,column`, by which the arrows find it. */
  place: string
  /** Nothing can be booked there yet. */
  isAhead: boolean
  onMove: (event: KeyboardEvent<HTMLInputElement>) => void
}) {
  const t = useTranslations('hours.week')
  const words = useWeekWords()
  const refusalText = useRefusalText()
  const errorId = useId()
  const shown = cell.minutes > 0 ? minutesText(cell.minutes) : ''
  const [text, setText] = useState(shown)
  const [isTyping, setTyping] = useState(false)
  const [isWrong, setWrong] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const mark = store.marks.get(cellKey(row, day))
  const isRefused = isWrong || mark?.state === 'refused'
  useEffect(() => {
    if (!isTyping && !isRefused) setText(shown)
  }, [shown, isTyping, isRefused])

  const [entry] = cell.entries
  const label = t('cell', { row: words.row(row), day: words.long(day) })
  const lockedAs = cell.entries.find((one) => !one.visitId && !isChangeable(one))?.state
  const isBack = cell.entries.some(({ state }) => state === 'returned' || state === 'rejected')
  const hasNotes = cell.entries.some(({ notes, remark }) => notes || remark)

  async function leave() {
    setTyping(false)
    const minutes = minutesFromText(text)
    setWrong(minutes === null)
    if (minutes === null) return
    if (minutes === cell.minutes) {
      if (mark?.state === 'refused') store.mark(cellKey(row, day), null)
      return setText(shown)
    }
    if (minutes === 0 && entry) await store.remove(row, entry)
    else await store.save(row, day, { minutes, notes: entry?.notes ?? '' }, entry?.id)
  }

  function hear(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Escape') {
      setText(shown)
      setWrong(false)
      store.mark(cellKey(row, day), null)
    } else onMove(event)
  }

  return (
    <td className={cx('group/cell relative h-9 border-l border-line p-0 align-top', isAhead && 'bg-sunken')}>
      <div className="flex items-center">
        {cell.isTyped ? (
          <input
            data-cell={place}
            aria-label={label}
            aria-invalid={isRefused || undefined}
            aria-describedby={isRefused ? errorId : undefined}
            inputMode="text"
            autoComplete="off"
            className={cx(
              'focus-ring tabular h-9 w-full min-w-0 bg-transparent px-2 text-right outline-none',
              isRefused && 'text-alert-fg ring-1 ring-alert ring-inset',
            )}
            value={text}
            onFocus={(event) => {
              setTyping(true)
              event.currentTarget.select()
            }}
            onChange={(event) => setText(event.target.value)}
            onBlur={() => void leave()}
            onKeyDown={hear}
          />
        ) : (
          <span
            className={cx('tabular flex-1 px-2 py-2 text-right', isBack ? 'text-alert-fg' : 'text-ink-soft')}
            title={cell.entries.length > 1 ? t('several', { count: cell.entries.length }) : undefined}
          >
            {shown}
          </span>
        )}
        <span className="flex w-4 shrink-0 justify-center [&_svg]:size-3.5">
          {mark?.state === 'saving' && <Spinner />}
          {mark?.state === 'saved' && <Check aria-label={t('saved')} className="text-done-fg" />}
          {!cell.isTyped && lockedAs && <Lock aria-label={t(`lines.${lockedAs}`)} className="text-ink-faint" />}
          {isRefused && <CircleAlert aria-hidden className="text-alert-fg" />}
        </span>
        <Popover
          isOpen={isOpen}
          onOpenChange={setOpen}
          label={label}
          placement="bottom end"
          className="w-80"
          trigger={
            <AriaButton
              aria-label={`${t('openCell')}: ${label}`}
              excludeFromTabOrder={cell.isTyped}
              className={cx(
                'focus-ring flex h-9 w-6 shrink-0 items-center justify-center [&_svg]:size-3.5',
                isBack ? 'text-alert-fg' : 'text-ink-faint',
                cell.isTyped &&
                  !hasNotes &&
                  'opacity-0 focus-visible:opacity-100 group-hover/cell:opacity-100 group-focus-within/cell:opacity-100',
              )}
            >
              {hasNotes ? <MessageSquareText aria-hidden /> : <Ellipsis aria-hidden />}
            </AriaButton>
          }
        >
          {(close) => (
            <div className="flex flex-col gap-4">
              {cell.entries.length === 0 && <EntryForm store={store} row={row} day={day} entry={null} onDone={close} />}
              {cell.entries.map((one) => (
                <EntryForm
                  key={one.id}
                  store={store}
                  row={row}
                  day={day}
                  entry={one}
                  onDone={isChangeable(one) || isToMend(one) ? close : () => {}}
                />
              ))}
            </div>
          )}
        </Popover>
      </div>
      {isRefused && (
        <p id={errorId} role="alert" className="px-2 pb-1.5 text-left text-xs text-alert-fg">
          {mark?.state === 'refused' && !isWrong ? refusalText(mark.refusal) : refusalText('hours.not_hours')}
        </p>
      )}
    </td>
  )
}
