import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import type { Change } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import { setVisitFacts } from '@/lib/orders/mutations/facts'
import { orderFactsOf } from '../rules'
import type { LockedVisit } from './lock'

/** Writes fields of a locked visit with the next version, and returns that version. */
export async function changeVisit(
  write: Write,
  visit: LockedVisit,
  values: Partial<Omit<LockedVisit, 'organizationId' | 'id' | 'version' | 'orderId'>>,
): Promise<number> {
  const [row] = await write.db
    .update(visits)
    .set({ ...values, version: sql`${visits.version} + 1` })
    .where(and(eq(visits.organizationId, write.actor.organizationId), eq(visits.id, visit.id)))
    .returning({ version: visits.version })
  return row?.version ?? visit.version + 1
}

/** Why it stands there though it overlaps, or though the board warned; said once when it is one reason. */
export function reasonText(isOverlap: boolean, input: { overlapReason?: string; despite?: string }): string {
  const reasons = [isOverlap ? input.overlapReason : '', input.despite].map((reason) => reason?.trim() ?? '')
  return [...new Set(reasons.filter(Boolean))].join(' · ')
}

/** Ends every change of a visit: the order's facts follow, the history says it, every board hears it. */
export async function conclude(
  write: Write,
  visit: { id: string; orderId: string },
  version: number,
  entry: { action: string; changes?: Change[]; params?: Record<string, string>; reason?: string },
): Promise<void> {
  await refreshVisitFacts(write, visit.orderId)
  await record(write, { subject: ['visit', visit.id], orderId: visit.orderId, ...entry })
  await announce(write, 'visit', visit.id, version)
}

/** The order as its visits and the check leave it; it must be locked. */
export async function refreshVisitFacts(write: Write, orderId: string): Promise<void> {
  const { organizationId } = write.actor
  const [all, [order]] = await Promise.all([
    write.db
      .select({
        status: visits.status,
        closedAt: visits.closedAt,
        startAt: visits.startAt,
        remainingWork: visits.remainingWork,
      })
      .from(visits)
      .where(and(eq(visits.organizationId, organizationId), eq(visits.orderId, orderId))),
    write.db
      .select({ at: orders.sentBackAt, work: orders.sentBackWork })
      .from(orders)
      .where(and(eq(orders.organizationId, organizationId), eq(orders.id, orderId))),
  ])
  const sentBack = order?.at ? { at: order.at, work: order.work } : null
  await setVisitFacts(write, orderId, orderFactsOf(all, sentBack))
}
