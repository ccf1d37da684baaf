import { Ban, CircleCheckBig, Inbox } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import type { OrderStatus } from '@/lib/orders/rules'

const tones: Record<OrderStatus, Tone> = {
  requested: 'todo',
  accepted: 'todo',
  planned: 'planned',
  in_progress: 'running',
  executed: 'done',
  ready_to_invoice: 'billing',
  invoiced: 'done',
  declined: 'todo',
  cancelled: 'todo',
}

const icons: Partial<Record<OrderStatus, ReactNode>> = {
  requested: <Inbox />,
  invoiced: <CircleCheckBig />,
  declined: <Ban />,
  cancelled: <Ban />,
}

/** An order's status as tone, icon and word. */
export function OrderStatusBadge({ status, look }: { status: OrderStatus; look?: 'soft' | 'plain' }) {
  const t = useTranslations('orders.status')
  return (
    <StatusBadge tone={tones[status]} icon={icons[status]} look={look}>
      {t(status)}
    </StatusBadge>
  )
}
