'use client'
import { useTranslations } from 'next-intl'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import type { DayState } from '@/lib/hours/rules/week'

export const dayTones: Record<DayState, Tone> = {
  free: 'todo',
  ahead: 'todo',
  missing: 'alert',
  short: 'running',
  full: 'done',
  over: 'planned',
}

/** How a day stands against the schedule, in a word; nothing for a day on which nobody works. */
export function DayStateBadge({ state }: { state: DayState }) {
  const t = useTranslations('hours.week.states')
  if (state === 'free' || state === 'ahead') return null
  return (
    <StatusBadge tone={dayTones[state]} look="plain" className="text-xs font-normal">
      {t(state)}
    </StatusBadge>
  )
}
