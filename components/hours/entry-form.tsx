'use client'
import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { TimeField } from '@/components/ui/time-field'
import { useToast } from '@/components/ui/toast'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { isChangeable, isToMend, type SheetRow, type WeekEntry } from '@/lib/hours/rules/sheet'
import { minutesFromText, minutesText } from '@/lib/hours/rules/week'
import type { RefusedReply } from '@/lib/reply'
import { EntryFacts } from './entry-facts'
import { MendVisit } from './mend-visit'
import { answerOrLater, useSending } from './sending'
import type { WeekStore } from './use-week'
import { useWeekWords } from './words'

/** One line of hours with its note: minutes, or from when to when. */
export function EntryForm({
  store,
  row,
  day,
  entry,
  isField,
  onDone,
}: {
  store: WeekStore
  row: SheetRow | null
  day: string
  entry: WeekEntry | null
  /** On the phone of a technician. */
  isField?: boolean
  onDone: () => void
}) {
  const t = useTranslations('hours.week')
  const words = useWeekWords()
  const refusalText = useRefusalText()
  const toast = useToast()
  const sending = useSending()
  const hasTimes = entry?.startAt != null && entry.endAt !== null
  const [mode, setMode] = useState<'hours' | 'times'>(hasTimes ? 'times' : 'hours')
  const [text, setText] = useState(entry ? minutesText(entry.minutes) : '')
  const [from, setFrom] = useState<string | null>(hasTimes && entry.startAt ? words.clock(entry.startAt) : null)
  const [to, setTo] = useState<string | null>(hasTimes && entry.endAt ? words.clock(entry.endAt) : null)
  const [notes, setNotes] = useState(entry?.notes ?? '')
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)
  const [isPending, setPending] = useState(false)
  // Whose sheet it is: one's own, or the administration's to mend.
  if (entry && isToMend(entry)) return <MendVisit entry={entry} isField={isField} onDone={onDone} />
  if (entry && !isChangeable(entry)) return <EntryFacts entry={entry} isField={isField} />

  /** What is wrong with a field says more than that something is. */
  const sayRefusal = (said: RefusedReply) =>
    refusalText(said.code === 'common.invalid' ? (Object.values(said.fields ?? {})[0] ?? said) : said)
  const isOfHours = mode === 'hours' && refusal?.fields?.minutes !== undefined

  async function save() {
    const minutes = mode === 'hours' ? minutesFromText(text) : null
    if (mode === 'hours' && !minutes)
      return setRefusal({ ok: false, code: 'hours.not_hours', fields: { minutes: 'hours.not_hours' } })
    if (!row) return setRefusal({ ok: false, code: 'hours.no_subject' })
    setPending(true)
    const saving = store.save(row, day, { minutes, ...(mode === 'times' && { from, to }), notes }, entry?.id)
    const reply = await (sending.isPhone ? answerOrLater(saving) : saving)
    setPending(false)
    if (reply === 'later') {
      toast.tell(t('later'))
      void saving.then((late) => !late.ok && late.code !== 'common.stale' && toast.refused(late))
      return onDone()
    }
    if (reply.ok || reply.code === 'common.stale') return onDone()
    setRefusal(reply)
  }

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {entry && <EntryFacts entry={entry} isField={isField} />}
      <SegmentedControl
        label={t('hours')}
        className="w-full"
        value={mode}
        onChange={setMode}
        options={[
          { value: 'hours', label: t('hours') },
          { value: 'times', label: t('times') },
        ]}
      />
      {mode === 'hours' ? (
        <TextField
          label={t('hours')}
          description={t('hoursHelp')}
          inputMode="text"
          value={text}
          onChange={setText}
          inputClassName="tabular"
          error={refusal && isOfHours ? sayRefusal(refusal) : null}
        />
      ) : (
        <div className="grid grid-cols-2 gap-3">
          <TimeField label={t('from')} value={from} onChange={setFrom} />
          <TimeField label={t('to')} value={to} onChange={setTo} />
        </div>
      )}
      {refusal && !isOfHours && (
        <p role="alert" className="text-sm text-alert-fg">
          {sayRefusal(refusal)}
        </p>
      )}
      <TextArea label={t('notes')} value={notes} onChange={setNotes} rows={2} maxLength={1000} />
      <div className="flex gap-2 *:flex-1">
        {entry && row && (
          <Button
            icon={<Trash2 aria-hidden />}
            onPress={() => {
              void store.remove(row, entry)
              onDone()
            }}
          >
            {t('remove')}
          </Button>
        )}
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
