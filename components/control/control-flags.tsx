'use client'
import { useTranslations } from 'next-intl'
import { Badge, type Tone } from '@/components/ui/badge'
import type { ControlFlag } from '@/lib/control/rules'

const tones: Record<ControlFlag, Tone> = {
  on_hold: 'alert',
  price_missing: 'alert',
  question_open: 'running',
  approval_open: 'running',
  approval_partly: 'running',
  po_missing: 'alert',
  no_report: 'running',
  not_signed: 'running',
  failed: 'alert',
  difference: 'planned',
  extra: 'billing',
  above_agreed: 'alert',
  nothing_to_bill: 'todo',
}

/** What deserves a look, in words. */
export function ControlFlags({ flags, isCompact }: { flags: readonly ControlFlag[]; isCompact?: boolean }) {
  const t = useTranslations('control')
  if (flags.length === 0) return null
  return (
    <span className={isCompact ? 'mt-1 flex flex-wrap gap-1' : 'flex flex-wrap gap-1.5'}>
      {flags.map((flag) => (
        <Badge key={flag} tone={tones[flag]}>
          {t(`flag.${flag}`)}
        </Badge>
      ))}
    </span>
  )
}
