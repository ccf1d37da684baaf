'use client'
import { CircleCheck, House, Moon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { Duration } from '@/components/ui/duration'
import { ButtonLink } from '@/components/ui/link'
import { useRegion } from '@/components/ui/region'
import { useToast } from '@/components/ui/toast'
import type { Said } from '@/lib/field/input'
import type { DayClosing as Day } from '@/lib/field/view/closing'
import type { DayProblem } from '@/lib/hours/rules/day'
import type { OperationName } from '@/lib/sync/mutations/operations'
import { Temporal } from '@/lib/time'
import { useRecord } from './phone/use-record'

/** The end of the own day: the way home, and what is missing, each with one tap to mend it. */
export function DayClosing({ day }: { day: Day }) {
  const t = useTranslations('field.closing')
  const [isOpen, setOpen] = useState(false)
  return (
    <section aria-label={t('title')} className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <WayHome day={day} />
      {day.isOver && (
        <>
          <Button size="lg" icon={<Moon aria-hidden className="size-5" />} onPress={() => setOpen(true)}>
            {t('title')}
          </Button>
          <p className="text-sm text-ink-soft">{t('missing', { count: day.problems.length })}</p>
        </>
      )}
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('title')} isDismissable>
        <div className="flex flex-col gap-4">
          {day.problems.length === 0 && (
            <p className="flex items-center gap-2 font-medium text-done-fg">
              <CircleCheck aria-hidden className="size-5" />
              {t('complete')}
            </p>
          )}
          {day.problems.map((problem) => (
            <Problem key={JSON.stringify(problem)} problem={problem} day={day} />
          ))}
          <Hours day={day} />
        </div>
      </Dialog>
    </section>
  )
}

/** Records what mends something, and says so. */
function useMending() {
  const t = useTranslations('field.closing')
  const record = useRecord()
  const toast = useToast()
  return async <Name extends OperationName>(name: Name, input: Said<Name>) => {
    const refusal = await record(name, input, null)
    if (refusal) return toast.refused(refusal)
    toast.done(t('mended'))
  }
}

function WayHome({ day }: { day: Day }) {
  const t = useTranslations('field.closing')
  const mend = useMending()
  const { homeFromOrderId, goingHome } = day
  if (goingHome) return <AtHome timerId={goingHome.id} />
  if (!homeFromOrderId) return null
  const journey = () => ({
    ...{ id: uuidv7(), orderId: homeFromOrderId, hourType: 'travel' as const, at: new Date().toISOString() },
  })
  return (
    <Button
      size="lg"
      icon={<House aria-hidden className="size-5" />}
      onPress={() => void mend('hours.startTimer', journey())}
    >
      {t('goHome')}
    </Button>
  )
}

function AtHome({ timerId }: { timerId: string }) {
  const t = useTranslations('field.closing')
  const mend = useMending()
  return (
    <Button
      size="lg"
      icon={<House aria-hidden className="size-5" />}
      onPress={() => void mend('hours.stopTimer', { id: timerId, at: new Date().toISOString() })}
    >
      {t('atHome')}
    </Button>
  )
}

function Problem({ problem, day }: { problem: DayProblem; day: Day }) {
  const t = useTranslations('field.closing')
  const types = useTranslations('field.hours.types')
  if (problem.kind === 'running')
    return (
      <Row
        words={
          <>
            {t('running', { type: types(problem.hourType) })} <DateText value={problem.startAt} />
          </>
        }
      >
        {day.goingHome ? (
          <AtHome timerId={day.goingHome.id} />
        ) : (
          <ButtonLink size="lg" href={day.runningVisitId ? `/field/visits/${day.runningVisitId}` : '/field/hours'}>
            {t('toClock')}
          </ButtonLink>
        )}
      </Row>
    )
  if (problem.kind === 'open')
    return (
      <Row words={t('open', { customer: problem.customer })}>
        <ButtonLink size="lg" href={`/field/visits/${problem.visitId}/close`}>
          {t('close')}
        </ButtonLink>
      </Row>
    )
  if (problem.kind === 'gap') return <Gap gap={problem} today={day.today} />
  return (
    <Row words={t('pause', { least: problem.least })}>
      <ButtonLink size="lg" href="/field/hours">
        {t('toHours')}
      </ButtonLink>
    </Row>
  )
}

/** Whole minutes of a hole, as they are booked beside what was clocked to the second. */
function Gap({ gap, today }: { gap: Extract<DayProblem, { kind: 'gap' }>; today: string }) {
  const t = useTranslations('field.closing')
  const { timeZone } = useRegion()
  const mend = useMending()
  const wall = (at: string, roundingMode: 'ceil' | 'floor') =>
    Temporal.Instant.from(at)
      .round({ smallestUnit: 'minute', roundingMode })
      .toZonedDateTimeISO(timeZone)
      .toPlainTime()
      .toString({ smallestUnit: 'minute' })
  const book = (hourType: 'break' | 'travel') =>
    mend('hours.saveBooking', {
      ...{ id: uuidv7(), day: today, hourType, from: wall(gap.startAt, 'ceil'), to: wall(gap.endAt, 'floor') },
      orderId: hourType === 'travel' ? gap.orderId : null,
    })
  return (
    <Row
      words={
        <>
          {t('gap')} <DateText value={gap.startAt} until={gap.endAt} />
        </>
      }
    >
      <Button size="lg" onPress={() => void book('break')}>
        {t('asBreak')}
      </Button>
      {gap.orderId && (
        <Button size="lg" onPress={() => void book('travel')}>
          {t('asTravel')}
        </Button>
      )}
    </Row>
  )
}

function Row({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-2 border-b border-line pb-3">
      <p>{words}</p>
      <div className="flex gap-2 [&>*]:flex-1">{children}</div>
    </div>
  )
}

/** The hours of the day, and where each journey went. */
function Hours({ day }: { day: Day }) {
  const t = useTranslations('field.closing')
  const types = useTranslations('field.hours.types')
  const name = useTranslations('hours.types')
  if (day.hours.length === 0) return <p className="text-ink-soft">{t('noHours')}</p>
  return (
    <ul className="flex flex-col">
      {day.hours.map((entry) => (
        <li key={entry.id} className="flex items-center gap-3 py-2">
          <span className="min-w-0 flex-1">
            {entry.travel
              ? t(`travel.${entry.travel}`)
              : entry.hourType === 'training'
                ? name('training')
                : types(entry.hourType)}
            {entry.startAt && entry.endAt && (
              <span className="block text-sm text-ink-soft">
                <DateText value={entry.startAt} until={entry.endAt} />
              </span>
            )}
          </span>
          <Duration minutes={entry.minutes} />
        </li>
      ))}
    </ul>
  )
}
