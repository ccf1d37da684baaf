import 'server-only'
import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import { customers, sites } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import type { Read } from '@/lib/auth/actor'
import { addDays, type DayText } from '@/lib/time'
import { type OrderFilters, type OrderRow, type OrderStatus, openStatuses, ordersPerPage } from '../rules'
import { matchingIds } from './matching'

const countedAtMost = 1000

/**
 * Orders, newest first, 100 at a time; `before` is the id of the last one seen. `today` is the company's calendar day.
 * Each status is read from its own end of the index, so that what it costs doesn't grow with the archive.
 */
export async function listOrders(
  read: Read,
  filters: OrderFilters,
  today: DayText,
  before?: string,
): Promise<{ rows: OrderRow[]; more: boolean }> {
  const matching = await matchingIds(read, filters.query)
  const ids = pageOfIds(read, filters, matching, today, before, ordersPerPage + 1)
  const found = await read.db
    .select({
      id: orders.id,
      number: orders.number,
      status: orders.status,
      typeId: orders.orderTypeId,
      title: orders.title,
      customerId: orders.customerId,
      customer: customers.name,
      city: sites.city,
      dueOn: orders.dueOn,
      priority: orders.priority,
      holdReason: orders.holdReason,
      firstVisitAt: orders.firstVisitAt,
      members: sql<string[]>`array(select distinct a.member_id::text from visits v
        join agenda_entries a on a.organization_id = v.organization_id and a.visit_id = v.id
        where v.organization_id = ${orders.organizationId} and v.order_id = ${orders.id} and v.status <> 'cancelled')`,
      unbilled: orders.unbilledAmount,
      billable: orders.billableAmount,
      executedAt: orders.executedAt,
    })
    .from(orders)
    .innerJoin(customers, and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)))
    .innerJoin(sites, and(eq(sites.organizationId, orders.organizationId), eq(sites.id, orders.siteId)))
    .where(and(eq(orders.organizationId, read.actor.organizationId), sql`${orders.id} = any(array(${ids}))`))
    .orderBy(desc(orders.id))
  const rows = found
    .slice(0, ordersPerPage)
    .map(
      (row): OrderRow => [
        row.id,
        row.number,
        row.status,
        row.typeId,
        row.title,
        row.customerId,
        row.customer,
        row.city,
        row.dueOn,
        row.priority,
        row.holdReason,
        row.firstVisitAt,
        row.members,
        row.unbilled,
        row.billable,
        row.executedAt,
      ],
    )
  return { rows, more: found.length > ordersPerPage }
}

/** How many orders pass the filters and what is unbilled of them; counted up to 1000, then `isMore`. */
export async function orderTotals(read: Read, filters: OrderFilters, today: DayText) {
  const matching = await matchingIds(read, filters.query)
  const ids = pageOfIds(read, filters, matching, today, undefined, countedAtMost + 1)
  const [row] = await read.db.execute<{ count: number; unbilled: string }>(sql`
    select count(*)::int as count, coalesce(sum(o.unbilled_amount), 0)::text as unbilled from orders o
    where o.organization_id = ${read.actor.organizationId} and o.id = any(array(${ids}))`)
  const count = row?.count ?? 0
  return { count: Math.min(count, countedAtMost), isMore: count > countedAtMost, unbilled: row?.unbilled ?? '0' }
}

function pageOfIds(
  read: Read,
  filters: OrderFilters,
  matching: string[] | null,
  today: DayText,
  before: string | undefined,
  limit: number,
): SQL {
  const { organizationId } = read.actor
  const conditions = [sql`o.organization_id = ${organizationId}`]
  const add = (condition: SQL) => conditions.push(condition)
  if (before) add(sql`o.id < ${before}`)
  if (filters.types.length > 0) add(sql`o.order_type_id = any(${sql.param(filters.types)}::uuid[])`)
  if (filters.customerId) add(sql`o.customer_id = ${filters.customerId}`)
  if (filters.assetId) add(sql`o.asset_id = ${filters.assetId}`)
  if (filters.projectId) add(sql`o.project_id = ${filters.projectId}`)
  if (filters.contractId) add(sql`o.contract_id = ${filters.contractId}`)
  if (filters.siteId) add(sql`o.site_id = ${filters.siteId}`)
  if (filters.priorities.length > 0) add(sql`o.priority = any(${sql.param(filters.priorities)}::text[])`)
  if (filters.onHold) add(sql`o.hold_reason <> ''`)
  if (filters.members.length > 0)
    add(sql`exists (select from visits v
      join agenda_entries a on a.organization_id = v.organization_id and a.visit_id = v.id
      where v.organization_id = o.organization_id and v.order_id = o.id and a.member_id = any(${sql.param(filters.members)}::uuid[]))`)
  if (filters.due === 'late') add(sql`o.due_on < ${today}`)
  if (filters.due === 'today') add(sql`o.due_on = ${today}`)
  if (filters.due === 'week') add(sql`o.due_on >= ${today} and o.due_on < ${addDays(today, 7)}`)
  if (matching) add(sql`o.id = any(${sql.param(matching)}::uuid[])`)
  const statuses: readonly OrderStatus[] =
    filters.statuses.length > 0 ? filters.statuses : filters.due || filters.onHold ? openStatuses : []
  const where = sql.join(conditions, sql` and `)
  if (statuses.length === 0) return sql`select o.id from orders o where ${where} order by o.id desc limit ${limit}`
  return sql`select p.id from unnest(${sql.param([...statuses])}::text[]) as s(status) cross join lateral (
    select o.id from orders o where ${where} and o.status = s.status order by o.id desc limit ${limit}) p
    order by p.id desc limit ${limit}`
}
