'use client'
import { AlarmClockOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { DateTimePicker } from '@/components/ui/date-time-picker'
import { Dialog } from '@/components/ui/dialog'
import { useRegion } from '@/components/ui/region'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import type { DayClosing } from '@/lib/field/view/closing'
import type { RefusedReply } from '@/lib/reply'
import { instantAt, Temporal } from '@/lib/time'
import { nowOf, usePhone } from './phone/use-phone'
import { useRecord } from './phone/use-record'

type Stop = DayClosing['forgotten'][number]

/** A clock that ran on: one tap says it ended when it probably did, another opens a form. Nothing waits for the answer. */
export function ForgottenStops({ stops }: { stops: readonly Stop[] }) {
  return stops.map((stop) => <ForgottenStop key={`${stop.visitId} ${stop.startAt}`} stop={stop} />)
}

function ForgottenStop({ stop }: { stop: Stop }) {
  const t = useTranslations('field.stop')
  const record = useRecord()
  const { offsetMs } = usePhone()
  const toast = useToast()
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)

  async function tell(endAt: string, reason: string) {
    const refused = refusalOf(stop, endAt, Date.parse(nowOf({ offsetMs })))
    const told = { id: uuidv7(), visitId: stop.visitId, at: new Date().toISOString(), endAt, reason }
    const refusal = refused ?? (await record('execution.tellStop', told, stop.visitId))
    if (refusal) return isAsking ? setRefusal(refusal) : toast.refused(refusal)
    setAsking(false)
    toast.done(t('saved'))
  }

  return (
    <section
      aria-label={t('title', { customer: stop.customer })}
      className="flex flex-col gap-3 rounded-md border border-running-line bg-running-bg px-3 py-3 text-running-fg"
    >
      <p className="flex gap-2">
        <AlarmClockOff aria-hidden className="mt-0.5 size-5 shrink-0" />
        <span>
          <span className="block font-medium">{t('title', { customer: stop.customer })}</span>
          <span className="block text-sm">
            {t(stop.endAt ? 'ranOn' : 'runs')} <DateText value={stop.startAt} until={stop.endAt} />
          </span>
        </span>
      </p>
      <Button size="lg" onPress={() => void tell(stop.suggestedAt, t('reason'))}>
        <span>
          {t('until')} <DateText value={stop.suggestedAt} />
        </span>
      </Button>
      <Button size="lg" variant="ghost" onPress={() => setAsking(true)}>
        {t('other')}
      </Button>
      {isAsking && <AskEnd stop={stop} refusal={refusal} onTell={tell} onClose={() => setAsking(false)} />}
    </section>
  )
}

function AskEnd({
  stop,
  refusal,
  onTell,
  onClose,
}: {
  stop: Stop
  refusal: RefusedReply | null
  onTell: (endAt: string, reason: string) => Promise<unknown>
  onClose: () => void
}) {
  const t = useTranslations('field.stop')
  const refusalText = useRefusalText()
  const { timeZone } = useRegion()
  const suggested = Temporal.Instant.from(stop.suggestedAt).toZonedDateTimeISO(timeZone).toPlainDateTime()
  const [end, setEnd] = useState<string | null>(suggested.toString({ smallestUnit: 'minute' }))
  const [reason, setReason] = useState(t('reason'))
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('title', { customer: stop.customer })}>
      <div className="flex flex-col gap-3">
        <DateTimePicker
          label={t('endAt')}
          value={end}
          onChange={setEnd}
          error={refusal ? refusalText(refusal) : null}
        />
        <TextField label={t('why')} value={reason} onChange={setReason} isRequired maxLength={500} />
        <Button
          variant="primary"
          size="lg"
          isDisabled={!end || !reason.trim()}
          onPress={() => {
            const [day = '', time] = (end ?? '').split('T')
            void onTell(instantAt(timeZone, day, time), reason.trim())
          }}
        >
          {t('save')}
        </Button>
      </div>
    </Dialog>
  )
}

/** Why the clock can't have ended then, as the server would say when it hears of it later. */
function refusalOf({ startAt, endAt }: Stop, told: string, now: number): RefusedReply | null {
  const time = Date.parse(told)
  if (time > Date.parse(startAt) && time <= (endAt ? Date.parse(endAt) : now)) return null
  const code = time > now ? 'hours.future' : 'hours.window'
  return { ok: false, code, fields: { endAt: code } }
}
