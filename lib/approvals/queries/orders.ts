import 'server-only'
import { and, asc, between, eq, inArray, isNotNull, ne, type SQL, sql } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { customers } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { expenses } from '@/db/schema/hours'
import { orderLines, orders } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import { visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { approvalWishOf } from '@/lib/hours/rules/approval'
import type { Period } from '@/lib/hours/rules/week'
import { lineBillings } from '@/lib/orders/rules'
import { type ApprovalLineFacts, approvalLimits } from '../rules'
import { filesOfVisits } from './lines'

/** The order type asks for approval, or leaves it to a customer who does. For a query with order_types and customers. */
export const asksForOrder = sql<boolean>`(${orderTypes.approval} = 'yes' or (${orderTypes.approval} = 'default' and ${customers.approval} = 'yes'))`

/**
 * The same of order `o` in a query without those tables, unless it is invoiced anyway: the few types are looked up once, its
 * customer only where its type leaves it open.
 */
export function isOrderAsked(organizationId: string): SQL {
  const types = (approval: string) =>
    sql`array(select t.id from order_types t where t.organization_id = ${organizationId} and t.approval = ${approval})`
  return sql`(o.approval_waiver = '' and (o.order_type_id = any(${types('yes')}) or (o.order_type_id = any(${types('default')})
    and (select c.approval from customers c where c.organization_id = ${organizationId} and c.id = o.customer_id) = 'yes')))`
}

/** Lines of orders in `table` that were taken back or expired when the customer last had them. */
function isLineHeldBack(table: SQL): SQL<boolean> {
  return sql<boolean>`coalesce((select a.answer is null and r.status in ('expired', 'withdrawn') from approval_lines a
    join approval_requests r on r.organization_id = a.organization_id and r.id = a.request_id
    where a.organization_id = ${table}.organization_id and a.order_line_id = ${table}.id
    order by a.request_id desc limit 1), false)`
}

export type OrderToOffer = Awaited<ReturnType<typeof ordersToOffer>>[number]

/**
 * Finished orders that the customer is asked about, one or those of a project in a period, with the lines that wait to be
 * offered: billable, not billed, never offered or mended since. `isHeldBack`: one of them was withdrawn or expired, so that
 * a person decides whether it goes again. Orders that are invoiced anyway are not among them.
 */
export async function ordersToOffer(read: Read, which: { orderId: string } | { projectId: string; period: Period }) {
  const organization = await organizationOf(read)
  const day = sql<string>`(${orders.executedAt} at time zone ${organization.timeZone})::date::text`
  const found = await finished(
    read,
    'orderId' in which
      ? eq(orders.id, which.orderId)
      : and(
          eq(orders.projectId, which.projectId),
          between(
            sql`(${orders.executedAt} at time zone ${organization.timeZone})::date`,
            which.period.from,
            which.period.to,
          ),
        ),
    day,
  )
  const lines = await waitingLines(
    read,
    found.map(({ order }) => order.id),
  )
  const linesOf = Map.groupBy(lines, (line) => line.orderId)
  return found.flatMap(({ order, customer, projectTiming, typeApproval, day }) => {
    const own = linesOf.get(order.id) ?? []
    if (own.length === 0) return []
    const { timing } = approvalWishOf(
      { approval: typeApproval, timing: projectTiming ?? 'default' },
      { approval: customer.approval, timing: customer.approvalTiming },
      { approval: 'no', timing: organization.settings.approvalTiming },
    )
    return [{ order, customer, organization, timing, day, lines: own, isHeldBack: own.some((line) => line.isHeldBack) }]
  })
}

function finished(read: Read, which: SQL | undefined, day: SQL<string>) {
  return read.db
    .select({
      order: {
        id: orders.id,
        number: orders.number,
        title: orders.title,
        projectId: orders.projectId,
        contactId: orders.contactId,
      },
      customer: customers,
      projectTiming: projects.approvalTiming,
      typeApproval: orderTypes.approval,
      day,
    })
    .from(orders)
    .innerJoin(
      orderTypes,
      and(eq(orderTypes.organizationId, orders.organizationId), eq(orderTypes.id, orders.orderTypeId)),
    )
    .innerJoin(customers, and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)))
    .leftJoin(projects, and(eq(projects.organizationId, orders.organizationId), eq(projects.id, orders.projectId)))
    .where(
      and(
        eq(orders.organizationId, read.actor.organizationId),
        inArray(orders.status, ['executed', 'ready_to_invoice']),
        isNotNull(orders.executedAt),
        eq(orders.approvalWaiver, ''),
        asksForOrder,
        which,
      ),
    )
    .orderBy(asc(orders.id))
    .limit(200)
}

function waitingLines(read: Read, orderIds: readonly string[]) {
  if (orderIds.length === 0) return Promise.resolve([])
  return read.db
    .select({
      id: orderLines.id,
      orderId: orderLines.orderId,
      kind: orderLines.kind,
      description: orderLines.description,
      quantity: orderLines.quantity,
      unit: orderLines.unit,
      netAmount: orderLines.netAmount,
      source: orderLines.source,
      sourceId: orderLines.sourceId,
      version: orderLines.version,
      isHeldBack: isLineHeldBack(sql`order_lines`),
      previousId: sql<string | null>`(select l.request_id from approval_lines l
        where l.organization_id = order_lines.organization_id and l.order_line_id = order_lines.id and l.answer = 'rejected'
        order by l.request_id desc limit 1)`,
    })
    .from(orderLines)
    .where(
      and(
        eq(orderLines.organizationId, read.actor.organizationId),
        isOneOf(orderLines.orderId, orderIds),
        ne(orderLines.kind, 'text'),
        inArray(
          orderLines.billing,
          lineBillings.filter((one) => one === 'included' || one === 'extra'),
        ),
        eq(orderLines.approval, 'none'),
        eq(orderLines.invoiceState, 'open'),
        ne(orderLines.quantity, '0'),
      ),
    )
    .orderBy(asc(orderLines.orderId), asc(orderLines.position), asc(orderLines.id))
    .limit(approvalLimits.lines)
}

