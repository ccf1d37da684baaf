'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { FormActions, FormRefusal } from '@/components/ui/form'
import { useRegion } from '@/components/ui/region'
import { TextArea } from '@/components/ui/text-area'
import { hoursOf, scheduledMinutes, type WorkHours, weekdayOf } from '@/lib/auth/rules/schedule'
import { holidaysBetween } from '@/lib/hours/rules/holidays'
import type { BoardMember } from '@/lib/planning/rules'
import { partsOf } from '@/lib/planning/rules/group'
import type { RefusedReply } from '@/lib/reply'
import { MomentFields, momentAt, startOf, TeamField } from './plan-fields'
import { type Reasons, reasonFor } from './send'
import { reasonOf } from './use-attempt'
import type { Whole } from './use-making'
import type { Planner } from './use-planner'
import { useBoardWords } from './words'

export type SplitRequest = {
  whole: Whole
  description: string
  memberIds: readonly string[]
  start: number
  minutes: number
}
type Props = {
  members: readonly BoardMember[]
  workDay: WorkHours
  split: Planner['split']
  onClose: () => void
}

const mostParts = 20
/** Until somebody is chosen. */
const fullTime = { weekMinutes: 2400, schedule: [], hours: { dayStart: '', dayEnd: '', breakStart: '', breakEnd: '' } }

/** Long work over several days: how long, from when, with whom; the parts follow and are shown before they are made. */
export function SplitDialog({ request, ...form }: { request: SplitRequest | null } & Props) {
  const t = useTranslations('planboard.split')
  return (
    <Dialog
      isOpen={request !== null}
      onOpenChange={(open) => !open && form.onClose()}
      title={t('title')}
      description={request?.description}
    >
      {request && <SplitForm request={request} {...form} />}
    </Dialog>
  )
}

function SplitForm({ request, members, workDay, split, onClose }: { request: SplitRequest } & Props) {
  const t = useTranslations('planboard.split')
  const plan = useTranslations('visits.plan')
  const kept = useTranslations('planboard.problems')
  const common = useTranslations('common')
  const words = useBoardWords()
  const { country, extraHolidays } = useRegion()
  const [memberIds, setMemberIds] = useState<string[]>([...request.memberIds])
  const [moment, setMoment] = useState(() => momentAt(request.start, request.minutes))
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<RefusedReply | null>(null)
  const [isPending, setPending] = useState(false)
  const [isTried, setTried] = useState(false)
  const { minutes } = moment
  const start = startOf(moment)
  const leader = members.find(({ id }) => id === memberIds[0]) ?? fullTime
  const minutesOn = (one: string) =>
    holidaysBetween({ country, extra: extraHolidays }, one, one).size > 0 ? 0 : scheduledMinutes(leader, weekdayOf(one))
  const parts =
    start === null || minutes === null ? [] : partsOf(minutes, start, hoursOf(leader.hours, workDay), minutesOn)
  const tooMany = parts.length > mostParts
  const tooFew = start !== null && minutes !== null && parts.length < 2
  const [wanted, setWanted] = useState<readonly (keyof Reasons)[]>([])
  const missed = reasonOf(refusal)

  async function save() {
    setTried(true)
    if (memberIds.length === 0 || parts.length < 2 || tooMany) return
    setPending(true)
    setRefusal(null)
    const reply = await split(request.whole, memberIds, parts, reasonFor(wanted, reason))
    setPending(false)
    if (reply.ok) onClose()
    else setRefusal(reply)
    const needed = reply.ok ? null : reasonOf(reply)
    if (needed) setWanted((before) => [...before, needed])
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
      <TeamField
        members={members}
        description={t('leader')}
        value={memberIds}
        onChange={setMemberIds}
        isTried={isTried}
      />
      <MomentFields
        moment={moment}
        onChange={setMoment}
        words={{ day: t('from'), minutes: t('minutes') }}
        least={30}
        most={9600}
        step={30}
        isTried={isTried}
      />
      <section aria-live="polite">
        <h3 className="mb-1 text-sm text-ink-faint">{t('parts', { count: parts.length })}</h3>
        <ol className="max-h-56 divide-y divide-line overflow-auto rounded-md border border-line">
          {parts.slice(0, mostParts).map((part) => (
            <li key={part.start} className="tabular flex justify-between px-3 py-1.5">
              <span className="first-letter:uppercase">{words.when(part.start, part.minutes)}</span>
              <span className="text-ink-soft">{t('hours', { hours: words.hours(part.minutes) })}</span>
            </li>
          ))}
        </ol>
        {(tooMany || tooFew) && (
          <p role="alert" className="mt-1 text-alert-fg">
            {t(tooMany ? 'tooMany' : 'tooFew', { most: mostParts })}
          </p>
        )}
      </section>
      {refusal && <FormRefusal refusal={refusal} />}
      {missed && (
        <TextArea
          label={plan('overlapReason')}
          description={missed === 'overlapReason' ? plan('overlapHelp') : kept('kept')}
          value={reason}
          onChange={setReason}
          rows={2}
          autoFocus
        />
      )}
      <FormActions>
        <Button onPress={onClose}>{common('actions.cancel')}</Button>
        <Button type="submit" variant="primary" isPending={isPending} isDisabled={tooFew || tooMany}>
          {missed && reason.trim() ? plan('planAnyway') : t('save', { count: parts.length })}
        </Button>
      </FormActions>
    </form>
  )
}
