import type { InvoiceGrouping, WorkGrouping } from '@/lib/customers/rules'
import type { ProjectInvoicing } from '@/lib/projects/rules'
import { type DayText, dayIn, weekStart } from '@/lib/time'
import { type BillingPeriod, billingPeriod, projectGroupKey } from './project-lines'

/** The day an order's work is billed by: when it was done, else when it was released. */
export function doneOn(timeZone: string, order: { executedAt: string | null; releasedAt: string }): DayText {
  return dayIn(timeZone, order.executedAt ?? order.releasedAt)
}

/** What the one who pays wishes of orders and of projects, and the project that the order belongs to. */
export type Collecting = {
  invoiceGrouping: InvoiceGrouping
  workGrouping: WorkGrouping
  project: { id: string; invoicing: ProjectInvoicing } | null
}

/**
 * What a released order is collected by on concepts: the week or month of its project when the customer wants the orders of
 * a project on its invoice, else as its orders are grouped (groupKey). `day`: doneOn.
 */
export function orderKey(
  collecting: Collecting,
  facts: { orderId: string; customerId: string; siteId: string; poNumber: string; day: DayText },
): string {
  const { day, ...order } = facts
  const period = projectPeriod(collecting, day)
  if (period && collecting.project) return projectGroupKey(collecting.project.id, period)
  return groupKey(collecting.invoiceGrouping, { ...order, month: day.slice(0, 7) })
}

/** Whether the week or month that an order of this day is collected in still runs. */
export function isCollecting(collecting: Collecting, day: DayText, today: DayText): boolean {
  const period = projectPeriod(collecting, day)
  if (period?.kind === 'week') return weekStart(day) >= weekStart(today)
  return (period !== null || collecting.invoiceGrouping === 'month') && day.slice(0, 7) >= today.slice(0, 7)
}

/** Only weeks and months have a day by which an order falls in them; with a phase or the end of a project it waits for nobody. */
function projectPeriod({ workGrouping, project }: Collecting, day: DayText): BillingPeriod | null {
  if (workGrouping !== 'order' || !project) return null
  const period = billingPeriod(project.invoicing, day, null)
  return period.kind === 'week' || period.kind === 'month' ? period : null
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
