import { billableAnyway, type UnbilledReason } from '@/lib/reports/rules'
import type { DayText } from '@/lib/time'

/** Pages besides the order's and the project's own where an unbilled amount is solved. */
export const solvingPages = [
  '/planboard',
  '/control',
  '/invoices/[id]',
  '/settings/rates',
  '/hours',
  '/hours/approve',
  '/approvals',
] as const
export type SolvingPage = (typeof solvingPages)[number]

type Row = {
  orderId: string | null
  projectId: string | null
  contractId?: string
  conceptId: string | null
  reason: UnbilledReason
  remindId: string | null
  requestIds: readonly string[]
  booked: { memberId: string; upTo: DayText } | null
  isReleased: boolean
}

/** Where an unbilled amount is solved; who may not open that page is led to the order, project or contract. */
export function solution(row: Row, opens: readonly SolvingPage[]): { href: string; key: string } {
  const own = ownPage(row)
  const at = (page: SolvingPage, query: string, key: string) =>
    opens.includes(page) ? { href: `${page}${query}`, key } : { href: own, key: 'open' }
  switch (row.reason) {
    case 'not_planned':
    case 'follow_up':
    case 'visit_late':
      return at('/planboard', `?order=${row.orderId}`, 'plan')
    case 'control':
    case 'correction_asked':
      return at('/control', `?order=${row.orderId}`, 'check')
    case 'order_offered':
    case 'order_to_offer':
    case 'order_rejected': {
      // The control shows only what was not released yet.
      const key = row.reason === 'order_rejected' ? 'rejected' : 'check'
      return row.isReleased ? { href: own, key: 'open' } : at('/control', `?order=${row.orderId}`, key)
    }
    case 'on_concept':
    case 'collective':
    case 'po_missing':
      if (row.conceptId && opens.includes('/invoices/[id]'))
        return { href: `/invoices/${row.conceptId}`, key: 'concept' }
      return { href: own, key: 'open' }
    case 'price_missing':
      if (row.projectId) return at('/settings/rates', '', 'price')
      return { href: own, key: 'price' }
    case 'hours_open':
    case 'hours_returned':
      return at('/hours', `?member=${row.booked?.memberId}&week=${row.booked?.upTo}`, 'sheet')
    case 'hours_rejected':
      return at('/hours', `?member=${row.booked?.memberId}&week=${row.booked?.upTo}`, 'rejected')
    case 'hours_check':
      return at('/hours/approve', '', 'approve')
    case 'hours_to_offer':
    case 'hours_offered':
      return at('/approvals', `?project=${row.projectId}`, 'approvals')
    case 'phase_open':
    case 'project_open':
      return { href: own, key: 'project' }
    default:
      return { href: own, key: 'open' }
  }
}

/** Whether it can be put on a concept from here, of itself or only with a reason. */
export function billing(row: Row, mayBill: boolean): 'put' | 'anyway' | null {
  if (!mayBill || row.conceptId) return null
  if (row.reason === 'not_on_concept' || row.reason === 'period_open') return 'put'
  return (row.booked || row.orderId) && billableAnyway.includes(row.reason) ? 'anyway' : null
}

/** What the row's first button does here; null when it leads to where it is solved (`solution`). */
export function deed(row: Row, mayBill: boolean): 'put' | 'po' | 'offer' | 'remindCustomer' | 'remind' | null {
  if (billing(row, mayBill) === 'put') return 'put'
  switch (row.reason) {
    case 'po_missing':
      return 'po'
    case 'hours_to_offer':
    case 'order_to_offer':
      return 'offer'
    case 'hours_offered':
    case 'order_offered':
      return row.requestIds.length > 0 ? 'remindCustomer' : null
    case 'hours_open':
    case 'hours_returned':
    case 'correction_asked':
      return row.remindId ? 'remind' : null
    default:
      return null
  }
}

/** Where the row itself leads: its order, project or contract, or where it is solved when its button does something else. */
export function placeOf(row: Row, opens: readonly SolvingPage[], mayBill: boolean): string {
  if (deed(row, mayBill)) return solution(row, opens).href
  return ownPage(row)
}

function ownPage({ orderId, projectId, contractId }: Row): string {
  if (contractId) return `/contracts/${contractId}`
  return orderId ? `/orders/${orderId}` : `/projects/${projectId}`
}
