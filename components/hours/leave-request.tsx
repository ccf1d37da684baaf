'use client'
import { TreePalm } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { DatePicker } from '@/components/ui/date-picker'
import { DateTimePicker } from '@/components/ui/date-time-picker'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { FieldRow, FormActions, FormRefusal } from '@/components/ui/form'
import { useRegion } from '@/components/ui/region'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { addDays, instantAt } from '@/lib/time'
import { askLeave, withdrawLeave } from '@/lib/visits/actions'
import type { MyLeaveRequest } from '@/lib/visits/queries/leave-requests'
import { type LeaveKind, type LeaveRequestState, leaveKinds } from '@/lib/visits/rules'
import { LeaveWhen } from './leave-when'

const tones: Record<LeaveRequestState, Tone> = {
  pending: 'running',
  granted: 'done',
  declined: 'alert',
  withdrawn: 'todo',
}

/** Asks to be away; who plans decides. */
export function LeaveRequestButton() {
  const t = useTranslations('visits.leaveRequest')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon={<TreePalm aria-hidden />} onPress={() => setOpen(true)}>
        {t('ask')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('ask')} description={t('askHelp')}>
        {(close) => <LeaveRequestForm onClose={close} />}
      </Dialog>
    </>
  )
}

function LeaveRequestForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations('visits.leaveRequest')
  const words = useTranslations('visits.leave')
  const kinds = useTranslations('visits.board.leaveKinds')
  const common = useTranslations('common')
  const { timeZone } = useRegion()
  const toast = useToast()
  const refresh = useRefresh()
  const asking = useAction(askLeave)
  const [id] = useState(uuidv7)
  const [kind, setKind] = useState<LeaveKind>('holiday')
  const [isWhole, setWhole] = useState(true)
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const [notes, setNotes] = useState('')
  const [isSent, setSent] = useState(false)
  const end = to ?? (isWhole ? from : null)
  const isBackwards = from !== null && end !== null && (isWhole ? end < from : end <= from)

  async function send() {
    setSent(true)
    if (!from || !end || isBackwards) return
    const at = (text: string) => instantAt(timeZone, text.slice(0, 10), text.slice(11, 16))
    const window = isWhole
      ? { startAt: instantAt(timeZone, from), endAt: instantAt(timeZone, addDays(end, 1)) }
      : { startAt: at(from), endAt: at(end) }
    const reply = await asking.run({ id, kind, ...window, notes: notes.trim() })
    if (!reply.ok) return
    toast.done(t('asked'))
    refresh()
    onClose()
  }

  const required = (value: string | null) => (isSent && !value ? common('refused.required') : null)
  const backwards = isBackwards ? words('backwards') : null
  return (
    <form
      className="flex flex-col gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <SegmentedControl
        label={words('kind')}
        value={kind}
        onChange={setKind}
        options={leaveKinds.map((value) => ({ value, label: kinds(value) }))}
      />
      <Checkbox
        isSelected={isWhole}
        onChange={(next) => {
          setWhole(next)
          setFrom(from && (next ? from.slice(0, 10) : `${from.slice(0, 10)}T08:00`))
          setTo(to && (next ? to.slice(0, 10) : `${to.slice(0, 10)}T17:00`))
        }}
      >
        {t('wholeDays')}
      </Checkbox>
      <FieldRow>
        {isWhole ? (
          <>
            <DatePicker label={t('from')} value={from} onChange={setFrom} isRequired error={required(from)} />
            <DatePicker label={t('to')} value={end} onChange={setTo} isRequired error={backwards ?? required(end)} />
          </>
        ) : (
          <>
            <DateTimePicker label={words('from')} value={from} onChange={setFrom} isRequired error={required(from)} />
            <DateTimePicker
              label={words('to')}
              value={to}
              onChange={setTo}
              isRequired
              error={backwards ?? required(to)}
            />
          </>
        )}
      </FieldRow>
      <TextField label={words('notes')} value={notes} onChange={setNotes} />
      {asking.refusal && <FormRefusal refusal={asking.refusal} />}
      <FormActions>
        <Button onPress={onClose}>{common('actions.cancel')}</Button>
        <Button type="submit" variant="primary" isPending={asking.isPending}>
          {t('send')}
        </Button>
      </FormActions>
    </form>
  )
}

/** One's own requests with their answer; a pending one can be taken back. */
export function MyLeaveRequests({ requests }: { requests: readonly MyLeaveRequest[] }) {
  const t = useTranslations('visits.leaveRequest')
  const kinds = useTranslations('visits.board.leaveKinds')
  const toast = useToast()
  const refresh = useRefresh()
  const withdrawing = useAction(withdrawLeave)
  return (
    <Card title={t('mine')} isFlush>
      {requests.length === 0 ? (
        <EmptyState isCompact title={t('noneTitle')}>
          {t('none')}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {requests.map((request) => (
            <li key={request.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <div className="min-w-0 flex-1 basis-56">
                <p>
                  {kinds(request.kind)} · <LeaveWhen startAt={request.startAt} endAt={request.endAt} />
                </p>
                {(request.decideReason || request.notes) && (
                  <p className="wrap-anywhere text-sm text-ink-soft">
                    {request.decideReason ? `“${request.decideReason}”` : request.notes}
                  </p>
                )}
              </div>
              <StatusBadge tone={tones[request.state]}>{t(`state.${request.state}`)}</StatusBadge>
              {request.decidedBy && request.state !== 'withdrawn' && (
                <span className="text-sm text-ink-faint">{t('by', { name: request.decidedBy })}</span>
              )}
              {request.state === 'pending' && (
                <Button
                  size="sm"
                  isPending={withdrawing.isPending}
                  onPress={async () => {
                    const reply = await withdrawing.run({ id: request.id, version: request.version })
                    refresh()
                    if (!reply.ok) return toast.refused(reply)
                    toast.done(t('withdrawn'))
                  }}
                >
                  {t('withdraw')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
