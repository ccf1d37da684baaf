import { and, eq, gte, lt, ne } from 'drizzle-orm'
import { orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import { writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { editOrder } from '@/lib/orders/mutations/edit'
import { Refused } from '@/lib/refused'
import { addDays, type DayText, instantAt } from '@/lib/time'
import { chooseInput, saveVehicleInput } from '@/lib/vehicles/input'
import { chooseVehicle } from '@/lib/vehicles/mutations/choose'
import { saveVehicle } from '@/lib/vehicles/mutations/vehicles'
import type { DemoCompany } from './demo-company'

const kinds = [
  { name: 'Transit', capacityKg: '900', capacityM3: '6', seats: 3 },
  { name: 'Caddy', capacityKg: '600', capacityM3: '3.1', seats: 2 },
  { name: 'Vivaro', capacityKg: '950', capacityM3: '5.3', seats: 3 },
]
const loads = [
  { loadKg: '45', loadM3: '0.2' },
  { loadKg: '120', loadM3: '0.9' },
  { loadKg: '18.5', loadM3: '0.1' },
  { loadKg: '560', loadM3: '2.4' },
]

/** A van for everybody but the last, a spare one, what must come along this week, and somebody in another van tomorrow. */
export async function buyVehicles(company: DemoCompany, today: DayText): Promise<void> {
  const planner = company.actorOf('planner')
  const drivers = company.technicians.slice(0, Math.max(1, company.technicians.length - 1))
  const [spare, own] = await writing(planner, async (write) => {
    const wanted = [...drivers.map(({ id }) => id), null].map((memberId, index) => ({
      ...kinds[index % kinds.length],
      ...{ id: newId(), version: null, memberId },
      name: `${kinds[index % kinds.length]?.name} ${index + 1}`,
      plate: `2-WBR-${String(101 + index * 37)}`,
    }))
    for (const vehicle of wanted) await saveVehicle(write, saveVehicleInput.parse(vehicle))
    return [wanted.at(-1)?.id ?? '', wanted[0]?.id ?? null]
  })
  await loadOrders(company, today)
  const [first] = drivers
  if (!first) return
  await writing(planner, (write) => {
    const day = { memberId: first.id, day: addDays(today, 1), choice: spare }
    return chooseVehicle(write, chooseInput.parse({ ...day, seenVehicleId: own }))
  })
}

async function loadOrders(company: DemoCompany, today: DayText): Promise<void> {
  const planner = company.actorOf('planner')
  const at = (day: DayText) => instantAt(company.timeZone, day)
  await writing(planner, async (write) => {
    const planned = await write.db
      .selectDistinct({ id: orders.id, version: orders.version })
      .from(visits)
      .innerJoin(orders, and(eq(orders.organizationId, visits.organizationId), eq(orders.id, visits.orderId)))
      .where(
        and(
          eq(visits.organizationId, company.organizationId),
          ne(visits.status, 'cancelled'),
          gte(visits.startAt, at(today)),
          lt(visits.startAt, at(addDays(today, 5))),
        ),
      )
      .orderBy(orders.id)
    for (const [index, order] of planned.entries()) {
      if (index % 3 === 2) continue
      await editOrder(write, { ...order, ...loads[index % loads.length] }).catch((error) => {
        // What is released meanwhile stays as it is.
        if (!(error instanceof Refused)) throw error
      })
    }
  })
}
