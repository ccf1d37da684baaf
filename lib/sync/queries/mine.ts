import 'server-only'
import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { visitMaterials } from '@/db/schema/execution'
import { orderLines, orderQuestions, orders } from '@/db/schema/orders'
import type { Read } from '@/lib/auth/actor'
import { myHoursWaiting } from '@/lib/hours/queries/waiting'
import { addDays, type DayText } from '@/lib/time'
import { myVehicles } from '@/lib/vehicles/queries/board'
import { limits } from '../rules'
import type { CarriedVisit } from './carried'
import { myClock } from './my-clock'

/** Who the phone is of: the language is the one they chose for themselves. */
export async function memberOfPhone({ actor, db }: Read) {
  const [member] = await db
    .select({ id: members.id, name: members.name, roles: members.roles, locale: members.locale })
    .from(members)
    .where(and(eq(members.organizationId, actor.organizationId), eq(members.id, actor.id)))
  if (!member) throw new Error('the member who asks is gone')
  return member
}

export type MyDay = Awaited<ReturnType<typeof myDay>>

/**
 * What the start screen shows beside the visits that are carried: questions of the office about any order, hours that wait,
 * what they drive on each day, the products they used last, and the own clock.
 */
export async function myDay(
  read: Read,
  { today, timeZone, visits }: { today: DayText; timeZone: string; visits: readonly CarriedVisit[] },
) {
  const [questions, hours, vehicles, recentProductIds, clock] = await Promise.all([
    openQuestions(read),
    myHoursWaiting(read, today),
    myVehicles(read, timeZone, read.actor.id, { from: today, to: addDays(today, limits.days) }),
    recentProducts(read),
    myClock(read, today, visits),
  ])
  return { questions, hours, vehicles, recentProductIds, clock }
}

/** What the office asks this technician and has no answer to. */
export function openQuestions({ actor: { organizationId, id }, db }: Read) {
  return db
    .select({
      id: orderQuestions.id,
      question: orderQuestions.question,
      line: orderLines.description,
      orderNumber: orders.number,
      customer: customers.name,
    })
    .from(orderQuestions)
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, orderQuestions.orderId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .leftJoin(orderLines, and(eq(orderLines.organizationId, organizationId), eq(orderLines.id, orderQuestions.lineId)))
    .where(
      and(
        eq(orderQuestions.organizationId, organizationId),
        eq(orderQuestions.askedToId, id),
        isNull(orderQuestions.answeredAt),
      ),
    )
    .orderBy(orderQuestions.id)
    .limit(50)
}

/** The last eight products that this technician used, the newest first. */
async function recentProducts({ actor, db }: Read): Promise<string[]> {
  const used = await db
    .select({ id: visitMaterials.productId })
    .from(visitMaterials)
    .where(
      and(
        eq(visitMaterials.organizationId, actor.organizationId),
        eq(visitMaterials.memberId, actor.id),
        isNotNull(visitMaterials.productId),
        isNull(visitMaterials.removedAt),
      ),
    )
    .orderBy(desc(visitMaterials.id))
    .limit(60)
  return [...new Set(used.flatMap(({ id }) => id ?? []))].slice(0, 8)
}
