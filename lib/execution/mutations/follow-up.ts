import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { organizations } from '@/db/schema/auth'
import { contacts } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { contractToInherit } from '@/lib/contracts/mutations/name'
import { record } from '@/lib/history/mutations'
import { createOrder } from '@/lib/orders/mutations/create'
import { type LockedOrder, lockOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import { documentText } from '@/lib/text'
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
  const made = await followUpOf(write, order.id)
  if (made) return made
  const locale = await localeOf(write)
  const failed = (await failedItems(write, [order.id], locale)).get(order.id)
  if (!failed) throw new Refused('execution.nothing_failed', { params: { number: order.number } })
  const { customerId, siteId, assetId, orderTypeId } = order
  const contract = await contractToInherit(write, order)
  const followUp = await createOrder(write, {
    ...{ customerId, siteId, assetId, orderTypeId, contractId: contract?.id ?? null },
    contactId: await contactOf(write, order),
    ...followUpWords(order.number, failed, documentText(locale, 'execution')),
    followUpOfId: order.id,
  })
  await record(write, {
    subject: ['order', order.id],
    action: 'execution.follow_up',
    params: { number: followUp.number, count: failed.length },
    customerId,
  })
  return followUp
}

async function followUpOf({ actor, db }: Write, orderId: string) {
  const [made] = await db
    .select({ id: orders.id, number: orders.number })
    .from(orders)
    .where(
      and(
        eq(orders.organizationId, actor.organizationId),
        eq(orders.followUpOfId, orderId),
        isNull(orders.cancelledAt),
      ),
    )
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
