import type { UnbilledReason } from '@/lib/reports/rules'

/** Pages besides the order's own where an unbilled amount is solved. */
export const solvingPages = ['/planboard', '/control', '/invoices/[id]'] as const
export type SolvingPage = (typeof solvingPages)[number]

type Row = { orderId: string; conceptId: string | null; reason: UnbilledReason }

/** Where an unbilled amount is solved; who may not open that page is led to the order. */
export function solution(row: Row, opens: readonly SolvingPage[]): { href: string; key: string } {
  const order = `/orders/${row.orderId}`
  switch (row.reason) {
    case 'not_planned':
    case 'follow_up':
    case 'visit_late':
      if (opens.includes('/planboard')) return { href: `/planboard?order=${row.orderId}`, key: 'plan' }
      break
    case 'control':
    case 'correction_asked':
      if (opens.includes('/control')) return { href: `/control?order=${row.orderId}`, key: 'check' }
      break
    case 'on_concept':
    case 'collective':
    case 'po_missing':
      if (row.conceptId && opens.includes('/invoices/[id]'))
        return { href: `/invoices/${row.conceptId}`, key: 'concept' }
      break
    case 'price_missing':
      return { href: order, key: 'price' }
  }
  return { href: order, key: 'open' }
}
