'use client'
import { Clock, Copy, Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { durationText } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { Popover } from '@/components/ui/popover'
import { StaleDialog } from '@/components/ui/stale-dialog'
import { phoneQuery, useMedia } from '@/components/ui/use-media'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { type SheetRow, type WeekData, weekTotals } from '@/lib/hours/rules/sheet'
import { minutesText } from '@/lib/hours/rules/week'
import { ChooseWork } from './choose-work'
import { DaySheet } from './day-sheet'
import { Expenses } from './expenses'
import { useWeek, type WeekStore } from './use-week'
import { WeekGrid } from './week-grid'
import { useWeekWords } from './words'

/** A week of hours: a grid on a desk, a day at a time on a phone, with what is missing and what can be copied. */
export function WeekSheet({ week, isField }: { week: WeekData; isField?: boolean }) {
  const t = useTranslations('hours.week')
  const date = useTranslations('common.date')
  const words = useWeekWords()
  const isPhone = useMedia(phoneQuery)
  const store = useWeek(week)
  const totals = weekTotals({ ...week, entries: store.entries })
  const isEmpty = store.entries.length === 0 && store.added.length === 0
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="tabular font-medium">
          {week.days.every((day) => day.isOptional)
            ? `${t('booked')} ${durationText(totals.booked, date)}`
            : t('ofExpected', {
                booked: durationText(totals.booked, date),
                expected: durationText(totals.expected, date),
              })}
        </p>
        {totals.missing.length > 0 && (
          <p className="text-alert-fg">
            {t('missing', { count: totals.missing.length, days: totals.missing.map(words.short).join(', ') })}
          </p>
        )}
        <Button
          className="ml-auto max-sm:w-full"
          icon={<Copy aria-hidden />}
          isPending={store.isCopying}
          isDisabled={week.earlier.length === 0}
          onPress={() => void store.copy()}
        >
          {t('copy')}
        </Button>
      </div>
      <SkippedNote week={week} store={store} />
      {isField || isPhone ? (
        <DaySheet week={week} store={store} isField={isField} />
      ) : (
        <>
          {isEmpty ? (
            <div className="rounded-md border border-line bg-surface">
              <EmptyState title={t('empty')} icon={<Clock />} action={<AddRow week={week} store={store} />}>
                {t('emptyHelp')}
              </EmptyState>
            </div>
          ) : (
            <>
              <WeekGrid week={week} store={store} />
              <AddRow week={week} store={store} />
            </>
          )}
          <Expenses week={week} />
        </>
      )}
      {store.stale && (
        <StaleDialog
          mine={store.stale.mine}
          theirs={store.stale.theirs}
          fields={[
            { key: 'minutes', label: t('hours'), show: (value) => minutesText(Number(value)) },
            { key: 'notes', label: t('notes') },
          ]}
          onKeep={store.settle}
          onDiscard={() => store.settle(null)}
          onClose={() => store.settle(null)}
        />
      )}
    </div>
  )
}

function AddRow({ week, store }: { week: WeekData; store: WeekStore }) {
  const t = useTranslations('hours.week')
  const refusalText = useRefusalText()
  const [row, setRow] = useState<SheetRow | null>(null)
  const [isMissing, setMissing] = useState(false)
  return (
    <Popover
      label={t('addRow')}
      className="flex w-96 flex-col gap-3"
      trigger={
        <Button icon={<Plus aria-hidden />} className="w-fit">
          {t('addRow')}
        </Button>
      }
    >
      {(close) => (
        <>
          <ChooseWork
            memberId={week.member.id}
            onChange={setRow}
            error={isMissing && !row ? refusalText('hours.no_subject') : null}
          />
          <Button
            variant="primary"
            onPress={() => {
              setMissing(!row)
              if (!row) return
              store.addRow(row)
              setRow(null)
              close()
            }}
          >
            {t('add')}
          </Button>
        </>
      )}
    </Popover>
  )
}

/** What copying left behind, and why. */
function SkippedNote({ week, store }: { week: WeekData; store: WeekStore }) {
  const t = useTranslations('hours.week')
  const words = useWeekWords()
  const refusalText = useRefusalText()
  if (store.skipped.length === 0) return null
  const named = (one: WeekStore['skipped'][number]) =>
    week.earlier.find((entry) => entry.orderId === one.orderId && entry.projectId === one.projectId)
  return (
    <section
      aria-label={t('skippedTitle')}
      className="flex items-start gap-3 rounded-md border border-running-line bg-running-bg px-3 py-2 text-sm text-running-fg"
    >
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t('skipped', { count: store.skipped.length })}</p>
        <ul>
          {store.skipped.map((one) => {
            const entry = named(one)
            return (
              <li key={`${one.day} ${one.orderId} ${one.projectId} ${one.minutes}`}>
                {words.short(one.day)} · {entry ? words.title(entry) : t('ownTime')} · {minutesText(one.minutes)}:{' '}
                {refusalText(one.code, {
                  number: entry?.number ?? '',
                  name: entry?.title ?? '',
                  left: '0:00',
                  most: '24:00',
                })}
              </li>
            )
          })}
        </ul>
      </div>
      <IconButton label={t('close')} onPress={store.forgetSkipped}>
        <X />
      </IconButton>
    </section>
  )
}
