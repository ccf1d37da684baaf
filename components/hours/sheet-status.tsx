'use client'
import { Send, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DateText } from '@/components/ui/date-text'
import { Duration } from '@/components/ui/duration'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { submitPeriod, takeBack } from '@/lib/hours/actions'
import type { MySheet } from '@/lib/hours/queries/my-sheets'
import type { Reply } from '@/lib/reply'
import type { DayText } from '@/lib/time'
import { SheetStateBadge } from './line-state'
import { PeriodText, useDayWords } from './period-text'
import { answerOrLater, useSending } from './sending'
import { useLineName } from './sheet-line'

/** Where one's own week or month stands, what came back and why, and the next step: hand in, or take back. */
export function SheetStatus({
  sheet,
  today,
  weekPath,
}: {
  sheet: MySheet
  today: DayText
  /** Where its lines can be changed, for a screen that shows only where it stands. */
  weekPath?: '/hours' | '/field/hours'
}) {
  const t = useTranslations('hours.sheet')
  const week = useTranslations('hours.week')
  const toast = useToast()
  const refresh = useRefresh()
  const dayWords = useDayWords()
  const name = useLineName()
  const sending = useSending()
  const [pending, setPending] = useState<'submit' | 'take_back' | null>(null)
  const [isEarly, setEarly] = useState(false)
  const period = { kind: sheet.kind, day: sheet.from }
  const isOver = sheet.to <= today

  async function submit(early: boolean) {
    const reply = await sent('submit', sending.write(submitPeriod, early ? { ...period, early } : period))
    if (reply === 'later') return
    if (!reply.ok) return reply
    const { lines, left } = reply.value
    toast.done(t('submitted', { lines }))
    if (left.length > 0) toast.tell(t('left', { numbers: left.join(', ') }))
  }

  /** After what the phone still has to send of the week itself. */
  async function sent<Value>(what: 'submit' | 'take_back', sends: Promise<Reply<Value>>) {
    setPending(what)
    const reply = await (sending.isPhone ? answerOrLater(sends) : sends)
    setPending(null)
    if (reply === 'later') {
      toast.tell(week('later'))
      void sends.then((late) => {
        if (!late.ok) toast.refused(late)
        refresh()
      })
    } else refresh()
    return reply
  }

  async function takeBackNow() {
    const reply = await sent('take_back', sending.write(takeBack, period))
    if (reply === 'later') return
    if (!reply.ok) return toast.refused(reply)
    toast.done(t('takenBack'))
  }

  return (
    <section className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="font-medium">
          <PeriodText kind={sheet.kind} period={sheet} />
        </h3>
        <Duration minutes={sheet.minutes} />
        <SheetStateBadge state={sheet.state} />
        <span className="min-w-0 flex-1 basis-44 text-sm text-ink-soft max-sm:empty:hidden">
          {sheet.state === 'submitted' && sheet.submittedAt && (
            <>
              {t('submittedOn')} <DateText value={sheet.submittedAt} />
            </>
          )}
          {sheet.approvedBy && sheet.approvedAt && (sheet.state === 'approved' || sheet.state === 'accepted') && (
            <>
              {t('approvedBy', { name: sheet.approvedBy })} · <DateText value={sheet.approvedAt} />
            </>
          )}
        </span>
        <div className="flex flex-wrap gap-2 empty:hidden max-sm:w-full max-sm:*:flex-1">
          {sheet.toTakeBack > 0 && (
            <Button
              size="sm"
              icon={<Undo2 aria-hidden />}
              isPending={pending === 'take_back'}
              onPress={() => void takeBackNow()}
            >
              {t('takeBack')}
            </Button>
          )}
          {sheet.toSubmit > 0 && (
            <Button
              size="sm"
              variant={isOver ? 'primary' : 'secondary'}
              icon={<Send aria-hidden />}
              isPending={pending === 'submit'}
              onPress={async () => {
                if (!isOver) return setEarly(true)
                const reply = await submit(false)
                if (reply) toast.refused(reply)
              }}
            >
              {sheet.toMend.length > 0 ? t('submitAgain') : isOver ? t('submit') : t('submitEarly')}
            </Button>
          )}
        </div>
      </div>
      {sheet.toMend.length > 0 && (
        <div className="rounded-md border border-alert-line bg-alert-bg px-3 py-2 text-alert-fg">
          <p className="font-medium">{t('toMend', { count: sheet.toMend.length })}</p>
          <ul className="mt-1 flex flex-col gap-1.5">
            {sheet.toMend.map((line) => (
              <li key={line.id} className="wrap-anywhere">
                <span className="block text-sm">
                  {weekPath ? (
                    <Link href={`${weekPath}?week=${line.day}`}>{dayWords(line.day)}</Link>
                  ) : (
                    dayWords(line.day)
                  )}{' '}
                  · {name(line)} ·{' '}
                  {line.kind === 'hours' ? <Duration minutes={line.minutes} /> : <Money value={line.grossAmount} />}
                </span>
                <span className="block">“{line.remark}”</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <ConfirmDialog
        isOpen={isEarly}
        onOpenChange={setEarly}
        title={t('earlyTitle')}
        confirmText={t('submitEarly')}
        onConfirm={() => submit(true)}
      >
        {t('earlyHelp')}
      </ConfirmDialog>
    </section>
  )
}
