import { customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations/create'
import { instantAt } from '@/lib/time'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { demoCompany, join } from './company'

export type BoardWork = {
  customer: string
  /** A technician with a visit on the day from nine to ten, and today with one that should have begun and one behind it. */
  busy: string
  /** Has nothing to do. */
  free: string
  /** The number of the visit of the day. */
  visit: string
  /** Numbers of orders in the backlog: one longer than a day, one of an hour. */
  long: string
  short: string
}

/** Two technicians and the work of one customer, for planboard-edges.spec.ts: run beside the app with the day. */
async function makeBoardWork(day: string) {
  const company = await demoCompany('planner')
  const [customerId, siteId, orderTypeId] = [newId(), newId(), newId()]
  const unique = customerId.slice(-6)
  const [busy, free] = [`Bezet ${unique}`, `Vrij ${unique}`]
  const technician = (name: string) =>
    join(company, { email: `${name.replace(' ', '-')}@warmtebrigade.example`, name, role: 'technician' })
  const [busyId] = [await technician(busy), await technician(free)]
  const customer = `Rand ${unique}`
  const made = await writing(company.actor, async (write) => {
    const mine = { organizationId: company.actor.organizationId }
    const place = { street: 'Naamsestraat', houseNumber: '41', postalCode: '3000', city: 'Leuven' }
    await write.db.insert(orderTypes).values({ ...mine, id: orderTypeId, name: `Proef ${unique}`, tellCustomer: false })
    await write.db.insert(customers).values({
      ...{ ...mine, id: customerId, number: customerId, kind: 'person', name: customer, ...place },
      email: 'proef@example.com',
    })
    await write.db
      .insert(sites)
      .values({ ...mine, id: siteId, customerId, ...place, longitude: 4.7005, latitude: 50.8779 })
    const order = (durationMinutes: number) =>
      createOrder(write, { customerId, siteId, orderTypeId, title: 'Onderhoud gasketel', durationMinutes })
    const planned = async (startAt: string, endAt: string, tell: boolean) => {
      const { id: orderId, number } = await order(60)
      await assignOrder(write, { orderId, memberIds: [busyId], startAt, endAt, tell })
      return number
    }
    const clock = (time: string) => instantAt(company.timeZone, day, time)
    const inMinutes = (minutes: number) => write.now.add({ minutes }).toString()
    await planned(inMinutes(-30), inMinutes(30), false)
    await planned(inMinutes(30), inMinutes(90), true)
    return {
      visit: await planned(clock('09:00'), clock('10:00'), false),
      long: (await order(1200)).number,
      short: (await order(60)).number,
    }
  })
  process.stdout.write(`${JSON.stringify({ customer, busy, free, ...made } satisfies BoardWork)}\n`)
  process.exit(0)
}

void makeBoardWork(process.argv[2] ?? '')
