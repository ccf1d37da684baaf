import { sql } from 'drizzle-orm'
import { type Actor, reading } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import type { Finalized } from '@/lib/invoices/mutations/finalize'
import { addMinutes, dayIn, Temporal } from '@/lib/time'
import { type client, patiently } from './kill-client'
import { closing, conceptOf, now, picture, type Shop } from './walk'

type Ask = ReturnType<typeof client>
const address = { street: 'Tiensestraat', houseNumber: '12', postalCode: '3000', city: 'Leuven', country: 'BE' }
let day = 0

/** One order from the customer's request to the paid invoice. */
export async function walkOrder(shop: Shop, technician: Actor, ask: Ask): Promise<void> {
  const { admin, planner, administration } = shop.actors
  const [requestId, orderId, visitId, fileId] = [newId(), newId(), newId(), newId()]
  const customer: Actor = { ...admin, kind: 'customer', id: newId(), name: '', roles: [] }
  await ask('requests.submit', customer, {
    id: requestId,
    asked: {
      orderTypeId: shop.orderTypeId,
      description: 'Lek',
      name: 'An',
      company: '',
      vatNumber: '',
      email: shop.email,
      phone: '016 12 34 56',
      ...address,
      locale: 'nl',
    },
    formTemplateId: null,
    answers: {},
    files: [],
    mayMail: true,
  })
  const accept = {
    id: requestId,
    orderId,
    orderTypeId: shop.orderTypeId,
    title: 'Lek',
    priority: 'normal',
    dueOn: null,
  }
  await ask('requests.accept', planner, {
    ...accept,
    customerId: shop.customerId,
    newCustomer: null,
    siteId: shop.siteId,
  })
  const startAt = Temporal.Now.instant()
    .add({ hours: 24 + 2 * ++day })
    .toString()
  await ask('visits.assign', planner, {
    id: visitId,
    orderId,
    memberIds: [technician.id],
    startAt,
    endAt: addMinutes(startAt, 60),
  })
  for (const step of ['travel', 'arrive'])
    await ask('execution.takeStep', technician, { id: newId(), visitId, step, at: now() })
  await ask('execution.answer', technician, { id: newId(), visitId, fieldId: 'cause', value: 'Roest', at: now() })
  const file = { id: fileId, visitId, kind: 'signature', fieldId: '', takenAt: now() }
  await ask('field.file', technician, { file, base64: (await picture()).toString('base64') })
  await ask('execution.close', technician, closing(visitId, fileId))
  // A minute of work costs nothing: the office adds what there is to bill by a line of its own.
  await ask('orders.addLine', admin, {
    id: newId(),
    orderId,
    kind: 'material',
    description: 'Kraan',
    quantity: '1',
    unitPrice: '62',
    vatRate: '21',
  })
  await ask('control.release', administration, { orderId })
  const invoiceId = await patiently(() => conceptOf(shop, orderId))
  const final = await ask<Finalized>('invoices.finalize', administration, {
    id: invoiceId,
    version: await patiently(() => versionOf(admin, invoiceId)),
  })
  const payment = {
    id: newId(),
    invoiceId: final.id,
    amount: '10',
    paidOn: dayIn('Europe/Brussels', Temporal.Now.instant()),
  }
  await ask('payments.register', administration, { ...payment, method: 'transfer', reference: '', acceptsMore: false })
}

function versionOf(actor: Actor, invoiceId: string): Promise<number> {
  return reading(actor, async ({ db }) => {
    const [found] = await db.execute<{ version: number }>(sql`select version from invoices where id = ${invoiceId}`)
    return found?.version ?? 1
  })
}
