import { customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { type Actor, type Write, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { billOrder } from '@/lib/invoices/mutations/bill'
import type { NewLine } from '@/lib/orders/input'
import { createOrder } from '@/lib/orders/mutations/create'
import { releaseOrder } from '@/lib/orders/mutations/decide'

type Customer = Partial<typeof customers.$inferInsert>

let count = 0

/** A customer with an address, a site and an order type: what an order to be billed needs. */
export function makeBuyer(actor: Actor, customer: Customer = {}) {
  const { organizationId } = actor
  const [customerId, siteId, orderTypeId] = [newId(), newId(), newId()]
  const address = { street: 'Tiensestraat', houseNumber: '12', postalCode: '3000', city: 'Leuven' }
  const mark = `${++count}-${customerId.slice(-6)}`
  return writing(actor, async (write) => {
    await write.db.insert(customers).values({
      organizationId,
      id: customerId,
      number: `K-${mark}`,
      kind: 'company',
      name: `Bouwbedrijf Claes ${count}`,
      vatNumber: 'BE0403170701',
      email: 'facturen@claes.example',
      ...address,
      ...customer,
    })
    await write.db.insert(sites).values({ organizationId, id: siteId, customerId, ...address })
    await write.db.insert(orderTypes).values({ organizationId, id: orderTypeId, name: `Herstelling ${mark}` })
    return { customerId, siteId, orderTypeId }
  })
}

export type Buyer = Awaited<ReturnType<typeof makeBuyer>>

const twoLines: NewLine[] = [
  { kind: 'labour', description: 'Arbeid', unit: 'u', quantity: '2.5', unitPrice: '62', vatRate: '21' },
  { kind: 'material', description: 'Kraan', quantity: '3', unitPrice: '12.345', vatRate: '6' },
]

/** A released order with two lines (€ 155,00 at 21 % and € 37,04 at 6 %), or the lines that are given. */
export async function releasedOrder(
  write: Write,
  buyer: Buyer,
  options: { lines?: NewLine[]; poNumber?: string; siteId?: string; title?: string } = {},
): Promise<string> {
  const { id } = await createOrder(write, {
    customerId: buyer.customerId,
    siteId: options.siteId ?? buyer.siteId,
    orderTypeId: buyer.orderTypeId,
    title: options.title ?? 'Lek in stookplaats',
    poNumber: options.poNumber,
    lines: options.lines ?? twoLines,
  })
  await releaseOrder(write, id)
  return id
}

/** The concept of one released order of its own customer. */
export async function makeConcept(
  actor: Actor,
  options: { customer?: Customer; lines?: NewLine[]; poNumber?: string } = {},
) {
  const buyer = await makeBuyer(actor, options.customer)
  return writing(actor, async (write) => {
    const orderId = await releasedOrder(write, buyer, options)
    const invoiceId = await billOrder(write, orderId)
    if (!invoiceId) throw new Error('nothing to bill')
    return { ...buyer, orderId, invoiceId }
  })
}
