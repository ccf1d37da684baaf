'use client'
import { useTranslations } from 'next-intl'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import type { MailStatus } from '@/lib/mail/rules'

const tones: Record<MailStatus, Tone> = {
  queued: 'planned',
  sending: 'running',
  sent: 'done',
  failed: 'alert',
  uncertain: 'alert',
  bounced: 'alert',
  kept: 'todo',
  dropped: 'todo',
}

export function MailStatusBadge({ status, look }: { status: MailStatus; look?: 'soft' | 'plain' }) {
  const t = useTranslations('mail')
  return (
    <StatusBadge tone={tones[status]} look={look}>
      {t(`status.${status}`)}
    </StatusBadge>
  )
}
