import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { lockOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import type { OfferOrder } from '../input'
import { type OrderToOffer, ordersToOffer } from '../queries/orders'
import { projectToOffer, type Recipient, recipientOf } from '../queries/project'
import { makeRequest, offerWhenDue } from './offer'

/**
 * The button: offers what waits of a finished order to the customer now, apart from any hours. Refuses common.not_found, and
 * beside orderId approvals.order_not_finished, approvals.nothing_to_offer and approvals.no_recipient, beside templateId
 * approvals.no_template.
 */
export async function offerOrder(write: Write, input: OfferOrder): Promise<{ id: string }> {
  const order = await lockOrder(write, input.orderId)
  if (order.status !== 'executed' && order.status !== 'ready_to_invoice') throw beside('approvals.order_not_finished')
  const [found] = await ordersToOffer(write, input)
  if (!found) throw beside('approvals.nothing_to_offer')
  const to = await recipientOf(write, { project: found.order, customer: found.customer })
  if (!to) throw beside('approvals.no_recipient')
  const id = await requestFor(write, found, to, input.templateId)
  if (!id) throw beside('approvals.nothing_to_offer')
  return { id }
}

/**
 * Offers a finished order by itself where it is offered at once and does not go along with the hours of its project. Never
 * refuses; the requests made.
 */
export async function offerOrderWhenDue(write: Write, orderId: string): Promise<string[]> {
  await lockOrder(write, orderId)
  const [found] = await ordersToOffer(write, { orderId })
  if (found?.timing !== 'on_submission' || found.isHeldBack) return []
  const { projectId } = found.order
  const project = projectId ? await projectToOffer(write, projectId) : null
  if (projectId && project?.wish.isAsked) return offerWhenDue(write, projectId, found.day)
  const to = await recipientOf(write, { project: found.order, customer: found.customer })
  const id = to && (await requestFor(write, found, to))
  return id ? [id] : []
}

async function requestFor(
  write: Write,
  found: OrderToOffer,
  to: Recipient,
  templateId?: string | null,
): Promise<string | null> {
  const { customer, organization, timing, day, order } = found
  const about = {
    customer,
    organization,
    wish: { isAsked: true, timing },
    project: null,
    orderId: order.id,
    templateId,
  }
  return makeRequest(write, about, to, null, { from: day, to: day }, [], [found])
}

function beside(code: string): Refused {
  return new Refused(code, { fields: { orderId: code } })
}
