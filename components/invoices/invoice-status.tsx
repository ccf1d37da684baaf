'use client'
import { useTranslations } from 'next-intl'
import { StatusBadge, type Tone } from '@/components/ui/badge'
import type { InvoiceLife } from '@/lib/invoices/rules/status'

const tones: Record<InvoiceLife | 'overdue', Tone> = {
  concept: 'todo',
  discarded: 'todo',
  final: 'billing',
  sent: 'planned',
  partly_paid: 'running',
  paid: 'done',
  credited: 'todo',
  overdue: 'alert',
}

/** The state of an invoice in one word; overdue goes before "sent". */
export function InvoiceStatusBadge({ status, look }: { status: InvoiceLife | 'overdue'; look?: 'soft' | 'plain' }) {
  const t = useTranslations('invoices.status')
  return (
    <StatusBadge tone={tones[status]} look={look}>
      {t(status)}
    </StatusBadge>
  )
}
