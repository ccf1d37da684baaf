import 'server-only'
import { and, asc, eq, inArray, isNull, max, sql } from 'drizzle-orm'
import { customers, sites } from '@/db/schema/customers'
import { signatures, workReports } from '@/db/schema/execution'
import { orderTypes } from '@/db/schema/forms'
import { orderLines, orderQuestions, orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import { approvalOfOrders } from '@/lib/approvals/queries/orders'
import type { Read } from '@/lib/auth/actor'
import { buyerWishes } from '@/lib/customers/queries'
import { failedItems } from '@/lib/execution/queries/failed'
import { type ControlFacts, flagsOf } from './rules'

/** Executed orders that wait for a check, oldest first; at most 200, with what deserves a look. Amounts without VAT. */
export async function controlQueue(read: Read) {
  const { actor, db } = read
  const rows = await db
    .select({
      id: orders.id,
      number: orders.number,
      title: orders.title,
      type: orderTypes.name,
      customer: customers.name,
      city: sites.city,
      executedAt: orders.executedAt,
      billableAmount: orders.billableAmount,
      agreedAmount: orders.agreedAmount,
      poNumber: orders.poNumber,
      poRequired: buyerWishes.poRequired,
      onHold: sql<boolean>`${orders.holdReason} <> ''`,
    })
    .from(orders)
    .innerJoin(customers, and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)))
    .innerJoin(sites, and(eq(sites.organizationId, orders.organizationId), eq(sites.id, orders.siteId)))
    .innerJoin(
      orderTypes,
      and(eq(orderTypes.organizationId, orders.organizationId), eq(orderTypes.id, orders.orderTypeId)),
    )
    .where(and(eq(orders.organizationId, actor.organizationId), eq(orders.status, 'executed')))
    .orderBy(asc(orders.executedAt), asc(orders.id))
    .limit(200)
  const facts = await controlFacts(
    read,
    rows.map((row) => row.id),
  )
  return rows.map(({ poRequired, poNumber, agreedAmount, onHold, ...row }) => ({
    ...row,
    flags: flagsOf({
      ...factsFor(facts, row.id),
      onHold,
      billableAmount: row.billableAmount,
      agreedAmount,
      poRequired,
      poNumber,
    }),
  }))
}

export type ControlRow = Awaited<ReturnType<typeof controlQueue>>[number]

/**
 * The row to open: the one asked for; for an order that left the queue (released, sent back, by whomever) the one that
 * followed it, or the last where it was the last. Undefined when the queue is empty.
 */
export async function rowToOpen(
  read: Read,
  queue: readonly ControlRow[],
  orderId: string | undefined,
): Promise<ControlRow | undefined> {
  const asked = queue.find((row) => row.id === orderId)
  if (asked || !orderId || queue.length === 0) return asked ?? queue[0]
  const [left] = await read.db
    .select({ closedAt: max(visits.closedAt) })
    .from(visits)
    .where(and(eq(visits.organizationId, read.actor.organizationId), eq(visits.orderId, orderId)))
  if (!left?.closedAt) return queue[0]
  const closedAt = Date.parse(left.closedAt)
  return queue.find(({ executedAt }) => executedAt !== null && Date.parse(executedAt) >= closedAt) ?? queue.at(-1)
}

type Counted = Pick<
  ControlFacts,
  'lines' | 'openQuestions' | 'closedVisits' | 'reports' | 'signed' | 'failed' | 'approval'
>

export function factsFor(facts: Map<string, Counted>, orderId: string): Counted {
  return (
    facts.get(orderId) ?? {
      lines: [],
      openQuestions: 0,
      closedVisits: 0,
      reports: 0,
      signed: 0,
      failed: 0,
      approval: null,
    }
  )
}

/** Lines, open questions, reports, signatures, failed items and what the customer said of these orders, in six queries. */
export async function controlFacts(read: Read, orderIds: readonly string[]): Promise<Map<string, Counted>> {
  if (orderIds.length === 0) return new Map()
  const { actor, db } = read
  const ids = [...orderIds]
  const lines = await db
    .select({
      orderId: orderLines.orderId,
      kind: orderLines.kind,
      billing: orderLines.billing,
      quantity: orderLines.quantity,
      plannedQuantity: orderLines.plannedQuantity,
      doneQuantity: orderLines.doneQuantity,
      netAmount: orderLines.netAmount,
    })
    .from(orderLines)
    .where(and(eq(orderLines.organizationId, actor.organizationId), inArray(orderLines.orderId, ids)))
  const questions = await db
    .select({ orderId: orderQuestions.orderId, count: sql<number>`count(*)`.mapWith(Number) })
    .from(orderQuestions)
    .where(
      and(
        eq(orderQuestions.organizationId, actor.organizationId),
        inArray(orderQuestions.orderId, ids),
        isNull(orderQuestions.answeredAt),
      ),
    )
    .groupBy(orderQuestions.orderId)
  const closed = await db
    .select({
      orderId: visits.orderId,
      visits: sql<number>`count(*)`.mapWith(Number),
      reports: sql<number>`count(${workReports.id})`.mapWith(Number),
      signed: sql<number>`count(*) filter (where ${isSignedAsAsked})`.mapWith(Number),
    })
    .from(visits)
    .innerJoin(orders, and(eq(orders.organizationId, visits.organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(
      orderTypes,
      and(eq(orderTypes.organizationId, visits.organizationId), eq(orderTypes.id, orders.orderTypeId)),
    )
    .leftJoin(
      workReports,
      and(eq(workReports.organizationId, visits.organizationId), eq(workReports.visitId, visits.id)),
    )
    .where(
      and(
        eq(visits.organizationId, actor.organizationId),
        inArray(visits.orderId, ids),
        inArray(visits.status, ['completed', 'partly_completed']),
      ),
    )
    .groupBy(visits.orderId)
  const approvals = await approvalOfOrders(read, ids)
  const failed = await failedItems(read, ids)
  const linesOf = Map.groupBy(lines, (line) => line.orderId)
  const questionsOf = new Map(questions.map((row) => [row.orderId, row.count]))
  const closedOf = new Map(closed.map((row) => [row.orderId, row]))
  return new Map(
    ids.map((id) => {
      const done = closedOf.get(id)
      const said = approvals.get(id)
      return [
        id,
        {
          lines: linesOf.get(id) ?? [],
          openQuestions: questionsOf.get(id) ?? 0,
          closedVisits: done?.visits ?? 0,
          reports: done?.reports ?? 0,
          signed: done?.signed ?? 0,
          failed: failed.get(id)?.length ?? 0,
          approval: said?.isAsked
            ? { accepted: said.accepted, others: said.none + said.offered + said.rejected }
            : null,
        },
      ]
    }),
  )
}

/** The order type asks nobody, the technician, or the customer; where the customer was away, the reason stands instead. */
const isSignedAsAsked = sql`${orderTypes.signatureRule} = 'none' or exists (
  select from ${signatures} where ${signatures.organizationId} = ${visits.organizationId}
  and ${signatures.visitId} = ${visits.id}
  and (${signatures.signer} = 'technician') = (${orderTypes.signatureRule} = 'technician'))`
