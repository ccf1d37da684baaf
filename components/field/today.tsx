'use client'
import { CalendarClock, ChevronRight, CircleUserRound, MapPin } from 'lucide-react'
import dynamic from 'next/dynamic'
import NextLink from 'next/link'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { uuidv7 } from 'uuidv7'
import { HoursBanner } from '@/components/hours/hours-banner'
import { Button } from '@/components/ui/button'
import { Duration } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/empty-state'
import { FieldBottom } from '@/components/ui/field-shell'
import { ButtonLink } from '@/components/ui/link'
import { useRegion } from '@/components/ui/region'
import { useToast } from '@/components/ui/toast'
import { VisitStatusBadge } from '@/components/visits/status'
import type { DayRow } from '@/lib/field/view/data'
import { dateFormat } from '@/lib/intl'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import type { MyDay } from '@/lib/sync/queries/mine'
import { isRunning } from '@/lib/visits/rules'
import { Changes } from './changes'
import { DayVehicle } from './day-vehicle'
import { FieldFrame } from './frame'
import { useDay } from './phone/use-phone'
import { useRecord } from './phone/use-record'
import { PositionsLine } from './positions-line'
import { useFieldTabs } from './tabs'
import { InstallRow } from './worker/install-row'
import { PushRow } from './worker/push-row'

/** Rare, and a field to type in is a lot to load. Not drawn before it listens: what was typed into it by then would be lost. */
const Questions = dynamic(() => import('./questions').then((part) => part.Questions), { ssr: false })

/** At the end of a day only, and a stop is not forgotten often. */
const loadClosing = () => import('./day-closing').then((part) => part.DayClosing)
const loadStops = () => import('./forgotten-stop').then((part) => part.ForgottenStops)
const DayClosing = dynamic(loadClosing)
const ForgottenStops = dynamic(loadStops)

/** The technician's day: what now, what next, what changed. */
export function Today({
  read,
  isOfficeToo,
}: {
  /** What is drawn until the phone says what it carries. */
  read: { visits: readonly CarriedVisit[]; day: MyDay }
  isOfficeToo: boolean
}) {
  const { today, visits, questions, hours, vehicles, closing } = useDay(read)
  const t = useTranslations('field.today')
  useEffect(() => {
    // The day may end in the cellar.
    void Promise.allSettled([loadClosing(), loadStops()])
  }, [])
  const now = visits.filter(({ day }) => day !== null && day <= today)
  const later = visits.filter(({ day }) => day !== null && day > today)
  const without = visits.filter(({ day }) => day === null)
  const left = now.filter(({ status }) => isRunning(status) || status === 'planned').length
  return (
    <FieldFrame
      title={t('title')}
      tabs={useFieldTabs('today')}
      back={isOfficeToo ? '/' : undefined}
      actions={
        <NextLink
          prefetch={false}
          href="/settings/account"
          aria-label={t('account')}
          className="focus-ring -mr-3 flex size-12 items-center justify-center rounded-md text-ink-soft"
        >
          <CircleUserRound aria-hidden className="size-6" />
        </NextLink>
      }
    >
      <div className="flex flex-col gap-5">
        <HoursBanner waiting={hours} />
        <Changes visits={visits} />
        {questions.length > 0 && <Questions questions={questions} />}
        {closing.forgotten.length > 0 && <ForgottenStops stops={closing.forgotten} />}
        {(closing.isOver || closing.goingHome) && <DayClosing day={closing} />}
        <section aria-label={t('title')} className="flex flex-col gap-2">
          <DayHead day={today} words={t('left', { count: left })} />
          <DayVehicle vehicle={vehicles.find(({ day }) => day === today)} />
          {now.length === 0 ? (
            <EmptyState title={t('free')} icon={<CalendarClock />} isCompact>
              {t('freeHelp')}
            </EmptyState>
          ) : (
            now.map((visit) => <VisitRow key={visit.id} visit={visit} isLate={visit.day !== today} />)
          )}
        </section>
        {without.length > 0 && (
          <section className="flex flex-col gap-2">
            <h2 className="font-medium">{t('withoutTime')}</h2>
            {without.map((visit) => (
              <VisitRow key={visit.id} visit={visit} />
            ))}
          </section>
        )}
        <InstallRow />
        <PushRow />
        {[...Map.groupBy(later, (visit) => visit.day ?? '')].map(([day, rows]) => (
          <section key={day} className="flex flex-col gap-2">
            <DayHead day={day} words={t('visits', { count: rows.length })} />
            <DayVehicle vehicle={vehicles.find((one) => one.day === day)} />
            {rows.map((visit) => (
              <VisitRow key={visit.id} visit={visit} />
            ))}
          </section>
        ))}
        <PositionsLine />
      </div>
      <NextStep visits={now} />
    </FieldFrame>
  )
}

