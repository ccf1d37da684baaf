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

/** What is known of the mail and the link: it came back, or the link was opened, by somebody or by a mail scanner. */
export function ApprovalSigns({ row }: { row: Pick<ApprovalRow, 'status' | 'delivery' | 'opened' | 'questions'> }) {
  const t = useTranslations('approvals.signs')
  const { status, delivery, opened, questions } = row
  const isOpen = status === 'open'
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2">
      {questions > 0 && (
        <StatusBadge tone="running" icon={<CircleHelp />} look="plain">
          {t('questions', { count: questions })}
        </StatusBadge>
      )}
      {isOpen && (delivery === 'bounced' || delivery === 'uncertain' || delivery === 'retrying') ? (
        <StatusBadge
          tone={delivery === 'retrying' ? 'running' : 'alert'}
          icon={delivery === 'bounced' ? <MailX /> : <MailWarning />}
          look="plain"
        >
          {t(delivery)}
        </StatusBadge>
      ) : opened > 0 ? (
        <StatusBadge tone="planned" icon={<Eye />} look="plain">
          {t('opened', { count: opened })}
        </StatusBadge>
      ) : (
        isOpen && (
          <StatusBadge tone="todo" icon={<EyeOff />} look="plain">
            {delivery === 'sent' ? t('unopened') : t(delivery)}
          </StatusBadge>
        )
      )}
    </span>
  )
}
