'use client'
import { Play, Square, TimerReset } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { DateTimePicker } from '@/components/ui/date-time-picker'
import { Dialog } from '@/components/ui/dialog'
import { FormActions } from '@/components/ui/form'
import { useRegion } from '@/components/ui/region'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { startTimer, stopTimer } from '@/lib/hours/actions'
import type { RunningTimer, SheetRow } from '@/lib/hours/rules/sheet'
import type { RefusedReply, Reply } from '@/lib/reply'
import { dayIn, instantAt, Temporal } from '@/lib/time'
import { ChooseWork } from './choose-work'
import { answerOrLater, useSending } from './sending'
import { useWeekWords } from './words'

/** One's own clock: what runs and how long, or the button that starts it. */
export function Timer({ memberId, timer: kept }: { memberId: string; timer: RunningTimer | null }) {
  const sending = useSending()
  // What was tapped without reception stands until the server has been heard.
  const [tapped, setTapped] = useState<{ timer: RunningTimer | null; over: RunningTimer | null } | null>(null)
  const timer = tapped && tapped.over?.id === kept?.id ? tapped.timer : kept
  const t = useTranslations('hours.week')
  const words = useWeekWords()
  const toast = useToast()
  const refresh = useRefresh()
  const { timeZone } = useRegion()
  const [isStarting, setStarting] = useState(false)
  const [asked, setAsked] = useState<RefusedReply | null>(null)
  const [isPending, setPending] = useState(false)
  const now = useNow(timer !== null)
  const isOvernight = timer !== null && dayIn(timeZone, timer.startAt) < dayIn(timeZone, new Date(now).toISOString())

  function heard(reply: Reply<unknown>) {
    setTapped(null)
    if (!reply.ok) toast.refused(reply)
    refresh()
  }

  async function stop(id: string, input: { endAt?: string; isDropped?: boolean } = {}) {
    setPending(true)
    const stopping = sending.write(stopTimer, { id, at: new Date().toISOString(), ...input })
    const reply = await (sending.isPhone ? answerOrLater(stopping) : stopping)
    setPending(false)
    if (reply === 'later') {
      setAsked(null)
      setTapped({ timer: null, over: kept })
      toast.tell(t('later'))
      void stopping.then(heard)
      return
    }
    if (!reply.ok) return setAsked(reply)
    setAsked(null)
    toast.done(t('stopped', { minutes: reply.value.minutes }))
    refresh()
  }

  if (!timer)
    return (
      <>
        <Button icon={<Play aria-hidden />} onPress={() => setStarting(true)}>
          {t('start')}
        </Button>
        {isStarting && (
          <StartDialog
            memberId={memberId}
            onLater={(started, starting) => {
              setTapped({ timer: started, over: kept })
              toast.tell(t('later'))
              void starting.then(heard)
            }}
            onClose={() => setStarting(false)}
          />
        )}
      </>
    )
  return (
    <div className="flex min-w-0 items-center gap-3 rounded-md border border-running bg-running-bg px-3 py-1 text-running-fg">
      <TimerReset aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0">
        <span className="sr-only">{t('running')}: </span>
        <span className="block truncate text-sm">{words.row(timer)}</span>
        {isOvernight ? (
          <span className="block text-sm">{t('overnight', { day: words.long(dayIn(timeZone, timer.startAt)) })}</span>
        ) : (
          <span className="tabular block font-medium" role="timer">
            {elapsed(timer.startAt, now)}
          </span>
        )}
      </span>
      <Button
        icon={<Square aria-hidden />}
        isPending={isPending}
        onPress={() => (isOvernight ? setAsked({ ok: false, code: 'hours.overnight' }) : void stop(timer.id))}
      >
        {t('stop')}
      </Button>
      {asked && (
        <EndDialog
          timer={timer}
          refusal={asked}
          isPending={isPending}
          onEnd={(endAt) => void stop(timer.id, { endAt })}
          onDrop={() => void stop(timer.id, { isDropped: true })}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  )
}

function StartDialog({
  memberId,
  onLater,
  onClose,
}: {
  memberId: string
  /** Tapped without reception: the clock shows what runs, the outbox tells it later. */
  onLater: (timer: RunningTimer, starting: Promise<Reply<unknown>>) => void
  onClose: () => void
}) {
  const sending = useSending()
  const t = useTranslations('hours.week')
  const refusalText = useRefusalText()
  const refresh = useRefresh()
  const [row, setRow] = useState<SheetRow | null>(null)
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)
  const [isPending, setPending] = useState(false)

  async function start() {
    if (!row) return setRefusal({ ok: false, code: 'hours.no_subject' })
    const { orderId, projectId, phaseId, hourType } = row
    const [id, at] = [uuidv7(), new Date().toISOString()]
    setPending(true)
    const starting = sending.write(startTimer, { id, at, orderId, projectId, phaseId, hourType })
    const reply = await (sending.isPhone ? answerOrLater(starting) : starting)
    setPending(false)
    if (reply === 'later') {
      onLater({ ...row, id, startAt: at }, starting)
      return onClose()
    }
    if (!reply.ok) return setRefusal(reply)
    refresh()
    onClose()
  }

  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('startTitle')}>
      <div className="flex flex-col gap-3">
        <ChooseWork memberId={memberId} onChange={setRow} error={refusal ? refusalText(refusal) : null} />
        <FormActions>
          <Button variant="ghost" onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="primary" isPending={isPending} onPress={() => void start()}>
            {t('start')}
          </Button>
        </FormActions>
      </div>
    </Dialog>
  )
}

/** When it really ended: asked when it ran over night, or when what ran can't be booked as it is. */
function EndDialog({
  timer,
  refusal,
  isPending,
  onEnd,
  onDrop,
  onClose,
}: {
  timer: RunningTimer
  refusal: RefusedReply
  isPending: boolean
  onEnd: (endAt: string) => void
  onDrop: () => void
  onClose: () => void
}) {
  const t = useTranslations('hours.week')
  const refusalText = useRefusalText()
  const { timeZone } = useRegion()
  const began = Temporal.Instant.from(timer.startAt).toZonedDateTimeISO(timeZone).toPlainDateTime()
  const [end, setEnd] = useState<string | null>(began.toString({ smallestUnit: 'minute' }))
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('realEnd')}>
      <div className="flex flex-col gap-3">
        <DateTimePicker label={t('endAt')} value={end} onChange={setEnd} error={refusalText(refusal)} />
        <FormActions>
          <Button variant="ghost" isPending={isPending} onPress={onDrop}>
            {t('drop')}
          </Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={!end}
            onPress={() => {
              const [day = '', time] = (end ?? '').split('T')
              onEnd(instantAt(timeZone, day, time))
            }}
          >
            {t('book')}
          </Button>
        </FormActions>
      </div>
    </Dialog>
  )
}

function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isRunning) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  return now
}

/** `1:23:05` since it began. */
function elapsed(startAt: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(startAt)) / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
