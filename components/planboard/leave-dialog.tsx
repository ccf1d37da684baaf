'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { DateTimePicker } from '@/components/ui/date-time-picker'
import { Dialog } from '@/components/ui/dialog'
import { FieldRow, FormActions, FormRefusal } from '@/components/ui/form'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { StaleDialog, sameInstant } from '@/components/ui/stale-dialog'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { type BoardLeave, clockOf, dayOfWall, instantOfWall, minuteOf, wallOf } from '@/lib/planning/rules'
import type { RefusedReply } from '@/lib/reply'
import { addLeave, editLeave, removeLeave } from '@/lib/visits/actions'
import { leaveKinds } from '@/lib/visits/rules'
import { Clashes, useClashes } from './clashes'
import { send } from './send'

type Wanted = Pick<BoardLeave, 'kind' | 'notes'> & { startAt: string; endAt: string }

export type LeaveRequest = { memberId: string; name: string; start: number; end: number; leave: BoardLeave | null }

/** Somebody is away: from, to, why. Over visits that stand there only with a reason, and then each can be moved from here. */
export function LeaveDialog(props: {
  request: LeaveRequest | null
  timeZone: string
  /** Opens the form of a visit over this one. */
  onMove: (visitId: string) => void
  onClose: () => void
  onDone: () => void
}) {
  const t = useTranslations('visits.leave')
  const { request, onClose } = props
  return (
    <Dialog
      isOpen={request !== null}
      onOpenChange={(open) => !open && onClose()}
      title={request?.leave ? t('edit') : t('add')}
      description={request?.name}
    >
      {request && <LeaveForm {...props} request={request} />}
    </Dialog>
  )
}

const textOf = (wall: number) => `${dayOfWall(wall)}T${clockOf(wall)}`
const wallOfText = (text: string) => wallOf(text.slice(0, 10)) + minuteOf(text.slice(11, 16))

function LeaveForm({
  request,
  timeZone,
  onMove,
  onClose,
  onDone,
}: {
  request: LeaveRequest
  timeZone: string
  onMove: (visitId: string) => void
  onClose: () => void
  onDone: () => void
}) {
  const t = useTranslations('visits.leave')
  const kinds = useTranslations('visits.board.leaveKinds')
  const common = useTranslations('common')
  const toast = useToast()
  const { leave, memberId } = request
  const [kind, setKind] = useState(leave?.kind ?? 'holiday')
  const [from, setFrom] = useState<string | null>(textOf(request.start))
  const [to, setTo] = useState<string | null>(textOf(request.end))
  const [notes, setNotes] = useState(leave?.notes ?? '')
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<(RefusedReply & { deed: 'save' | 'remove' }) | null>(null)
  const [isPending, setPending] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const isBackwards = from !== null && to !== null && wallOfText(to) <= wallOfText(from)

  async function finish(sending: Promise<{ ok: true } | RefusedReply>, deed: 'save' | 'remove') {
    setPending(true)
    const reply = await sending
    setPending(false)
    if (!reply.ok) return setRefusal({ ...reply, deed })
    toast.done(t(deed === 'save' ? 'saved' : 'removed'))
    onDone()
    // What stands in the way stays in sight until it is moved or left.
    if (deed === 'save' && clashes && clashes.length > 0) return setSaved(true)
    onClose()
  }

  function typed(): Wanted | null {
    if (!from || !to || isBackwards) return null
    const instant = (text: string) => instantOfWall(timeZone, wallOfText(text))
    return { kind, startAt: instant(from), endAt: instant(to), notes: notes.trim() }
  }

  function save(wanted = typed(), version = leave?.version ?? 0) {
    if (!wanted) return
    const fields = {
      ...wanted,
      ...(reason.trim() ? { overlapReason: reason.trim() } : {}),
    }
    const sending = leave
      ? send(editLeave, { leaveId: leave.id, version, ...fields })
      : send(addLeave, { memberId, ...fields })
    void finish(sending, 'save')
  }

  const mine = typed()
  const { startAt, endAt } = mine ?? {}
  const away = startAt && endAt ? { memberId, startAt, endAt } : null
  const clashes = useClashes(away)
  const isStale = refusal?.code === 'common.stale' && refusal.deed === 'save' && mine !== null
  const when = (value: unknown) => <DateText value={String(value)} hasTime />

  if (isSaved)
    return (
      <div className="flex flex-col gap-4">
        <p>{t('still')}</p>
        <Clashes clashes={clashes ?? []} onMove={onMove} />
        <FormActions>
          <Button variant="primary" onPress={onClose} autoFocus>
            {common('actions.close')}
          </Button>
        </FormActions>
      </div>
    )

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        save()
      }}
    >
      <SegmentedControl
        label={t('kind')}
        value={kind}
        onChange={setKind}
        options={leaveKinds.map((value) => ({ value, label: kinds(value) }))}
      />
      <FieldRow>
        <DateTimePicker label={t('from')} value={from} onChange={setFrom} isRequired />
        <DateTimePicker
          label={t('to')}
          value={to}
          onChange={setTo}
          isRequired
          error={isBackwards ? t('backwards') : null}
        />
      </FieldRow>
      <TextField label={t('notes')} value={notes} onChange={setNotes} />
      {clashes && clashes.length > 0 && <Clashes clashes={clashes} onMove={onMove} />}
      {refusal && !isStale && <FormRefusal refusal={refusal} />}
      {isStale && (
        <StaleDialog
          mine={mine}
          theirs={refusal.current as Wanted}
          fields={[
            {
              key: 'kind',
              label: t('kind'),
              show: (value) => kinds(leaveKinds.find((one) => one === value) ?? 'other'),
            },
            { key: 'startAt', label: t('from'), same: sameInstant, show: when },
            { key: 'endAt', label: t('to'), same: sameInstant, show: when },
            { key: 'notes', label: t('notes') },
          ]}
          onKeep={(mixed) => save(mixed, (refusal.current as { version: number }).version)}
          onDiscard={() => {
            onDone()
            onClose()
          }}
          onClose={() => setRefusal(null)}
        />
      )}
      {refusal?.code === 'visits.overlap' && (
        <TextArea
          label={t('overlapReason')}
          description={t('overlapHelp')}
          value={reason}
          onChange={setReason}
          rows={2}
          autoFocus
        />
      )}
      <FormActions>
        {leave && (
          <Button
            variant="danger"
            className="mr-auto"
            onPress={() => void finish(send(removeLeave, { leaveId: leave.id, version: leave.version }), 'remove')}
          >
            {t('remove')}
          </Button>
        )}
        <Button onPress={onClose}>{common('actions.cancel')}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {common('actions.save')}
        </Button>
      </FormActions>
    </form>
  )
}
