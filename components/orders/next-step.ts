import type { OrderStatus } from '@/lib/orders/rules'

/** Pages where an order's next step is taken. */
export const stepPages = ['/planboard', '/control', '/invoices/to-invoice', '/invoices'] as const
export type StepPage = (typeof stepPages)[number]

type Step = { page: StepPage; href: string; label: 'plan' | 'board' | 'control' | 'invoice' | 'invoices' }

/** Where an order's next step is taken; null when it has none, or when that page isn't this person's to open. */
export function nextStep(
  order: { id: string; customerId: string; status: OrderStatus },
  opens: readonly StepPage[],
): Step | null {
  const step = stepOf(order)
  return step && opens.includes(step.page) ? step : null
}

function stepOf({ id, customerId, status }: Parameters<typeof nextStep>[0]): Step | null {
  switch (status) {
    case 'accepted':
      return { page: '/planboard', href: `/planboard?order=${id}`, label: 'plan' }
    case 'planned':
    case 'in_progress':
      return { page: '/planboard', href: `/planboard?order=${id}`, label: 'board' }
    case 'executed':
      return { page: '/control', href: `/control?order=${id}`, label: 'control' }
    case 'ready_to_invoice':
      return { page: '/invoices/to-invoice', href: '/invoices/to-invoice', label: 'invoice' }
    case 'invoiced':
      return { page: '/invoices', href: `/invoices?customer=${customerId}`, label: 'invoices' }
    default:
      return null
  }
}
