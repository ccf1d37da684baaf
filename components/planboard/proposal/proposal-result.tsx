'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { durationText } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/empty-state'
import { FormActions } from '@/components/ui/form'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import type { Leftover, Proposal, ProposalStep } from '@/lib/planning/rules/proposal'
import { ProposalSteps } from './proposal-steps'
import type { NotTaken } from './use-accept'

/** What the engine proposes: all of it is taken unless something is unticked. */
export function ProposalResult({
  proposal,
  timeZone,
  nameOf,
  onAccept,
  onAgain,
  onClose,
}: {
  proposal: Proposal
  timeZone: string
  nameOf: (memberId: string) => string
  /** Answers what was not taken. */
  onAccept: (steps: readonly ProposalStep[], tell: boolean) => Promise<NotTaken[]>
  onAgain: () => void
  onClose: () => void
}) {
  const t = useTranslations('planning')
  const [chosen, setChosen] = useState<ReadonlySet<ProposalStep>>(() => new Set(proposal.steps))
  const [tell, setTell] = useState(false)
  const [isPending, setPending] = useState(false)
  const [notTaken, setNotTaken] = useState<NotTaken[] | null>(null)
  const { steps, leftovers, kind } = proposal

  async function take() {
    setPending(true)
    const left = await onAccept(
      steps.filter((step) => chosen.has(step)),
      tell,
    )
    setPending(false)
    if (left.length > 0) setNotTaken(left)
    else onClose()
  }

  if (notTaken) return <NotTakenList notTaken={notTaken} onAgain={onAgain} onClose={onClose} />
  const isAll = chosen.size === steps.length
  return (
    <div className="flex flex-col gap-4">
      {steps.length === 0 ? (
        <EmptyState title={t(`none.${kind}`)} isCompact>
          {t(`noneText.${kind}`)}
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-x-4">
            <Sums proposal={proposal} chosen={chosen} />
            {steps.length > 1 && (
              <Checkbox
                isSelected={isAll}
                isIndeterminate={!isAll && chosen.size > 0}
                onChange={(isOn) => setChosen(new Set(isOn ? steps : []))}
              >
                {t('all')}
              </Checkbox>
            )}
          </div>
          <ProposalSteps
            proposal={proposal}
            timeZone={timeZone}
            nameOf={nameOf}
            chosen={chosen}
            onChoose={(step, isChosen) =>
              setChosen((before) => new Set(steps.filter((one) => (one === step ? isChosen : before.has(one)))))
            }
          />
        </>
      )}
      {leftovers.length > 0 && <Leftovers leftovers={leftovers} />}
      <Notes proposal={proposal} />
      {steps.length > 0 && (
        <Checkbox isSelected={tell} onChange={setTell} description={t('tellHelp')}>
          {t('tell')}
        </Checkbox>
      )}
      <FormActions className="sticky -bottom-5 -mx-5 border-t border-line bg-raised px-5 py-3">
        <Button onPress={onAgain}>{t('again')}</Button>
        {steps.length > 0 && (
          <Button variant="primary" isPending={isPending} isDisabled={chosen.size === 0} onPress={() => void take()}>
            {t('accept', { count: changesIn(chosen) })}
          </Button>
        )}
      </FormActions>
    </div>
  )
}

const changesIn = (steps: Iterable<ProposalStep>) => [...steps].reduce((sum, { changes }) => sum + changes.length, 0)

function Sums({ proposal, chosen }: { proposal: Proposal; chosen: ReadonlySet<ProposalStep> }) {
  const t = useTranslations('planning')
  const date = useTranslations('common.date')
  const saved = [...chosen].reduce((sum, step) => sum + step.savedSeconds, 0)
  const time = durationText(Math.abs(saved) / 60, date)
  const count = changesIn(chosen)
  if (proposal.kind === 'routes') return <p className="font-medium">{t('sums.routes', { count, time })}</p>
  return (
    <p className="font-medium">
      {t('sums.backlog', { count, total: changesIn(proposal.steps) + proposal.leftovers.length, time })}
    </p>
  )
}

function Leftovers({ leftovers }: { leftovers: readonly Leftover[] }) {
  const t = useTranslations('planning')
  return (
    <section>
      <h3 className="mb-1 font-medium">{t('leftovers', { count: leftovers.length })}</h3>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
        {leftovers.map(({ orderId, customer, city, number, reason }) => (
          <li key={`${orderId} ${reason}`} className="px-3 py-2">
            <span className="flex items-center gap-1.5">
              <span className="min-w-0 truncate">
                {customer}
                <span className="text-ink-soft"> · {city}</span>
              </span>
              <span className="tabular ml-auto shrink-0 text-sm text-ink-faint">{number}</span>
            </span>
            <span className="block text-sm text-ink-soft">{t(`left.${reason}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Notes({ proposal: { kind, kept, more, unknown, fellBack, engineFellBack } }: { proposal: Proposal }) {
  const t = useTranslations('planning')
  const notes = [
    kept > 0 && t('kept', { count: kept }),
    more && t('more'),
    unknown.length > 0 && t(kind === 'routes' ? 'unknownStay' : 'unknown', { count: unknown.length }),
    fellBack && t('fellBack'),
    engineFellBack && t('engineFellBack'),
  ].filter(Boolean)
  if (notes.length === 0) return null
  return <p className="text-sm text-ink-soft">{notes.join(' ')}</p>
}

function NotTakenList({
  notTaken,
  onAgain,
  onClose,
}: {
  notTaken: readonly NotTaken[]
  onAgain: () => void
  onClose: () => void
}) {
  const t = useTranslations('planning')
  const common = useTranslations('common.actions')
  const refusalText = useRefusalText()
  return (
    <div className="flex flex-col gap-4">
      <p role="alert">{t('notTaken', { count: notTaken.length })}</p>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
        {notTaken.map(({ step, refusal }) => (
          <li key={step.changes[0]?.orderId} className="px-3 py-2">
            <span className="block font-medium">{step.changes.map(({ customer }) => customer).join(', ')}</span>
            <span className="block text-sm text-ink-soft">{refusalText(refusal)}</span>
          </li>
        ))}
      </ul>
      <FormActions>
        <Button onPress={onClose}>{common('close')}</Button>
        <Button variant="primary" onPress={onAgain}>
          {t('again')}
        </Button>
      </FormActions>
    </div>
  )
}
