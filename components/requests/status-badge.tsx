import { Ban, CircleCheckBig, Inbox, MailQuestion } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import type { RequestStatus } from '@/lib/orders/rules'

const looks: Record<RequestStatus, [Tone, ReactNode]> = {
  unconfirmed: ['running', <MailQuestion key="i" />],
  open: ['planned', <Inbox key="i" />],
  accepted: ['done', <CircleCheckBig key="i" />],
  declined: ['todo', <Ban key="i" />],
}

/** A request's status as tone, icon and word. */
export function RequestStatusBadge({ status, look }: { status: RequestStatus; look?: 'soft' | 'plain' }) {
  const t = useTranslations('requests.status')
  const [tone, icon] = looks[status]
  return (
    <StatusBadge tone={tone} icon={icon} look={look}>
      {t(status)}
    </StatusBadge>
  )
}
