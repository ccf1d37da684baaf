'use client'
import { CirclePause, CircleSlash, DoorClosed, Hourglass, Truck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import type { VisitStatus } from '@/lib/visits/rules'

/** The meaning of each status of a visit. */
export const visitTones: Record<VisitStatus, Tone> = {
  planned: 'planned',
  travelling: 'running',
  working: 'running',
  paused: 'running',
  completed: 'done',
  partly_completed: 'alert',
  no_access: 'alert',
  cancelled: 'todo',
}

const icons: Partial<Record<VisitStatus, ReactNode>> = {
  travelling: <Truck />,
  paused: <CirclePause />,
  partly_completed: <Hourglass />,
  no_access: <DoorClosed />,
  cancelled: <CircleSlash />,
}

/** A visit's status as tone, icon and word. */
export function VisitStatusBadge({ status, look }: { status: VisitStatus; look?: 'soft' | 'plain' }) {
  const t = useTranslations('visits.status')
  return (
    <StatusBadge tone={visitTones[status]} icon={icons[status]} look={look}>
      {t(status)}
    </StatusBadge>
  )
}
