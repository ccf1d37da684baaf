import { contacts, customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { type Actor, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations/create'

let count = 0

/** An accepted order of a customer with a site and a contact who gets appointments by mail. Returns the ids a test needs. */
export function makeOrder(planner: Actor, options: { tellCustomer?: boolean; title?: string } = {}) {
  const { organizationId } = planner
  const [customerId, contactId, siteId, orderTypeId] = [newId(), newId(), newId(), newId()]
  const number = `T-${++count}-${customerId.slice(-6)}`
  return writing(planner, async (write) => {
    await write.db.insert(customers).values({
      organizationId,
      id: customerId,
      number,
      kind: 'person',
      name: `Familie Maes ${count}`,
      email: 'maes@example.com',
    })
    await write.db.insert(contacts).values({
      organizationId,
      id: contactId,
      customerId,
      name: 'An Maes',
      email: 'an@example.com',
      receives: ['appointments'],
    })
    await write.db.insert(sites).values({
      organizationId,
      id: siteId,
      customerId,
      street: 'Tiensestraat',
      houseNumber: '12',
      postalCode: '3000',
      city: 'Leuven',
    })
    await write.db.insert(orderTypes).values({
      organizationId,
      id: orderTypeId,
      name: `Onderhoud ${number}`,
      tellCustomer: options.tellCustomer ?? false,
    })
    const order = await createOrder(write, {
      customerId,
      siteId,
      orderTypeId,
      title: options.title ?? 'Onderhoud gasketel',
    })
    return { ...order, customerId, siteId, contactId, orderTypeId }
  })
}