/**
 * What the customer sees of an order's lines, as it is now: reports and photos with the first that is no expense, receipts
 * with theirs.
 */
export async function factsOfOrder(read: Read, { order, day, lines }: OrderToOffer): Promise<ApprovalLineFacts[]> {
  const { organizationId } = read.actor
  const closed = await read.db
    .select({ id: visits.id })
    .from(visits)
    .where(and(eq(visits.organizationId, organizationId), eq(visits.orderId, order.id), isNotNull(visits.closedAt)))
    .orderBy(asc(visits.id))
    .limit(50)
  const [papers, receipts] = await Promise.all([
    filesOfVisits(
      read,
      closed.map(({ id }) => id),
    ),
    read.db
      .select({ id: expenses.id, fileId: expenses.receiptFileId })
      .from(expenses)
      .where(
        and(
          eq(expenses.organizationId, organizationId),
          isOneOf(
            expenses.id,
            lines.flatMap((line) => (line.source === 'expense' && line.sourceId ? [line.sourceId] : [])),
          ),
        ),
      ),
  ])
  const receiptOf = new Map(receipts.map(({ id, fileId }) => [id, fileId]))
  const first = Math.max(
    0,
    lines.findIndex((line) => line.kind !== 'expense'),
  )
  return lines.map((line, index) => {
    const receipt = receiptOf.get(line.sourceId ?? '') ?? null
    const isPriced = line.kind === 'expense' || line.kind === 'fixed'
    return {
      kind: 'order',
      day,
      member: '',
      phase: '',
      notes: line.description,
      fileIds: [
        ...(receipt ? [receipt] : []),
        ...(index === first ? papers.slice(0, 24).map(({ fileId }) => fileId) : []),
      ],
      order: order.number,
      title: order.title,
      lineKind: line.kind,
      quantity: line.quantity,
      unit: line.unit,
      amount: isPriced ? line.netAmount : null,
    }
  })
}

/** Of these orders whether the customer is asked, and how many of its billable lines stand where. */
export async function approvalOfOrders(read: Read, orderIds: readonly string[]) {
  if (orderIds.length === 0) return new Map<string, OrderApproval>()
  const count = (which: SQL) => sql<number>`count(${orderLines.id}) filter (where ${which})::int`
  const rows = await read.db
    .select({
      id: orders.id,
      isAsked: asksForOrder,
      waiver: orders.approvalWaiver,
      none: count(sql`${orderLines.approval} = 'none'`),
      offered: count(sql`${orderLines.approval} = 'offered'`),
      accepted: count(sql`${orderLines.approval} = 'accepted'`),
      rejected: count(sql`${orderLines.approval} = 'rejected'`),
    })
    .from(orders)
    .innerJoin(
      orderTypes,
      and(eq(orderTypes.organizationId, orders.organizationId), eq(orderTypes.id, orders.orderTypeId)),
    )
    .innerJoin(customers, and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)))
    .leftJoin(
      orderLines,
      and(
        eq(orderLines.organizationId, orders.organizationId),
        eq(orderLines.orderId, orders.id),
        ne(orderLines.kind, 'text'),
        inArray(orderLines.billing, ['included', 'extra']),
        ne(orderLines.quantity, '0'),
        ne(orderLines.invoiceState, 'written_off'),
      ),
    )
    .where(and(eq(orders.organizationId, read.actor.organizationId), isOneOf(orders.id, orderIds)))
    .groupBy(orders.id, orders.approvalWaiver, orderTypes.approval, customers.approval)
  return new Map(rows.map(({ id, ...one }) => [id, { ...one, isAsked: one.isAsked && one.waiver === '' }]))
}
export type OrderApproval = {
  /** The customer is asked, and nobody decided to invoice it anyway. */
  isAsked: boolean
  waiver: string
  none: number
  offered: number
  accepted: number
  rejected: number
}

/** Finished orders that are offered at once and were not, the oldest first; at most 5,000. */
export async function ordersDue(read: Read): Promise<string[]> {
  const { approvalTiming } = (await organizationOf(read)).settings
  const rows = await read.db
    .select({ id: orders.id })
    .from(orders)
    .innerJoin(
      orderTypes,
      and(eq(orderTypes.organizationId, orders.organizationId), eq(orderTypes.id, orders.orderTypeId)),
    )
    .innerJoin(customers, and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)))
    .leftJoin(projects, and(eq(projects.organizationId, orders.organizationId), eq(projects.id, orders.projectId)))
    .where(
      and(
        eq(orders.organizationId, read.actor.organizationId),
        inArray(orders.status, ['executed', 'ready_to_invoice']),
        isNotNull(orders.executedAt),
        eq(orders.approvalWaiver, ''),
        asksForOrder,
        sql`coalesce(nullif(${projects.approvalTiming}, 'default'), nullif(${customers.approvalTiming}, 'default'), ${approvalTiming}) = 'on_submission'`,
        sql`exists (select from order_lines l where l.organization_id = ${orders.organizationId} and l.order_id = ${orders.id}
          and l.kind <> 'text' and l.billing in ('included', 'extra') and l.approval = 'none' and l.invoice_state = 'open'
          and l.quantity <> 0 and not ${isLineHeldBack(sql`l`)})`,
      ),
    )
    .orderBy(asc(orders.executedAt), asc(orders.id))
    .limit(5000)
  return rows.map(({ id }) => id)
}
