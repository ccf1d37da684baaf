'use client'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { FormActions, FormRefusal } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { TextArea } from '@/components/ui/text-area'
import type { Position } from '@/lib/geo/rules/road'
import type { BoardVisit } from '@/lib/planning/rules'
import { isHard, isSoft } from '@/lib/planning/rules/drop'
import { isLongerThanDay, type Place } from '@/lib/planning/rules/group'
import type { RefusedReply, Reply } from '@/lib/reply'
import { Agendas } from './agendas'
import { BestSlots } from './best-slots'
import { MomentFields, momentAt, startOf, TeamField } from './plan-fields'
import { type PlanOptions, type Reasons, reasonFor } from './send'
import { reasonOf } from './use-attempt'
import type { Board } from './use-board'
import type { ProblemWords } from './use-hint-words'
import type { JudgePlace } from './use-judge'
import { WatchingNow } from './watching'

export type PlanRequest = {
  title: string
  description: string
  /** Where it stands, or what to start from. */
  place: Place
  isNew: boolean
  /** A further visit: it takes over the instructions, and the customer hears as the order type says. */
  isCopy?: boolean
  /** The visit that is changed. */
  visitId?: string
  /** The order that gets a new visit: where it fits best is offered. */
  orderId?: string
  /** What the place is judged by. */
  asked: { type: string; dueOn: string | null; earliestOn?: string | null; place?: Position; was: BoardVisit | null }
  instructions: string
  /** Spreads it over days instead. */
  split?: () => void
  save: (place: Place, options: PlanOptions) => Promise<Reply<unknown>>
}

/** Plan by form: technicians with a leader, day, time and length, or no time yet. The way of the keyboard and the phone. */
export function PlanDialog({
  request,
  ...form
}: {
  request: PlanRequest | null
} & Omit<FormProps, 'request'>) {
  return (
    <Dialog
      isOpen={request !== null}
      onOpenChange={(open) => !open && form.onClose()}
      title={request?.title ?? ''}
      description={request?.description}
    >
      {request && <PlanForm request={request} {...form} />}
    </Dialog>
  )
}

type FormProps = {
  request: PlanRequest
  members: readonly { id: string; name: string }[]
  board: Board
  workDay: { dayStart: string; dayEnd: string }
  timeZone: string
  judge: JudgePlace
  problemWords: ProblemWords
  onClose: () => void
}

function PlanForm({ request, members, board, workDay, timeZone, judge, problemWords, onClose }: FormProps) {
  const t = useTranslations('visits.plan')
  const p = useTranslations('planboard.problems')
  const longer = useTranslations('planboard.split')
  const common = useTranslations('common')
  const { place } = request
  const [memberIds, setMemberIds] = useState<string[]>([...place.memberIds])
  const [leaderId, setLeaderId] = useState<string | null>(place.memberIds[0] ?? null)
  const [hasTime, setHasTime] = useState(place.start !== null)
  const [moment, setMoment] = useState(() => momentAt(place.start, place.minutes))
  const [instructions, setInstructions] = useState(request.instructions)
  const [isTold, setTold] = useState(true)
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)
  /** Which reasons the server wanted, of what the board did not know. */
  const [known, setKnown] = useState<readonly (keyof Reasons)[]>([])
  const [isPending, setPending] = useState(false)
  const [isTried, setTried] = useState(false)

  const missing = (isMissing: boolean) => (isTried && isMissing ? common('refused.required') : null)
  const { minutes } = moment
  const start = hasTime ? startOf(moment) : null
  const isComplete = memberIds.length > 0 && minutes !== null && (!hasTime || start !== null)
  const leader = leaderId && memberIds.includes(leaderId) ? leaderId : (memberIds[0] ?? null)

  const { was, ...asked } = request.asked
  const problems = judge({ ...asked, memberIds, start, minutes: minutes ?? 0 }, was)
  const missed = reasonOf(refusal)
  const isOverlap = missed === 'overlapReason'
  const isAsked = problems.some(isSoft) || missed === 'despite'
  const wanted: (keyof Reasons)[] = [...known]
  if (problems.some(isSoft)) wanted.push('despite')
  if (problems.some(isHard)) wanted.push('overlapReason')

  async function save() {
    setTried(true)
    if (!isComplete || minutes === null || (isAsked && !reason.trim())) return
    setPending(true)
    setRefusal(null)
    const team = [leader ?? '', ...memberIds.filter((id) => id !== leader)].filter(Boolean)
    const reply = await request.save(
      { memberIds: team, minutes, start },
      {
        instructions: instructions.trim() || undefined,
        ...(request.isNew && !isTold ? { tell: false } : {}),
        ...reasonFor(wanted, reason),
      },
    )
    setPending(false)
    if (reply.ok) return onClose()
    setRefusal(reply)
    const needed = reasonOf(reply)
    if (needed) setKnown((before) => [...before, needed])
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
      <WatchingNow visitId={request.visitId ?? null} />
      {request.orderId && (
        <BestSlots
          orderId={request.orderId}
          timeZone={timeZone}
          chosen={{
            memberId: leader ?? undefined,
            start,
          }}
          onChoose={({ memberId, start }) => {
            setMemberIds((team) => [memberId, ...team.slice(1).filter((id) => id !== memberId)])
            setLeaderId(memberId)
            setHasTime(true)
            setMoment((now) => ({ ...momentAt(start, 0), minutes: now.minutes }))
          }}
        />
      )}
      <TeamField members={members} value={memberIds} onChange={setMemberIds} isTried={isTried} />
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
      <MomentFields
        moment={moment}
        onChange={setMoment}
        words={{ day: t('day'), minutes: t('minutes') }}
        least={5}
        most={20_160}
        step={5}
        hasTime={hasTime}
        isTried={isTried}
      />
      <Agendas
        board={board}
        day={hasTime ? moment.day : null}
        place={request.asked.place}
        exceptId={request.visitId}
        members={members}
        memberIds={memberIds}
        onChoose={(id) => setMemberIds((team) => [...team, id])}
      />
      {!request.isCopy && (
        <TextArea
          label={t('instructions')}
          description={t('instructionsHelp')}
          value={instructions}
          onChange={setInstructions}
          rows={2}
        />
      )}
      {request.isNew && !request.isCopy && hasTime && (
        <Checkbox isSelected={isTold} onChange={setTold}>
          {t('tell')}
        </Checkbox>
      )}
      {request.split && minutes !== null && isLongerThanDay({ minutes }, workDay) && (
        <div className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-accent-soft px-3 py-2 text-accent-ink">
          {longer('longer')}
          <Button size="sm" onPress={request.split}>
            {longer('title')}
          </Button>
        </div>
      )}
      {problems.length > 0 && (
        <p role="status" className="flex items-start gap-2 rounded-md bg-running-bg px-3 py-2 text-running-fg">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {p('says', { problems: problemWords(problems) })}
        </p>
      )}
      {refusal && <FormRefusal refusal={refusal} />}
      {(isOverlap || isAsked) && (
        <TextArea
          label={t('overlapReason')}
          description={isOverlap ? t('overlapHelp') : p('kept')}
          value={reason}
          onChange={setReason}
          rows={2}
          isRequired
          autoFocus={missed !== null}
          error={missing(!reason.trim())}
        />
      )}
      <FormActions>
        <Button onPress={onClose}>{common('actions.cancel')}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {(isOverlap || isAsked) && reason.trim() ? t('planAnyway') : request.isNew ? t('plan') : t('save')}
        </Button>
      </FormActions>
    </form>
  )
}
