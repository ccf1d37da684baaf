import type { InvoiceGrouping } from '@/lib/customers/rules'
import { dayIn } from '@/lib/time'

/** The month whose collective invoice an order's work goes on, YYYY-MM: when it was done, else when it was released. */
export function collectedIn(timeZone: string, order: { executedAt: string | null; releasedAt: string }): string {
  return dayIn(timeZone, order.executedAt ?? order.releasedAt).slice(0, 7)
}

/** Whether a concept of this key is of one order, project or contract alone, so that a PO number on it is that one's. */
export function isOfOne(key: string): boolean {
  return /^(order|project|contract):/.test(key)
}

/**
 * What a concept is collected by. One concept is open per key (a unique index holds it), so two orders that are released
 * at the same moment still land on one invoice. An order without a PO number never joins those that have one.
 */
export function groupKey(
  grouping: InvoiceGrouping,
  facts: { orderId: string; customerId: string; siteId: string; poNumber: string; month: string },
): string {
  const { orderId, customerId, siteId, poNumber, month } = facts
  switch (grouping) {
    case 'order':
      return `order:${orderId}`
    case 'customer':
      return `customer:${customerId}`
    case 'site':
      return `site:${customerId}:${siteId}`
    case 'po':
      return `po:${customerId}:${poNumber.trim().toLowerCase()}`
    case 'month':
      return `month:${customerId}:${month}`
  }
}
