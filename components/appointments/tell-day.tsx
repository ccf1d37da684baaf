'use client'
import { CheckCheck, ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { useRegion } from '@/components/ui/region'
import { SkeletonText } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { tellDay } from '@/lib/appointments/actions'
import { dateFormat } from '@/lib/intl'
import type { Customers } from './use-customers'

/** Everybody of a day who does not know their time: all chosen, but for whom we have no address. */
export function TellDay({
  day,
  customers: { data, failed, reload },
  onStep,
  isFirst,
}: {
  day: string
  customers: Customers
  onStep: (days: number) => void
  isFirst: boolean
}) {
  const t = useTranslations('appointments.tell')
  const toast = useToast()
  const frame = useRef<HTMLDivElement>(null)
  const [left, setLeft] = useState<readonly string[]>([])
  const telling = useAction(tellDay, {
    onDone: ({ told, left: missed }) => {
      // The button goes with the list: who works by keyboard stays in the dialog.
      frame.current?.focus()
      toast.done(t('done', { count: told }))
      if (missed.length > 0) toast.refused(t('left', { count: missed.length }))
      void reload()
    },
    onRefused: (refusal) => toast.refused(refusal),
  })
  const untold = data?.untold ?? []
  const reachable = untold.filter(({ email }) => email !== '')
  const chosen = reachable.filter(({ id }) => !left.includes(id))
  const choose = (ids: readonly string[], isChosen: boolean) =>
    setLeft((now) => (isChosen ? now.filter((id) => !ids.includes(id)) : [...new Set([...now, ...ids])]))
  return (
    <div ref={frame} tabIndex={-1} className="flex flex-col gap-3 outline-none">
      <DayStep day={day} isFirst={isFirst} onStep={onStep} />
      {!data ? (
        failed ? (
          <Failed />
        ) : (
          <SkeletonText lines={5} />
        )
      ) : untold.length === 0 ? (
        <EmptyState isCompact title={t('noneTitle')} icon={<CheckCheck />}>
          {t('none')}
        </EmptyState>
      ) : (
        <>
          <Checkbox
            isSelected={chosen.length === reachable.length && reachable.length > 0}
            isIndeterminate={chosen.length > 0 && chosen.length < reachable.length}
            isDisabled={reachable.length === 0}
            onChange={(isChosen) =>
              choose(
                reachable.map(({ id }) => id),
                isChosen,
              )
            }
          >
            {t('all')}
          </Checkbox>
          <ul className="divide-y divide-line border-y border-line" aria-label={t('choose')}>
            {untold.map((visit) => (
              <li key={visit.id} className="py-1.5">
                <Checkbox
                  isSelected={chosen.some(({ id }) => id === visit.id)}
                  isDisabled={visit.email === ''}
                  onChange={(isChosen) => choose([visit.id], isChosen)}
                  description={
                    <>
                      {visit.email || t('noAddress')}
                      {visit.told === 'moved' && ` · ${t('knowsOther')}`}
                    </>
                  }
                  className="w-full"
                >
                  <span className="tabular text-ink-soft">
                    <DateText value={visit.startAt ?? ''} until={visit.endAt} hasTime />
                  </span>{' '}
                  <span className="font-medium">{visit.customer}</span>
                  <span className="text-ink-soft">
                    {' · '}
                    {visit.city} · {visit.team}
                  </span>
                </Checkbox>
              </li>
            ))}
          </ul>
          <Button
            variant="primary"
            className="self-end"
            isDisabled={chosen.length === 0}
            isPending={telling.isPending}
            onPress={() => void telling.run({ visitIds: chosen.map(({ id }) => id) })}
          >
            {t('send', { count: chosen.length })}
          </Button>
        </>
      )}
    </div>
  )
}

function DayStep({ day, isFirst, onStep }: { day: string; isFirst: boolean; onStep: (days: number) => void }) {
  const t = useTranslations('appointments.tell')
  const { formatLocale } = useRegion()
  const words = dateFormat(formatLocale, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' })
  return (
    <div className="flex items-center gap-1">
      <IconButton label={t('previous')} onPress={() => onStep(-1)} isDisabled={isFirst}>
        <ChevronLeft />
      </IconButton>
      <p className="min-w-44 text-center font-medium max-sm:flex-1 first-letter:uppercase" aria-live="polite">
        {words.format(new Date(`${day}T00:00:00Z`))}
      </p>
      <IconButton label={t('next')} onPress={() => onStep(1)}>
        <ChevronRight />
      </IconButton>
    </div>
  )
}

export function Failed() {
  const t = useTranslations('appointments')
  return (
    <p role="alert" className="text-alert-fg">
      {t('failed')}
    </p>
  )
}
