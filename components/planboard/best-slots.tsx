'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { durationText } from '@/components/ui/duration'
import type { BestSlots as Found } from '@/lib/planning/queries/slots'
import { wallOfInstant } from '@/lib/planning/rules'
import type { Slot, SlotReason } from '@/lib/planning/rules/slots'
import { minutesBetween } from '@/lib/time'
import { useBoardWords } from './words'

const skeletons = ['first', 'second', 'third']
const shownAtFirst = 3

/** Where an order fits best in the coming two weeks; a tap fills in the form. */
export function BestSlots({
  orderId,
  timeZone,
  chosen,
  onChoose,
}: {
  orderId: string
  timeZone: string
  /** What the form says now. */
  chosen: { memberId: string | undefined; start: number | null }
  onChoose: (slot: { memberId: string; start: number }) => void
}) {
  const t = useTranslations('planning.slots')
  const planning = useTranslations('planning')
  const [slots, setSlots] = useState<readonly Slot[] | 'loading' | 'failed'>('loading')
  const [isEstimate, setEstimate] = useState(false)
  const [isAll, setAll] = useState(false)
  useEffect(() => {
    const controller = new AbortController()
    fetch(`/planboard/slots?order=${orderId}`, { signal: controller.signal })
      .then(async (answer) => {
        if (!answer.ok) return setSlots('failed')
        const found = (await answer.json()) as Found
        setSlots(found.slots)
        setEstimate(found.fellBack)
      })
      .catch(() => controller.signal.aborted || setSlots('failed'))
    return () => controller.abort()
  }, [orderId])

  const isLoading = slots === 'loading'
  const found = typeof slots === 'string' ? [] : isAll ? slots : slots.slice(0, shownAtFirst)
  return (
    <section aria-label={t('title')} aria-busy={isLoading}>
      <h3 className="mb-1.5 text-sm text-ink-soft">{t('title')}</h3>
      {slots === 'failed' && <p className="text-sm text-ink-soft">{t('failed')}</p>}
      {Array.isArray(slots) && slots.length === 0 && <p className="text-sm text-ink-soft">{t('none')}</p>}
      <ul className="flex flex-col gap-1.5">
        {isLoading &&
          skeletons.map((key) => <li key={key} aria-hidden className="h-13 animate-pulse rounded-md bg-pressed" />)}
        {found.map((slot) => {
          const start = wallOfInstant(timeZone, slot.startAt)
          const isChosen = chosen.memberId === slot.memberId && chosen.start === start
          return (
            <li key={`${slot.memberId} ${slot.startAt}`}>
              <button
                type="button"
                aria-pressed={isChosen}
                onClick={() => onChoose({ memberId: slot.memberId, start })}
                className={cx(
                  'focus-ring block min-h-11 w-full rounded-md border px-3 py-1.5 text-left hover:bg-hover',
                  isChosen ? 'border-accent bg-accent-soft' : 'border-line',
                )}
              >
                <SlotWords slot={slot} start={start} />
              </button>
            </li>
          )
        })}
      </ul>
      {isEstimate && found.length > 0 && (
        <p role="status" className="mt-1 text-sm text-ink-soft">
          {planning('fellBack')}
        </p>
      )}
      {typeof slots !== 'string' && !isAll && slots.length > shownAtFirst && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="focus-ring mt-1 min-h-6 rounded-sm text-sm text-accent-ink hover:underline"
        >
          {t('more', { count: slots.length - shownAtFirst })}
        </button>
      )}
    </section>
  )
}

function SlotWords({ slot, start }: { slot: Slot; start: number }) {
  const t = useTranslations('planning.slots')
  const date = useTranslations('common.date')
  const words = useBoardWords()
  const gain = useTranslations('planning.gain')
  const extra = slot.extraMinutes === 0 ? gain('same') : t('extra', { time: durationText(slot.extraMinutes, date) })
  const reason = (one: SlotReason) =>
    one.kind === 'near' ? t('near', { customer: one.customer, minutes: one.minutes }) : t(one.kind)
  return (
    <>
      <span className="tabular flex flex-wrap items-baseline gap-x-2 font-medium">
        {words.when(start, minutesBetween(slot.startAt, slot.endAt))}
        <span className="font-normal text-ink-soft">{slot.name}</span>
      </span>
      <span className="block text-sm text-ink-soft">{[extra, ...slot.reasons.map(reason)].join(' · ')}</span>
    </>
  )
}
