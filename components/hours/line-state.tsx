'use client'
import { useTranslations } from 'next-intl'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import type { LineState, SheetState } from '@/lib/hours/rules/approval'

const lineTones: Record<LineState, Tone> = {
  open: 'todo',
  submitted: 'running',
  returned: 'alert',
  approved: 'done',
  offered: 'planned',
  rejected: 'alert',
  accepted: 'done',
}
const sheetTones: Record<SheetState, Tone> = {
  empty: 'todo',
  open: 'todo',
  to_mend: 'alert',
  submitted: 'running',
  approved: 'done',
  offered: 'planned',
  accepted: 'done',
}

/** Where one line stands. */
export function LineStateBadge({ state }: { state: LineState }) {
  const t = useTranslations('hours.lineStates')
  return <StatusBadge tone={lineTones[state]}>{t(state)}</StatusBadge>
}

/** Where a week or month stands. */
export function SheetStateBadge({ state }: { state: SheetState }) {
  const t = useTranslations('hours.sheetStates')
  return <StatusBadge tone={sheetTones[state]}>{t(state)}</StatusBadge>
}
