'use client'
import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useRegion } from '@/components/ui/region'
import { Select } from '@/components/ui/select'
import { StaleDialog, sameInstant } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { TimeField } from '@/components/ui/time-field'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { edit, remove } from '@/lib/hours/actions'
import type { EditEntry } from '@/lib/hours/input'
import { hourTypes } from '@/lib/hours/rules/entries'
import type { WeekEntry } from '@/lib/hours/rules/sheet'
import type { RefusedReply, Reply } from '@/lib/reply'
import { addDays, dayIn, instantAt } from '@/lib/time'
import { EntryFacts } from './entry-facts'
import { answerOrLater, useSending } from './sending'
import { useWeekWords } from './words'

type Values = Pick<EditEntry, 'hourType' | 'startAt' | 'endAt'>

/** Hours of a closed visit that came back: other times or another kind, with why. What was clocked stays beside them. */
export function MendVisit({ entry, isField, onDone }: { entry: WeekEntry; isField?: boolean; onDone: () => void }) {
  const t = useTranslations('hours.week')
  const types = useTranslations('hours.types')
  const words = useWeekWords()
  const refusalText = useRefusalText()
  const toast = useToast()
  const refresh = useRefresh()
  const sending = useSending()
  const { timeZone } = useRegion()
  const [hourType, setHourType] = useState(entry.hourType)
  const [from, setFrom] = useState<string | null>(entry.startAt ? words.clock(entry.startAt) : null)
  const [to, setTo] = useState<string | null>(entry.endAt ? words.clock(entry.endAt) : null)
  const [reason, setReason] = useState('')
  const [pending, setPending] = useState<'save' | 'remove' | null>(null)
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)
  const [theirs, setTheirs] = useState<(Values & { version: number }) | null>(null)

  /** A time that was not touched keeps its seconds and its day; midnight is the end of the day. */
  function instant(typed: string | null, kept: string | null, isEnd: boolean): string {
    if (kept && typed === words.clock(kept)) return kept
    const day = kept && !isEnd ? dayIn(timeZone, kept) : entry.day
    return instantAt(timeZone, isEnd && typed === '00:00' ? addDays(day, 1) : day, typed ?? '00:00')
  }
  const mine = (): Values => ({
    hourType,
    startAt: instant(from, entry.startAt, false),
    endAt: instant(to, entry.endAt, true),
  })
  const inWords = (values: Values) =>
    `${types(values.hourType)} ${words.clock(values.startAt)}–${words.clock(values.endAt)}`

  async function send(what: 'save' | 'remove', values = mine(), seen = entry.version) {
    if (!reason.trim()) return setRefusal({ ok: false, code: 'hours.reason', fields: { reason: 'hours.reason' } })
    setPending(what)
    const change = {
      // As the visit's own screen calls it, so that versions of the phone are counted once.
      row: `hours:${entry.id}`,
      seen,
      words: (current: Values & { version: number }) => ({
        what: `${words.row(entry)} · ${words.long(entry.day)}`,
        mine: what === 'remove' ? t('remove') : inWords(values),
        theirs: inWords(current),
        by: null,
      }),
    }
    const { id } = entry
    const saving: Promise<Reply<unknown>> =
      what === 'remove'
        ? sending.change(remove, { ...change, input: (version = seen) => ({ id, version, reason }) })
        : sending.change(edit, { ...change, input: (version = seen) => ({ id, version, ...values, reason }) })
    const reply = await (sending.isPhone ? answerOrLater(saving) : saving)
    setPending(null)
    if (reply === 'later') {
      toast.tell(t('later'))
      void saving.then(refresh)
      return onDone()
    }
    if (!reply.ok && reply.code === 'common.stale') {
      if (sending.isPhone) return onDone()
      return setTheirs(reply.current as Values & { version: number })
    }
    if (!reply.ok) return setRefusal(reply)
    toast.done(t(what === 'remove' ? 'removed' : 'changed'))
    refresh()
    onDone()
  }

  const fieldError = (name: string) => (refusal?.fields?.[name] ? refusalText(refusal) : null)
  if (theirs)
    return (
      <StaleDialog<Values>
        mine={mine()}
        theirs={theirs}
        fields={[
          { key: 'hourType', label: t('hourType'), show: (value) => types(value as WeekEntry['hourType']) },
          { key: 'startAt', label: t('from'), show: (value) => words.clock(String(value)), same: sameInstant },
          { key: 'endAt', label: t('to'), show: (value) => words.clock(String(value)), same: sameInstant },
        ]}
        onKeep={(kept) => {
          setTheirs(null)
          void send('save', kept, theirs.version)
        }}
        onDiscard={() => {
          refresh()
          onDone()
        }}
        onClose={() => setTheirs(null)}
      />
    )
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void send('save')
      }}
    >
      <EntryFacts entry={entry} isField={isField} />
      <p className="text-sm text-ink-soft">{t('mendHelp')}</p>
      <Select
        label={t('hourType')}
        value={hourType}
        onChange={(value) => setHourType(hourTypes.find((type) => type === value) ?? hourType)}
        options={hourTypes.map((type) => ({ value: type, label: types(type) }))}
      />
      <div className="grid grid-cols-2 gap-3">
        <TimeField label={t('from')} value={from} onChange={setFrom} />
        <TimeField label={t('to')} value={to} onChange={setTo} error={fieldError('to')} />
      </div>
      <TextField
        label={t('reason')}
        value={reason}
        onChange={setReason}
        isRequired
        maxLength={500}
        error={fieldError('reason')}
      />
      {refusal && !fieldError('to') && !fieldError('reason') && (
        <p role="alert" className="text-sm text-alert-fg">
          {refusalText(refusal)}
        </p>
      )}
      <div className="flex gap-2 *:flex-1">
        <Button icon={<Trash2 aria-hidden />} isPending={pending === 'remove'} onPress={() => void send('remove')}>
          {t('remove')}
        </Button>
        <Button type="submit" variant="primary" isPending={pending === 'save'} isDisabled={!from || !to}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
