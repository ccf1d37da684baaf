'use client'
import { useTranslations } from 'next-intl'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import type { ApprovalStatus } from '@/lib/approvals/rules'

const tones: Record<ApprovalStatus, Tone> = { open: 'running', answered: 'done', expired: 'alert', withdrawn: 'todo' }

/** Where a request stands; answered with a rejection is not done. */
export function ApprovalStatusBadge({
  status,
  rejected = 0,
  look,
}: {
  status: ApprovalStatus
  rejected?: number
  look?: 'soft' | 'plain'
}) {
  const t = useTranslations('approvals.status')
  return (
    <StatusBadge tone={status === 'answered' && rejected > 0 ? 'alert' : tones[status]} look={look}>
      {t(status)}
    </StatusBadge>
  )
}
