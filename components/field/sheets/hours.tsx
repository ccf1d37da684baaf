'use client'
import { Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { DateTimePicker } from '@/components/ui/date-time-picker'
import { Dialog } from '@/components/ui/dialog'
import { Duration } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/empty-state'
import { useRegion } from '@/components/ui/region'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import type { VisitData } from '@/lib/field/view/data'
import { entryRefusal, type HourType } from '@/lib/hours/rules/entries'
import type { RefusedReply } from '@/lib/reply'
import { instantAt, Temporal } from '@/lib/time'
import { isOpen as isOpenVisit } from '@/lib/visits/rules'
import { nowOf, usePhone } from '../phone/use-phone'
import { useAct } from '../phone/use-visit'

type Entry = VisitData['hours'][number]

/** The hours as the clock booked them; other hours ask why, and keep the clock's beside them. */
export function HoursSheet({ visit, isOpen, onClose }: { visit: VisitData; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('field.hours')
  const [editing, setEditing] = useState<Entry | 'new' | null>(null)
  const isRecordable = isOpenVisit(visit.status)
  const mayEdit = (entry: Entry) =>
    isRecordable && entry.isBooked && (entry.memberId === visit.memberId || visit.isLeader)
  function close() {
    setEditing(null)
    onClose()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && close()}
      title={t(editing === null ? 'title' : editing === 'new' ? 'add' : 'edit')}
    >
      {editing !== null ? (
        <EntryForm visit={visit} entry={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />
      ) : (
        <div className="flex flex-col gap-2">
          {visit.hours.length === 0 && (
            <EmptyState title={t('empty')} isCompact>
              {t('emptyHelp')}
            </EmptyState>
          )}
          {visit.hours.map((entry) => (
            <button
              key={entry.id}
              type="button"
              disabled={!mayEdit(entry)}
              onClick={() => setEditing(entry)}
              className="focus-ring flex min-h-14 items-center gap-3 border-b border-line text-left"
            >
              <span className="min-w-0 flex-1">
                {t(`types.${entry.hourType}`)}
                {visit.team.length > 1 && <span className="text-ink-soft"> · {entry.member}</span>}
                <span className="block text-sm text-ink-soft">
                  <DateText value={entry.startAt} until={entry.endAt} />
                  {entry.origin !== 'clock' && ` · ${t('edited')}`}
                </span>
              </span>
              <Duration minutes={entry.minutes} />
              {mayEdit(entry) && <Pencil aria-hidden className="size-4 text-ink-faint" />}
            </button>
          ))}
          {isRecordable && (
            <Button size="lg" icon={<Plus className="size-5" />} onPress={() => setEditing('new')}>
              {t('add')}
            </Button>
          )}
        </div>
      )}
    </Dialog>
  )
}

function EntryForm({ visit, entry, onDone }: { visit: VisitData; entry: Entry | null; onDone: () => void }) {
  const t = useTranslations('field.hours')
  const act = useAct()
  const phone = usePhone()
  const toast = useToast()
  const refusalText = useRefusalText()
  const { timeZone } = useRegion()
  const wall = (at: string) =>
    Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })
  const [hourType, setHourType] = useState<HourType>(entry?.hourType ?? 'work')
  const [start, setStart] = useState<string | null>(entry ? wall(entry.startAt) : null)
  const [end, setEnd] = useState<string | null>(entry ? wall(entry.endAt) : null)
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)
  /** How far the phone was when the entry was opened. */
  const [seenSeq] = useState(phone.seenSeq)
  const [isReasonMissing, setReasonMissing] = useState(false)

  /** A time that was not touched keeps its seconds. */
  const instant = (typed: string, kept: string | undefined) => {
    const [day = '', time] = typed.split('T')
    return kept && wall(kept) === typed ? kept : instantAt(timeZone, day, time)
  }

  async function send(what: 'save' | 'remove') {
    if (what === 'save' && (!start || !end)) return
    if (!reason.trim()) return setReasonMissing(true)
    const window = { startAt: instant(start ?? '', entry?.startAt), endAt: instant(end ?? '', entry?.endAt) }
    const problem = what === 'save' ? entryRefusal(window, others, nowOf(phone)) : null
    const refused = problem ? { ok: false as const, code: problem } : await put(what, window)
    if (refused) return setRefusal(refused)
    toast.done(t(what === 'remove' ? 'removed' : 'saved'))
    onDone()
  }

  function put(what: 'save' | 'remove', window: { startAt: string; endAt: string }) {
    if (!entry) return act('hours.add', { id: uuidv7(), visitId: visit.id, hourType, ...window, reason })
    const { id, version } = entry
    return what === 'remove'
      ? act('hours.remove', { id, version, reason }, seenSeq)
      : act('hours.edit', { id, version, hourType, ...window, reason }, seenSeq)
  }

  const memberId = entry?.memberId ?? visit.memberId
  const others = visit.hours.filter((one) => one.memberId === memberId && one.id !== entry?.id)

  return (
    <div className="flex flex-col gap-3">
      <SegmentedControl
        label={t('type')}
        className="w-full"
        value={hourType}
        onChange={setHourType}
        options={(['work', 'travel', 'break', 'waiting'] as const).map((value) => ({
          value,
          label: t(`types.${value}`),
        }))}
      />
      <DateTimePicker label={t('from')} value={start} onChange={setStart} />
      <DateTimePicker label={t('to')} value={end} onChange={setEnd} />
      {entry?.clockedStartAt && (
        <p className="text-sm text-ink-soft">
          {t('clocked')} <DateText value={entry.clockedStartAt} until={entry.clockedEndAt} />
        </p>
      )}
      <TextField
        label={t('reason')}
        value={reason}
        onChange={setReason}
        error={isReasonMissing && !reason.trim() ? refusalText('hours.reason') : null}
        isRequired
        maxLength={500}
      />
      {refusal && (
        <p role="alert" className="text-alert-fg">
          {refusalText(refusal)}
        </p>
      )}
      <Button variant="primary" size="lg" isDisabled={!start || !end} onPress={() => void send('save')}>
        {t('save')}
      </Button>
      {entry && <Button onPress={() => void send('remove')}>{t('remove')}</Button>}
      <Button variant="ghost" onPress={onDone}>
        {t('back')}
      </Button>
    </div>
  )
}
