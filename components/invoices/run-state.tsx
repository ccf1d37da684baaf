'use client'
import { CirclePause } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import type { RunState } from '@/lib/invoices/rules/run'

const tones: Record<RunState, Tone> = {
  making: 'running',
  ready: 'billing',
  finalizing: 'running',
  paused: 'running',
  done: 'done',
}

/** Where a run stands, in a word. */
export function RunStateBadge({ state, look }: { state: RunState; look?: 'soft' | 'plain' }) {
  const t = useTranslations('invoices.run.states')
  return (
    <StatusBadge tone={tones[state]} look={look} icon={state === 'paused' ? <CirclePause /> : undefined}>
      {t(state)}
    </StatusBadge>
  )
}
