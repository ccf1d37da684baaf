'use client'
import { useTranslations } from 'next-intl'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { FieldBottom } from '@/components/ui/field-shell'
import { ButtonLink } from '@/components/ui/link'
import { useToast } from '@/components/ui/toast'
import { type FieldStep, nextStep } from '@/lib/execution/rules'
import type { VisitData } from '@/lib/field/view/data'
import { isOpen, isRunning } from '@/lib/visits/rules'
import { useAct } from './phone/use-visit'

/** The next step, always at the same place; beside it the pause. */
export function VisitBottom({ visit }: { visit: VisitData }) {
  const t = useTranslations('field.visit')
  const act = useAct()
  const toast = useToast()

  async function tap(step: FieldStep) {
    const refusal = await act('execution.takeStep', {
      ...{ id: uuidv7(), visitId: visit.id, step, at: new Date().toISOString() },
    })
    if (refusal) toast.refused(refusal)
  }
  const status = visit.isLeader ? visit.status : ownStatus(visit)
  const next = isOpen(visit.status) ? nextStep(status) : null
  const button = (step: FieldStep, variant: 'primary' | 'secondary' = 'secondary') => (
    <Button variant={variant} size="lg" onPress={() => void tap(step)}>
      {t(`steps.${step}`)}
    </Button>
  )
  if (!next) return null
  const closing = visit.isLeader && (
    <ButtonLink href={`/field/visits/${visit.id}/close`} variant={next === 'close' ? 'primary' : 'secondary'} size="lg">
      {t(next === 'close' ? 'close' : isRunning(visit.status) ? 'stop' : 'noAccess')}
    </ButtonLink>
  )
  return (
    <FieldBottom>
      {next === 'close' ? closing : button(next, 'primary')}
      <div className="flex gap-2 empty:hidden [&>*]:flex-1">
        {next === 'travel' && button('arrive')}
        {status === 'working' && button('pause')}
        {next !== 'close' && next !== 'resume' && closing}
        {next === 'resume' && closing}
      </div>
    </FieldBottom>
  )
}

/** Who does not lead the visit taps only the own clock. */
function ownStatus({ running, hasOwnClock }: VisitData) {
  if (!hasOwnClock || !running) return 'planned' as const
  return ({ travel: 'travelling', work: 'working', break: 'paused' } as const)[running.hourType]
}