function DayHead({ day, words }: { day: string; words: string }) {
  const { formatLocale } = useRegion()
  const name = dateFormat(formatLocale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`))
  return (
    <div className="flex items-baseline justify-between gap-3">
      <h2 className="font-medium first-letter:uppercase">{name}</h2>
      <span className="text-sm text-ink-soft">{words}</span>
    </div>
  )
}

function VisitRow({ visit, isLate }: { visit: DayRow; isLate?: boolean }) {
  const t = useTranslations('field.today')
  const isDone = !isRunning(visit.status) && visit.status !== 'planned'
  return (
    <NextLink
      prefetch={false}
      href={`/field/visits/${visit.id}`}
      className={`focus-ring flex min-h-20 items-center gap-3 rounded-md border bg-surface px-3 py-2.5 ${
        isRunning(visit.status) ? 'border-running' : 'border-line'
      }`}
    >
      <span className="tabular w-14 shrink-0 self-start pt-0.5 font-medium">
        {visit.startAt ? <Clock at={visit.startAt} /> : <Duration minutes={visit.durationMinutes} />}
        {visit.endAt && visit.startAt && (
          <span className="block text-sm font-normal text-ink-soft">
            <Clock at={visit.endAt} />
          </span>
        )}
      </span>
      <span className={`min-w-0 flex-1 ${isDone ? 'text-ink-soft' : ''}`}>
        <span className="line-clamp-2 font-medium wrap-anywhere">{visit.customer}</span>
        <span className="flex gap-1 text-sm text-ink-soft">
          <MapPin aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="line-clamp-2 wrap-anywhere">{[visit.street, visit.city].filter(Boolean).join(', ')}</span>
        </span>
        <span className="block truncate text-sm text-ink-soft">{visit.title}</span>
        <span className="mt-1 flex flex-wrap items-center gap-2">
          <VisitStatusBadge status={visit.status} />
          {isLate && <span className="text-sm text-alert-fg">{t('notClosed')}</span>}
        </span>
      </span>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-ink-faint" />
    </NextLink>
  )
}

/** `08:15`, where the company is. */
export function Clock({ at }: { at: string }) {
  const { timeZone } = useRegion()
  const locale = useLocale()
  const text = dateFormat(locale === 'en' ? 'en-GB' : locale, {
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(at))
  return <time dateTime={at}>{text}</time>
}

/** The one button of the day: on with what runs, else off to the next. */
function NextStep({ visits }: { visits: DayRow[] }) {
  const t = useTranslations('field.today')
  const router = useRouter()
  const toast = useToast()
  const record = useRecord()
  const begun = visits.filter(({ status, isLeader }) => isLeader && isRunning(status))
  // One that waits while the clock runs elsewhere comes after that.
  const running = begun.find(({ status }) => status !== 'paused') ?? begun[0]
  const next = visits.find(({ status, isLeader }) => isLeader && status === 'planned')
  if (running)
    return (
      <FieldBottom>
        <ButtonLink href={`/field/visits/${running.id}`} variant="primary" size="lg">
          <span className="truncate">{t('goOn', { customer: running.customer })}</span>
        </ButtonLink>
      </FieldBottom>
    )
  if (!next) return null
  async function leave(visitId: string) {
    const tap = { id: uuidv7(), visitId, step: 'travel' as const, at: new Date().toISOString() }
    const refusal = await record('execution.takeStep', tap, visitId)
    if (refusal) return toast.refused(refusal)
    router.push(`/field/visits/${visitId}`)
  }
  return (
    <FieldBottom>
      <Button variant="primary" size="lg" onPress={() => void leave(next.id)} className="overflow-hidden">
        <span className="block truncate">{t('leave', { customer: next.customer })}</span>
      </Button>
    </FieldBottom>
  )
}
