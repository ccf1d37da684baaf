import 'server-only'
import { and, asc, eq, isNull, type SQL } from 'drizzle-orm'
import { organizations } from '@/db/schema/auth'
import { contacts } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { contractToInherit } from '@/lib/contracts/mutations/name'
import { record } from '@/lib/history/mutations'
import { lockMyVisit } from '@/lib/hours/mutations/my-visit'
import type { CreateOrder } from '@/lib/orders/input'
import { createOrder } from '@/lib/orders/mutations/create'
import { type LockedOrder, lockOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import { documentText } from '@/lib/text'
import type { NewOrder } from '../input'
import { failedItems } from '../queries/failed'
import { followUpWords } from '../rules/follow-up'

/**
 * Makes the order that mends what failed on site: for the same customer, place, appliance, contact and contract (as far as
 * these still can be named), with what failed as its description, in the company's language. One at a time: while there is one
 * that was not cancelled, it answers that one. Refuses common.not_found, execution.nothing_failed and what createOrder says.
 */
export async function followUpFailed(
  write: Write,
  { orderId }: { orderId: string },
): Promise<{ id: string; number: string }> {
  const order = await lockOrder(write, orderId)
  const isMending = and(eq(orders.followUpOfId, order.id), eq(orders.madeOnSite, false), isNull(orders.cancelledAt))
  const made = await orderWith(write, isMending)
  if (made) return made
  const locale = await localeOf(write)
  const failed = (await failedItems(write, [order.id], locale)).get(order.id)
  if (!failed) throw new Refused('execution.nothing_failed', { params: { number: order.number } })
  const followUp = await orderAfter(
    write,
    order,
    followUpWords(order.number, failed, documentText(locale, 'execution')),
  )
  await record(write, {
    subject: ['order', order.id],
    action: 'execution.follow_up',
    params: { number: followUp.number, count: failed.length },
    customerId: order.customerId,
  })
  return followUp
}

/**
 * What is asked for on site and is no part of this work: an order of its own for the same customer, place and appliance, that
 * waits to be planned. Sent again under its id it is the one order. Refuses common.not_found and what createOrder says.
 */
export async function orderOnSite(write: Write, input: NewOrder): Promise<{ id: string; number: string }> {
  const { order } = await lockMyVisit(write, input.visitId)
  const { id, title, description, isUrgent } = input
  const earlier = await orderWith(write, eq(orders.id, id))
  if (earlier) return earlier
  const made = await orderAfter(write, order, {
    ...{ id, title, description, madeOnSite: true, priority: isUrgent ? 'urgent' : 'normal' },
  })
  await record(write, {
    ...{ subject: ['order', order.id], action: 'execution.new_order' },
    params: { number: made.number, title },
    customerId: order.customerId,
  })
  return made
}

/** For the same customer, place, appliance, contact and contract, as far as these still can be named. */
async function orderAfter(
  write: Write,
  order: LockedOrder,
  values: Pick<CreateOrder, 'id' | 'title' | 'description' | 'priority' | 'madeOnSite'>,
): Promise<{ id: string; number: string }> {
  const { customerId, siteId, assetId, orderTypeId } = order
  const contract = await contractToInherit(write, order)
  return createOrder(write, {
    ...{ customerId, siteId, assetId, orderTypeId, contractId: contract?.id ?? null },
    ...{ contactId: await contactOf(write, order), followUpOfId: order.id, ...values },
  })
}

async function orderWith({ actor, db }: Write, where: SQL | undefined) {
  const [made] = await db
    .select({ id: orders.id, number: orders.number })
    .from(orders)
    .where(and(eq(orders.organizationId, actor.organizationId), where))
    .orderBy(asc(orders.id))
    .limit(1)
  return made
}

async function localeOf({ actor, db }: Write): Promise<string> {
  const [company] = await db
    .select({ locale: organizations.locale })
    .from(organizations)
    .where(eq(organizations.id, actor.organizationId))
  return company?.locale ?? 'nl'
}

/** Who was met, unless that contact was archived. */
async function contactOf({ actor, db }: Write, { contactId }: LockedOrder): Promise<string | null> {
  if (!contactId) return null
  const [contact] = await db
    .select({ id: contacts.id })
    .from(contacts)
    .where(
      and(eq(contacts.organizationId, actor.organizationId), eq(contacts.id, contactId), isNull(contacts.archivedAt)),
    )
  return contact?.id ?? null
}
