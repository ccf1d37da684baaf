'use client'
import { WandSparkles } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { FormActions } from '@/components/ui/form'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { ProposalQuery } from '@/lib/planning/input'
import type { BoardStore } from '../use-board'
import type { Planner } from '../use-planner'
import { type Filters, ProposalForm } from './proposal-form'
import { ProposalResult } from './proposal-result'
import { useAccept } from './use-accept'
import { type Asking, useProposal } from './use-proposal'

/** Lets the engine propose how to plan the days on the board; nothing changes until the planner takes it. */
export function ProposeButton({
  store,
  planner,
  period,
  today,
  timeZone,
  filters,
}: {
  store: BoardStore
  planner: Planner
  period: { from: string; to: string }
  today: string
  timeZone: string
  filters: Filters
}) {
  const t = useTranslations('planning')
  const [isOpen, setOpen] = useState(false)
  const [last, setLast] = useState<ProposalQuery | null>(null)
  const { asking, ask, reset } = useProposal()
  const accept = useAccept(store, planner)
  const close = () => {
    setOpen(false)
    reset()
  }
  const [from, to] = [period.from, period.to].map((day) => (day < today ? today : day)) as [string, string]
  const blank: ProposalQuery = { kind: 'backlog', from, to, seconds: 3, overtimeMinutes: 0, movesTold: false }
  return (
    <>
      <Button
        icon={<WandSparkles aria-hidden className="size-4" />}
        onPress={() => {
          setLast(null)
          setOpen(true)
        }}
      >
        {t('propose')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={(open) => !open && close()}
        title={t(asking.state === 'found' ? 'titleFound' : 'title')}
        description={asking.state === 'form' ? t('intro') : undefined}
        size="lg"
      >
        {asking.state === 'form' && (
          <ProposalForm
            start={last ?? blank}
            today={today}
            filters={filters}
            refusal={asking.refusal}
            onAsk={(query) => {
              setLast(query)
              void ask(query)
            }}
            onClose={close}
          />
        )}
        {asking.state === 'searching' && <Searching asking={asking} onStop={reset} />}
        {asking.state === 'found' && (
          <ProposalResult
            proposal={asking.proposal}
            timeZone={timeZone}
            nameOf={(id) => store.board.members.find((member) => member.id === id)?.name ?? ''}
            onAccept={accept}
            onAgain={reset}
            onClose={close}
          />
        )}
      </Dialog>
    </>
  )
}

function Searching({ asking, onStop }: { asking: Extract<Asking, { state: 'searching' }>; onStop: () => void }) {
  const t = useTranslations('planning')
  const { seconds, progress } = asking
  const done = Math.min(seconds, Math.round((progress?.milliseconds ?? 0) / 1000))
  return (
    <div className="flex flex-col gap-4 py-2">
      <ProgressBar
        label={t('searching')}
        done={done}
        total={seconds}
        left={progress && progress.left > 0 ? t('leftNow', { count: progress.left }) : undefined}
      />
      <FormActions>
        <Button onPress={onStop}>{t('stop')}</Button>
      </FormActions>
    </div>
  )
}
