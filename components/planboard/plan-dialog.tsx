'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { DatePicker } from '@/components/ui/date-picker'
import { Dialog } from '@/components/ui/dialog'
import { FieldRow, FormActions, FormRefusal } from '@/components/ui/form'
import { MultiSelect } from '@/components/ui/multi-select'
import { NumberField } from '@/components/ui/number-field'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { TextArea } from '@/components/ui/text-area'
import { TimeField } from '@/components/ui/time-field'
import { clockOf, dayOfWall, minuteOf, wallOf } from '@/lib/planning/rules'
import type { RefusedReply, Reply } from '@/lib/reply'
import { BestSlots } from './best-slots'
import type { Place, PlanOptions } from './use-planner'

export type PlanRequest = {
  title: string
  description: string
  /** Where it stands, or what to start from. */
  place: Place
  isNew: boolean
  /** The order that gets a new visit: where it fits best is offered. */
  orderId?: string
  instructions: string
  save: (place: Place, options: PlanOptions) => Promise<Reply<unknown>>
}

/** Plan by form: technicians with a leader, day, time and length, or no time yet. The way of the keyboard and the phone. */
export function PlanDialog({
  request,
  members,
  timeZone,
  onClose,
}: {
  request: PlanRequest | null
  members: readonly { id: string; name: string }[]
  timeZone: string
  onClose: () => void
}) {
  return (
    <Dialog
      isOpen={request !== null}
      onOpenChange={(open) => !open && onClose()}
      title={request?.title ?? ''}
      description={request?.description}
    >
      {request && <PlanForm request={request} members={members} timeZone={timeZone} onClose={onClose} />}
    </Dialog>
  )
}

function PlanForm({
  request,
  members,
  timeZone,
  onClose,
}: {
  request: PlanRequest
  members: readonly { id: string; name: string }[]
  timeZone: string
  onClose: () => void
}) {
  const t = useTranslations('visits.plan')
  const common = useTranslations('common')
  const { place } = request
  const [memberIds, setMemberIds] = useState<string[]>([...place.memberIds])
  const [leaderId, setLeaderId] = useState<string | null>(place.memberIds[0] ?? null)
  const [hasTime, setHasTime] = useState(place.start !== null)
  const [day, setDay] = useState<string | null>(place.start === null ? null : dayOfWall(place.start))
  const [time, setTime] = useState<string | null>(place.start === null ? null : clockOf(place.start))
  const [minutes, setMinutes] = useState<number | null>(place.minutes)
  const [instructions, setInstructions] = useState(request.instructions)
  const [isTold, setTold] = useState(true)
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)
  const [isPending, setPending] = useState(false)
  const [isTried, setTried] = useState(false)

  const missing = (isMissing: boolean) => (isTried && isMissing ? common('refused.required') : null)
  const isComplete = memberIds.length > 0 && minutes !== null && (!hasTime || (day !== null && time !== null))
  const leader = leaderId && memberIds.includes(leaderId) ? leaderId : (memberIds[0] ?? null)

  async function save() {
    setTried(true)
    if (!isComplete || minutes === null) return
    setPending(true)
    setRefusal(null)
    const team = [leader ?? '', ...memberIds.filter((id) => id !== leader)].filter(Boolean)
    const reply = await request.save(
      { memberIds: team, minutes, start: hasTime && day && time ? wallOf(day) + minuteOf(time) : null },
      {
        instructions: instructions.trim() || undefined,
        ...(request.isNew && !isTold ? { tell: false } : {}),
        ...(reason.trim() ? { overlapReason: reason.trim() } : {}),
      },
    )
    setPending(false)
    if (reply.ok) onClose()
    else setRefusal(reply)
  }

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        void save()
      }}
    >
      {request.orderId && (
        <BestSlots
          orderId={request.orderId}
          timeZone={timeZone}
          chosen={{
            memberId: leader ?? undefined,
            start: hasTime && day && time ? wallOf(day) + minuteOf(time) : null,
          }}
          onChoose={({ memberId, start }) => {
            setMemberIds((team) => [memberId, ...team.slice(1).filter((id) => id !== memberId)])
            setLeaderId(memberId)
            setHasTime(true)
            setDay(dayOfWall(start))
            setTime(clockOf(start))
          }}
        />
      )}
      <MultiSelect
        label={t('technicians')}
        options={members.map((member) => ({ value: member.id, label: member.name }))}
        value={memberIds}
        onChange={setMemberIds}
        isRequired
        error={missing(memberIds.length === 0)}
      />
      {memberIds.length > 1 && (
        <Select
          label={t('leader')}
          description={t('leaderHelp')}
          options={members
            .filter((member) => memberIds.includes(member.id))
            .map((member) => ({ value: member.id, label: member.name }))}
          value={leader}
          onChange={setLeaderId}
        />
      )}
      <Switch isSelected={!hasTime} onChange={(isOff) => setHasTime(!isOff)}>
        {t('withoutTime')}
      </Switch>
      <FieldRow>
        {hasTime && (
          <>
            <DatePicker label={t('day')} value={day} onChange={setDay} isRequired error={missing(day === null)} />
            <TimeField label={t('time')} value={time} onChange={setTime} isRequired error={missing(time === null)} />
          </>
        )}
        <NumberField
          label={t('minutes')}
          value={minutes}
          onChange={setMinutes}
          minValue={5}
          maxValue={20_160}
          step={5}
          hidesStepper
          isRequired
          error={missing(minutes === null)}
        />
      </FieldRow>
      <TextArea
        label={t('instructions')}
        description={t('instructionsHelp')}
        value={instructions}
        onChange={setInstructions}
        rows={2}
      />
      {request.isNew && hasTime && (
        <Checkbox isSelected={isTold} onChange={setTold}>
          {t('tell')}
        </Checkbox>
      )}
      {refusal && <FormRefusal refusal={refusal} />}
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
        <Button onPress={onClose}>{common('actions.cancel')}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {refusal?.code === 'visits.overlap' && reason.trim()
            ? t('planAnyway')
            : request.isNew
              ? t('plan')
              : t('save')}
        </Button>
      </FormActions>
    </form>
  )
}
