'use client'
import { CircleHelp, Eye, EyeOff, MailWarning, MailX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import type { ApprovalRow, ApprovalStatus } from '@/lib/approvals/rules'

const tones: Record<ApprovalStatus, Tone> = { open: 'running', answered: 'done', expired: 'alert', withdrawn: 'todo' }

/** Where a request stands; answered with a rejection is not done, and silence that counts as consent says so. */
export function ApprovalStatusBadge({
  status,
  rejected = 0,
  isSilent = false,
  look,
}: {
  status: ApprovalStatus
  rejected?: number
  isSilent?: boolean
  look?: 'soft' | 'plain'
}) {
  const t = useTranslations('approvals')
  return (
    <StatusBadge tone={status === 'answered' && rejected > 0 ? 'alert' : tones[status]} look={look}>
      {isSilent ? t('signs.silent') : t(`status.${status}`)}
    </StatusBadge>
  )
}

/** The one thing to know of the mail and the link: it came back, the customer asks something, or the link was opened, by somebody or by a mail scanner. */
export function ApprovalSigns({ row }: { row: Pick<ApprovalRow, 'status' | 'delivery' | 'opened' | 'questions'> }) {
  const t = useTranslations('approvals.signs')
  const { status, delivery, opened, questions } = row
  const isOpen = status === 'open'
  if (isOpen && (delivery === 'bounced' || delivery === 'uncertain' || delivery === 'retrying'))
    return (
      <StatusBadge
        tone={delivery === 'retrying' ? 'running' : 'alert'}
        icon={delivery === 'bounced' ? <MailX /> : <MailWarning />}
        look="plain"
      >
        {t(delivery)}
      </StatusBadge>
    )
  if (questions > 0)
    return (
      <StatusBadge tone="running" icon={<CircleHelp />} look="plain">
        {t('questions', { count: questions })}
      </StatusBadge>
    )
  if (!isOpen) return null
  if (opened > 0)
    return (
      <StatusBadge tone="planned" icon={<Eye />} look="plain">
        {t('opened', { count: opened })}
      </StatusBadge>
    )
  return (
    <StatusBadge tone="todo" icon={<EyeOff />} look="plain">
      {delivery === 'sent' ? t('unopened') : t(delivery)}
    </StatusBadge>
  )
}
