import 'server-only'
import { and, eq } from 'drizzle-orm'
import { assets } from '@/db/schema/assets'
import { contacts, customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { contractToName } from '@/lib/contracts/mutations/name'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import { bookOnProject } from '@/lib/projects/mutations/book'
import { Refused } from '@/lib/refused'
import { searchable } from '@/lib/search'
import type { EditOrder } from '../input'
import { agreementRefusal, placeRefusal } from '../rules'
import { lockOrderFor } from './facts'
import { refuseStranger } from './member'

/**
 * Changes what an order says. Refuses common.stale (with `current`), orders.wrong_status, orders.cancelled,
 * orders.no_site, orders.no_type, orders.no_member and what placeRefusal, agreementRefusal, bookOnProject and contractToName say.
 */
export async function editOrder(write: Write, input: EditOrder): Promise<{ version: number }> {
  const { id, version, ...given } = input
  // Who takes the quote or contract away takes its number along.
  const wanted = given.agreedBasis === null ? { agreedReference: '', ...given } : given
  const order = await lockOrderFor(write, id, 'edit')
  const changes = changesBetween(order, wanted)
  if (changes.length === 0) return { version: order.version }
  if (order.version !== version) throw new Refused('common.stale', { current: order })
  const next = { ...order, ...wanted }
  const lacks = agreementRefusal(next)
  if (lacks) throw new Refused(lacks.code, { fields: { [lacks.field]: lacks.code } })
  const about = await checkPlace(write, next, order)
  if (wanted.projectId && wanted.projectId !== order.projectId)
    await bookOnProject(write, { projectId: wanted.projectId, customerId: order.customerId })
  if (wanted.contractId && wanted.contractId !== order.contractId)
    await contractToName(write, { contractId: wanted.contractId, customerId: order.customerId })
  if (wanted.preferredMemberId && wanted.preferredMemberId !== order.preferredMemberId)
    await refuseStranger(write, wanted.preferredMemberId, 'preferredMemberId')
  await write.db
    .update(orders)
    .set({
      ...wanted,
      version: version + 1,
      searchText: searchable(next.number, next.title, about.customerName, about.street, about.city, next.poNumber),
    })
    .where(and(eq(orders.organizationId, write.actor.organizationId), eq(orders.id, id)))
  await record(write, { subject: ['order', id], action: 'orders.edit', changes, customerId: order.customerId })
  await announce(write, 'order', id, version + 1)
  return { version: version + 1 }
}

async function checkPlace(
  write: Write,
  order: { customerId: string; siteId: string; contactId: string | null; assetId: string | null; orderTypeId: string },
  before: typeof order,
) {
  const { organizationId } = write.actor
  const [found] = await write.db
    .select({
      customerName: customers.name,
      street: sites.street,
      city: sites.city,
      siteId: sites.id,
      contactId: contacts.id,
      contactArchivedAt: contacts.archivedAt,
      assetId: assets.id,
      assetSiteId: assets.siteId,
      assetRetiredAt: assets.retiredAt,
      typeId: orderTypes.id,
    })
    .from(customers)
    .leftJoin(
      sites,
      and(eq(sites.organizationId, organizationId), eq(sites.id, order.siteId), eq(sites.customerId, customers.id)),
    )
    .leftJoin(
      contacts,
      and(
        eq(contacts.organizationId, organizationId),
        eq(contacts.id, order.contactId ?? order.customerId),
        eq(contacts.customerId, customers.id),
      ),
    )
    .leftJoin(
      assets,
      and(
        eq(assets.organizationId, organizationId),
        eq(assets.id, order.assetId ?? order.customerId),
        eq(assets.customerId, customers.id),
      ),
    )
    .leftJoin(orderTypes, and(eq(orderTypes.organizationId, organizationId), eq(orderTypes.id, order.orderTypeId)))
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, order.customerId)))
  if (!found?.siteId) throw new Refused('orders.no_site', { fields: { siteId: 'orders.no_site' } })
  const refusal = placeRefusal(order, found, before)
  if (refusal) throw new Refused(refusal.code, { fields: { [refusal.field]: refusal.code } })
  if (!found.typeId) throw new Refused('orders.no_type', { fields: { orderTypeId: 'orders.no_type' } })
  return found
}
