import 'server-only'
import { and, asc, desc, eq, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import type { Read } from '@/lib/auth/actor'
import { likeWords } from '@/lib/search'
import type { BacklogQuery } from '../input'
import type { BacklogData } from '../rules'
import { type BacklogCounts, type DueChoice, dueChoices, dues, holds, postcodeDigits } from '../rules/backlog'
import { kilometresFrom, nearBy } from './near'

const mostBacklog = 200
/** More regions than a list of them is good for. */
const mostPostcodes = 100

type FilterName = 'type' | 'priority' | 'postcode' | 'due' | 'hold'

/** Orders that still need a (further) visit, filtered and sorted, the first 200, with how many there are. */
export async function backlogData(read: Read, query: BacklogQuery): Promise<BacklogData> {
  const organizationId = read.actor.organizationId
  const condition = backlogCondition(read, query)
  const byDue = sql`${orders.dueOn} asc nulls last`
  const byPriority = sql`array_position(array['urgent', 'high', 'normal', 'low'], ${orders.priority})`
  const isNear = query.sort === 'nearest' && query.near !== undefined
  const sorted = {
    due: [byDue, byPriority, asc(orders.id)],
    priority: [byPriority, byDue, asc(orders.id)],
    newest: [desc(orders.id)],
    nearest: isNear ? [nearBy, byDue, asc(orders.id)] : [byDue, byPriority, asc(orders.id)],
  }[query.sort]
  const found = read.db
    .select({
      id: orders.id,
      number: orders.number,
      title: orders.title,
      type: orderTypes.name,
      customer: customers.name,
      city: sites.city,
      priority: orders.priority,
      dueOn: orders.dueOn,
      earliestOn: orders.earliestOn,
      durationMinutes: orders.durationMinutes,
      remainingWork: orders.remainingWork,
      holdReason: orders.holdReason,
      longitude: sites.longitude,
      latitude: sites.latitude,
      calledOff: calledOff(read),
      km: isNear ? sql<number | null>`way.km` : sql<null>`null`,
    })
    .from(orders)
    .innerJoin(orderTypes, and(eq(orderTypes.organizationId, organizationId), eq(orderTypes.id, orders.orderTypeId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .innerJoin(sites, siteOf(read))
    .$dynamic()
  const measured = isNear ? found.innerJoin(kilometresFrom(read, query), sql`true`) : found
  const rows = await measured
    .where(condition)
    .orderBy(...sorted)
    .limit(mostBacklog)
  const [counted] =
    rows.length < mostBacklog
      ? [{ total: rows.length }]
      : await read.db
          .select({ total: sql<number>`count(*)::int` })
          .from(orders)
          .innerJoin(sites, siteOf(read))
          .where(condition)
  return {
    total: counted?.total ?? rows.length,
    orders: rows.map((row) => [
      row.id,
      row.number,
      row.title,
      row.type,
      row.customer,
      row.city,
      row.priority,
      row.dueOn,
      row.durationMinutes,
      row.remainingWork,
      row.holdReason ? 1 : 0,
      row.km,
      row.longitude === null || row.latitude === null ? null : [row.longitude, row.latitude],
      row.earliestOn,
      row.calledOff,
    ]),
  }
}

/** Of an order whose last visit was called off with a reason: that reason, and whether the customer gave it. */
function calledOff(read: Read) {
  return sql<[reason: string, byCustomer: boolean] | null>`(
    select case when v.status = 'cancelled' and v.cancel_reason <> ''
      then json_build_array(v.cancel_reason, v.customer_answer is not distinct from 'cancelled') end
    from visits v where v.organization_id = ${read.actor.organizationId} and v.order_id = ${orders.id}
    order by v.closed_at desc nulls first, v.id desc limit 1)`
}

/** What each choice of each filter of the backlog would leave of it. */
export async function backlogCounts(read: Read, query: BacklogQuery): Promise<BacklogCounts> {
  const count = sql<number>`count(*)::int`
  const without = (name: FilterName) => backlogCondition(read, query, name)
  const prefix = sql<string>`left(${sites.postalCode}, ${sql.raw(String(postcodeDigits))})`
  const [types, priorities, postcodes, [byDue], [byHold]] = await Promise.all([
    read.db
      .select({ id: orders.orderTypeId, count })
      .from(orders)
      .innerJoin(sites, siteOf(read))
      .where(without('type'))
      .groupBy(orders.orderTypeId),
    read.db
      .select({ priority: orders.priority, count })
      .from(orders)
      .innerJoin(sites, siteOf(read))
      .where(without('priority'))
      .groupBy(orders.priority),
    read.db
      .select({ prefix, city: sql<string>`mode() within group (order by ${sites.city})`, count })
      .from(orders)
      .innerJoin(sites, siteOf(read))
      .where(and(without('postcode'), ne(sites.postalCode, '')))
      .groupBy(prefix)
      .orderBy(prefix)
      .limit(mostPostcodes),
    read.db
      .select(Object.fromEntries(dues.map((due) => [due, countOf(dueBy(read, due))])))
      .from(orders)
      .innerJoin(sites, siteOf(read))
      .where(without('due')),
    read.db
      .select({ yes: countOf(ne(orders.holdReason, '')), no: countOf(eq(orders.holdReason, '')) })
      .from(orders)
      .innerJoin(sites, siteOf(read))
      .where(without('hold')),
  ])
  return {
    types: types.map((row) => [row.id, row.count]),
    priorities: priorities.map((row) => [row.priority, row.count]),
    postcodes: postcodes.map((row) => [row.prefix, row.city, row.count]),
    dues: dues.map((due) => [due, Number(byDue?.[due] ?? 0)]),
    holds: holds.map((hold) => [hold, byHold?.[hold] ?? 0]),
  }
}

function countOf(condition: SQL | undefined) {
  return sql<number>`(count(*) filter (where ${condition}))::int`
}

function siteOf(read: Read) {
  return and(eq(sites.organizationId, read.actor.organizationId), eq(sites.id, orders.siteId))
}

/** Due at the latest then, by the company's own calendar. */
function dueBy({ actor }: Read, due: DueChoice): SQL {
  return sql`${orders.dueOn} <= (select (now() at time zone time_zone)::date + ${dueChoices[due]}::int
    from organizations where id = ${actor.organizationId})`
}

/** The orders of the backlog (with their `sites`) that pass the filters, but for one of them that is being counted. */
export function backlogCondition(
  read: Read,
  query: Pick<BacklogQuery, 'order' | 'q' | FilterName>,
  except?: FilterName,
): SQL | undefined {
  const asked = except ? { ...query, [except]: undefined } : query
  return and(
    eq(orders.organizationId, read.actor.organizationId),
    asked.order ? eq(orders.id, asked.order) : eq(orders.visitState, 'needs_visit'),
    isNull(orders.cancelledAt),
    isNotNull(orders.acceptedAt),
    isNull(orders.releasedAt),
    asked.type ? eq(orders.orderTypeId, asked.type) : undefined,
    asked.priority ? eq(orders.priority, asked.priority) : undefined,
    asked.postcode ? sql`starts_with(${sites.postalCode}, ${asked.postcode})` : undefined,
    asked.due ? dueBy(read, asked.due) : undefined,
    asked.hold ? (asked.hold === 'yes' ? ne(orders.holdReason, '') : eq(orders.holdReason, '')) : undefined,
    ...likeWords(asked.q ?? '').map((word) => sql`${orders.searchText} like ${word}`),
  )
}

/** The order types a planner can filter the backlog by. */
export function backlogTypes(read: Read): Promise<{ id: string; name: string }[]> {
  return read.db
    .select({ id: orderTypes.id, name: orderTypes.name })
    .from(orderTypes)
    .where(and(eq(orderTypes.organizationId, read.actor.organizationId), eq(orderTypes.active, true)))
    .orderBy(asc(orderTypes.position), asc(orderTypes.name))
    .limit(100)
}
