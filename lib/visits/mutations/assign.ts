import 'server-only'
import { and, eq } from 'drizzle-orm'
import { visits } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { newId } from '@/lib/ids'
import { type LockedOrder, lockOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import { minutesBetween } from '@/lib/time'
import type { AssignInput } from '../input'
import { whenText } from '../rules'
import { place } from './agenda'
import { conclude, reasonText } from './facts'
import { lockTeam } from './lock'
import { tellCustomer, tellsCustomer } from './tell'
import { tellTeam } from './tell-team'

export type Planned = { id: string; version: number; told: boolean }

/**
 * Gives an order a visit: to one or more technicians, at a time or (without startAt and endAt) still without one.
 * The leader is the first unless named. Tells the customer if the order type says so and the time is still to come.
 * Refused: visits.order_not_open, visits.not_a_technician, visits.overlap {who, kind, what, when}, common.not_found.
 */
export async function assignOrder(write: Write, input: AssignInput): Promise<Planned> {
  const order = await lockOrder(write, input.orderId)
  const earlier = input.id ? await sameVisit(write, input.id, order.id) : null
  if (earlier) return earlier
  refuseClosedOrder(order)
  const organization = await organizationOf(write)
  const team = await lockTeam(write, input.memberIds)
  const leaderId = leaderOf(input)
  const id = input.id ?? newId()
  const startAt = input.startAt ?? null
  const endAt = input.endAt ?? null
  const [visit] = await write.db
    .insert(visits)
    .values({
      organizationId: write.actor.organizationId,
      id,
      orderId: order.id,
      startAt,
      endAt,
      durationMinutes:
        startAt && endAt ? minutesBetween(startAt, endAt) : (input.durationMinutes ?? order.durationMinutes),
      instructions: input.instructions ?? '',
    })
    .returning()
  if (!visit) throw new Error('visit was not made')
  const isOverlap = await place(write, {
    visitId: id,
    memberIds: input.memberIds,
    leaderId,
    startAt,
    endAt,
    overlapReason: input.overlapReason,
    timeZone: organization.timeZone,
  })
  await conclude(write, visit, visit.version, {
    action: startAt ? 'visits.planned' : 'visits.assigned',
    params: {
      who: team.map((member) => member.name).join(', '),
      when: whenText(organization.timeZone, startAt, endAt),
      overlap: isOverlap ? 'yes' : 'no',
    },
    reason: reasonText(isOverlap, input),
  })
  await tellTeam(write, { visit, order, team, what: 'planned', organization })
  const isTold = (input.tell ?? (await tellsCustomer(write, order))) && (await tellCustomer(write, visit, order))
  return { id, version: visit.version + (isTold ? 1 : 0), told: isTold }
}

/** The visit that an earlier sending of the same request made. */
async function sameVisit(write: Write, id: string, orderId: string): Promise<Planned | null> {
  const [visit] = await write.db
    .select({ orderId: visits.orderId, version: visits.version, toldAt: visits.toldAt })
    .from(visits)
    .where(and(eq(visits.organizationId, write.actor.organizationId), eq(visits.id, id)))
  if (!visit) return null
  if (visit.orderId !== orderId) throw new Refused('common.not_found')
  return { id, version: visit.version, told: visit.toldAt !== null }
}

export function leaderOf(input: { memberIds: readonly string[]; leaderId?: string }): string {
  const leaderId = input.leaderId ?? input.memberIds[0] ?? ''
  if (!input.memberIds.includes(leaderId)) throw new Refused('visits.leader', { fields: { leaderId: 'visits.leader' } })
  return leaderId
}

export function refuseClosedOrder(order: LockedOrder): void {
  if (!order.acceptedAt || order.cancelledAt || order.releasedAt) {
    throw new Refused('visits.order_not_open', { params: { number: order.number } })
  }
}
