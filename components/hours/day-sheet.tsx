'use client'
import { ChevronRight, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { Dialog } from '@/components/ui/dialog'
import { durationText } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/empty-state'
import { FieldBottom } from '@/components/ui/field-shell'
import { rowOf, rowsOf, type SheetRow, type WeekData, type WeekEntry, weekTotals } from '@/lib/hours/rules/sheet'
import { type DayState, minutesText } from '@/lib/hours/rules/week'
import { ChooseWork } from './choose-work'
import { DayStateBadge } from './day-state'
import { LineBadge } from './entry-facts'
import { EntryForm } from './entry-form'
import { Expenses } from './expenses'
import { cellKey, type WeekStore } from './use-week'
import { useWeekWords } from './words'

const stripTones: Record<DayState, string> = {
  free: 'border-line',
  ahead: 'border-line',
  missing: 'border-alert',
  short: 'border-running',
  full: 'border-done',
  over: 'border-planned',
}

/** The week on a phone: a day at a time, its lines as cards and one button that adds. */
export function DaySheet({ week, store, isField }: { week: WeekData; store: WeekStore; isField?: boolean }) {
  const t = useTranslations('hours.week')
  const date = useTranslations('common.date')
  const states = useTranslations('hours.week.states')
  const types = useTranslations('hours.types')
  const holidays = useTranslations('hours.holidays')
  const words = useWeekWords()
  // What came back stands open: whoever opens the week after that comes to mend it.
  const [picked, setPicked] = useState<string | null>(
    () => store.entries.find(({ state }) => state === 'returned' || state === 'rejected')?.day ?? null,
  )
  const [editing, setEditing] = useState<WeekEntry | 'new' | null>(null)
  const totals = weekTotals({ ...week, entries: store.entries })
  const first = week.days.some(({ day }) => day === week.today) ? week.today : week.from
  const day = totals.days.find((one) => one.day === picked) ?? totals.days.find((one) => one.day === first)
  if (!day) return null
  const entries = store.entries.filter((entry) => entry.day === day.day)
  const add = (
    <Button
      variant="primary"
      size="lg"
      className="w-full"
      icon={<Plus aria-hidden />}
      isDisabled={day.day > week.today}
      onPress={() => setEditing('new')}
    >
      {t('bookTitle')}
    </Button>
  )

  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-7 gap-1">
        {totals.days.map((one) => (
          <button
            key={one.day}
            type="button"
            aria-pressed={one.day === day.day}
            onClick={() => setPicked(one.day)}
            className={cx(
              'focus-ring flex min-h-14 flex-col items-center justify-center rounded-md border-2 bg-surface px-0.5',
              stripTones[one.state],
              one.day === day.day && 'bg-accent-soft font-medium text-accent-ink',
            )}
          >
            <span className="sr-only">
              {`${words.long(one.day)}, ${minutesText(one.booked)}, ${states(one.state)}`}
            </span>
            <span aria-hidden className="flex flex-col items-center">
              <span className="text-xs">{words.letter(one.day)}</span>
              <span className="tabular">{words.number(one.day)}</span>
              <span className="tabular text-xs text-ink-soft">{one.booked > 0 ? minutesText(one.booked) : '–'}</span>
            </span>
          </button>
        ))}
      </div>
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="font-medium first-letter:uppercase">{words.long(day.day)}</h2>
        <span className="tabular">
          {day.isOptional || day.expected === 0
            ? durationText(day.booked, date)
            : t('ofExpected', {
                booked: durationText(day.booked, date),
                expected: durationText(day.expected, date),
              })}
        </span>
        <span className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
          <DayStateBadge state={day.state} />
          {day.holiday && <span>{holidays(day.holiday)}</span>}
          {day.away > 0 && (
            <span>
              {t('away')} {durationText(day.away, date)}
            </span>
          )}
          {day.planned > 0 && (
            <span>
              {t('planned')} {durationText(day.planned, date)}
            </span>
          )}
          {day.clocked > 0 && (
            <span>
              {t('clocked')} {durationText(day.clocked, date)}
            </span>
          )}
        </span>
      </div>
      {entries.length === 0 && <EmptyState title={t('emptyDay')} isCompact />}
      <ul className="flex flex-col gap-2 empty:hidden">
        {entries.map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              onClick={() => setEditing(entry)}
              className="focus-ring flex min-h-16 w-full items-center gap-3 rounded-md border border-line bg-surface px-3 py-2 text-left"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-medium wrap-anywhere">{words.title(entry)}</span>
                <span className="block truncate text-sm text-ink-soft">
                  {[types(entry.hourType), entry.customer, entry.visitId && t('fromVisit')].filter(Boolean).join(' · ')}
                </span>
                {entry.notes && <span className="block truncate text-sm text-ink-soft">{entry.notes}</span>}
                {entry.remark && <span className="block text-sm text-alert-fg wrap-anywhere">{entry.remark}</span>}
                <LineBadge state={entry.state} />
              </span>
              {store.marks.get(cellKey(rowOf(entry), entry.day))?.state === 'saving' && (
                <span className="text-sm text-running-fg">{t('saving')}</span>
              )}
              <span className="tabular font-medium">{minutesText(entry.minutes)}</span>
              <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-faint" />
            </button>
          </li>
        ))}
      </ul>
      {isField ? <FieldBottom>{add}</FieldBottom> : add}
      <Expenses week={week} day={day.day} />
      {editing && (
        <BookDialog
          week={week}
          store={store}
          day={day.day}
          entry={editing === 'new' ? null : editing}
          isField={isField}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  )
}

function BookDialog({
  week,
  store,
  day,
  entry,
  isField,
  onClose,
}: {
  week: WeekData
  store: WeekStore
  day: string
  entry: WeekEntry | null
  isField?: boolean
  onClose: () => void
}) {
  const t = useTranslations('hours.week')
  const words = useWeekWords()
  const [row, setRow] = useState<SheetRow | null>(entry ? rowOf(entry) : null)
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      title={t(entry ? 'editTitle' : 'bookTitle')}
      description={entry ? words.row(entry) : words.long(day)}
    >
      <div className="flex flex-col gap-3">
        {!entry && (
          <ChooseWork memberId={week.member.id} onChange={setRow} known={rowsOf([...store.entries, ...week.earlier])} />
        )}
        <EntryForm store={store} row={row} day={day} entry={entry} isField={isField} onDone={onClose} />
      </div>
    </Dialog>
  )
}
