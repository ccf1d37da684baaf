'use client'
import { ArrowRight, Mail } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { durationText } from '@/components/ui/duration'
import { wallOfInstant } from '@/lib/planning/rules'
import type { Change, Proposal, ProposalStep } from '@/lib/planning/rules/proposal'
import { minutesBetween } from '@/lib/time'
import { useBoardWords } from '../words'

type Shown = { timeZone: string; nameOf: (memberId: string) => string }

/** The steps of a proposal with what each gains; those that are ticked are taken. */
export function ProposalSteps({
  proposal,
  chosen,
  onChoose,
  ...shown
}: Shown & {
  proposal: Proposal
  chosen: ReadonlySet<ProposalStep>
  onChoose: (step: ProposalStep, isChosen: boolean) => void
}) {
  return (
    <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
      {proposal.steps.map((step) => (
        <li key={step.changes.map((change) => change.visitId ?? change.orderId).join()} className="px-3 py-1.5">
          <Checkbox
            isSelected={chosen.has(step)}
            onChange={(isChosen) => onChoose(step, isChosen)}
            className="w-full *:last:flex-1"
          >
            <StepWords step={step} proposal={proposal} {...shown} />
          </Checkbox>
        </li>
      ))}
    </ul>
  )
}

function StepWords({ step, proposal, ...shown }: Shown & { step: ProposalStep; proposal: Proposal }) {
  const t = useTranslations('planning')
  const date = useTranslations('common.date')
  const minutes = Math.round(step.savedSeconds / 60)
  const gain = t(minutes > 0 ? 'gain.less' : 'gain.more', { time: durationText(Math.abs(minutes), date) })
  const has = (sites: readonly string[]) => step.changes.some(({ siteId }) => sites.includes(siteId))
  return (
    <span className="flex flex-col gap-1">
      {step.changes.map((change) => (
        <ChangeWords key={change.visitId ?? change.orderId} change={change} {...shown} />
      ))}
      <span className="flex flex-wrap items-center gap-1.5 text-sm text-ink-soft">
        {minutes === 0 ? t('gain.same') : gain}
        {step.due === 'in_time' && <Badge tone="done">{t('gain.inTime')}</Badge>}
        {step.due === 'late' && <Badge tone="alert">{t('gain.late')}</Badge>}
        {step.isPreferred && <Badge tone="planned">{t('gain.preferred')}</Badge>}
        {has(proposal.guessed) && <Badge>{t('gain.guessed')}</Badge>}
        {has(proposal.unknown) && <Badge tone="running">{t('gain.unknown')}</Badge>}
      </span>
    </span>
  )
}

function ChangeWords({ change, timeZone, nameOf }: Shown & { change: Change }) {
  const t = useTranslations('planning')
  const words = useBoardWords()
  const when = (startAt: string, endAt: string) =>
    words.when(wallOfInstant(timeZone, startAt), minutesBetween(startAt, endAt))
  const { was } = change
  const isSamePerson = was?.memberId === change.memberId
  const before: ReactNode = was && (
    <>
      {isSamePerson ? '' : `${nameOf(was.memberId)} · `}
      {was.startAt && was.endAt ? when(was.startAt, was.endAt) : words.when(null, 0)}
      <ArrowRight aria-label={t('becomes')} className="mx-1 inline size-3.5 text-ink-faint" />
    </>
  )
  return (
    <span className="block">
      <span className="flex items-center gap-1.5">
        <span className="min-w-0 truncate font-medium">
          {change.customer}
          <span className="font-normal text-ink-soft"> · {change.city}</span>
        </span>
        {change.isTold && <Mail aria-label={t('wasTold')} className="size-4 shrink-0 text-ink-faint" />}
        <span className="tabular ml-auto shrink-0 text-sm text-ink-faint">{change.number}</span>
      </span>
      <span className="tabular block text-sm text-ink-soft">
        {before}
        <span className="text-ink">
          {nameOf(change.memberId)} · {when(change.startAt, change.endAt)}
        </span>
      </span>
    </span>
  )
}
