'use client'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { NumberField } from '@/components/ui/number-field'
import { useRegion } from '@/components/ui/region'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { tellLate } from '@/lib/appointments/actions'
import { type DayVisit, delayOf, lateLimits, lateVisits } from '@/lib/appointments/rules/late'
import { dateFormat } from '@/lib/intl'
import { dayIn, Temporal } from '@/lib/time'
import type { VisitForPage } from '@/lib/visits/queries/visits'
import { isOpen, isRunning } from '@/lib/visits/rules'

/** What a planner begins with who knows more than the clock. */
const firstMinutes = 30

type Waiting = DayVisit & { customer: string; city: string }

/**
 * The day of this visit's technician runs late: who waits because of it, when we come instead, and one tap that tells them.
 * Shown for a visit of today that is busy, or that should have begun.
 */
export function LateRunning({ visit }: { visit: VisitForPage }) {
  const { timeZone } = useRegion()
  const now = Temporal.Now.instant()
  const isToday = visit.startAt !== null && dayIn(timeZone, visit.startAt) === dayIn(timeZone, now)
  const isDue = isRunning(visit.status) || (visit.startAt !== null && visit.startAt < now.toString())
  if (!isToday || !isOpen(visit.status) || !isDue) return null
  return <LateDay key={visit.id} visitId={visit.id} version={visit.version} expectedStartAt={visit.expectedStartAt} />
}

/** Who waits on the day of who leads a visit, and the button that tells them. */
export function LateDay({
  visitId,
  version,
  expectedStartAt = null,
  known = 0,
  isAlone = false,
}: {
  visitId: string
  /** Another one, and the day is asked for again. */
  version?: number
  expectedStartAt?: string | null
  /** Minutes late as the board reckons, for when no visit says so by itself. */
  known?: number
  /** In a dialog of its own, which says already who runs late. */
  isAlone?: boolean
}) {
  const t = useTranslations('appointments.late')
  const toast = useToast()
  const clock = useClock()
  const [day, setDay] = useState<Waiting[] | null>(null)
  const [typed, setTyped] = useState<number | null>(null)
  const [told, setTold] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the visit changed or somebody was told
  useEffect(() => {
    const controller = new AbortController()
    void fetch(`/planboard/late/${visitId}`, { signal: controller.signal })
      .then(async (answer) => answer.ok && setDay(((await answer.json()) as { visits: Waiting[] }).visits))
      .catch(() => undefined)
    return () => controller.abort()
  }, [visitId, version, told])
  const telling = useAction(tellLate, {
    onDone: (value) => {
      toast.done(t('done', { count: value.told }))
      if (value.left.length > 0) toast.refused(t('left'))
      setTold((count) => count + 1)
    },
    onRefused: (refusal) => toast.refused(refusal),
  })
  const now = Temporal.Now.instant()
  const roundedUp = Math.ceil(known / lateLimits.stepMinutes) * lateLimits.stepMinutes
  const minutes = typed ?? ((day ? delayOf(day, now) : 0) || roundedUp)
  const waiting = day ? lateVisits(day, minutes, now) : []
  const news = waiting.filter(({ isTold }) => !isTold)
  if (minutes === 0 && typed === null && !expectedStartAt)
    return (
      <Button size="sm" variant="ghost" className="mt-2 self-start" onPress={() => setTyped(firstMinutes)}>
        {t('open')}
      </Button>
    )
  return (
    <div
      className={cx(
        'flex flex-col gap-2',
        !isAlone && 'mt-3 rounded-md border border-running-line bg-running-bg px-3 py-2.5',
      )}
    >
      {expectedStartAt && <p className="text-sm text-running-fg">{t('expected', { time: clock(expectedStartAt) })}</p>}
      {!isAlone && <p className="font-medium text-running-fg">{t('title')}</p>}
      <NumberField
        label={t('minutes')}
        value={minutes}
        onChange={setTyped}
        minValue={0}
        maxValue={lateLimits.mostMinutes}
        step={lateLimits.stepMinutes}
        suffix="min"
        className="max-w-44"
      />
      {day && waiting.length === 0 && <p className="text-sm">{t('none')}</p>}
      {waiting.length > 0 && (
        <ul aria-label={t('next')} className="flex flex-col gap-1">
          {waiting.map(({ id, startAt, expectedAt, isTold }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-2">
              <span className="tabular">
                {clock(startAt)} → <strong className="font-medium">{clock(expectedAt)}</strong>
              </span>
              <span className="min-w-0 flex-1 truncate">{day?.find((one) => one.id === id)?.customer}</span>
              {isTold && (
                <span className="inline-flex items-center gap-1 text-sm text-ink-soft">
                  <Check aria-hidden className="size-3.5" />
                  {t('told')}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {news.length > 0 && (
        <Button
          variant={isAlone ? 'primary' : 'secondary'}
          className={isAlone ? 'mt-2 self-end' : 'self-start'}
          isPending={telling.isPending}
          onPress={() => void telling.run({ visits: news.map(({ id, expectedAt }) => ({ visitId: id, expectedAt })) })}
        >
          {t('tell', { count: news.length })}
        </Button>
      )}
    </div>
  )
}

function useClock(): (at: string) => string {
  const { formatLocale, timeZone } = useRegion()
  const format = dateFormat(formatLocale, { timeZone, timeStyle: 'short' })
  return (at) => format.format(new Date(at))
}
