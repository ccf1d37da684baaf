import 'server-only'
import { and, desc, eq, gte, inArray, isNull, notInArray, or, sql } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import { timeEntries } from '@/db/schema/hours'
import { orders } from '@/db/schema/orders'
import type { Read } from '@/lib/auth/actor'
import { visibleOrders } from '@/lib/orders/queries/visible'
import { bookableProjects } from '@/lib/projects/queries'
import type { BookableProject } from '@/lib/projects/rules'
import { likeWords } from '@/lib/search'
import type { DayText } from '@/lib/time'

export type BookableOrder = { id: string; number: string; title: string; customer: string }
export type BookingChoices = { projects: BookableProject[]; orders: BookableOrder[]; recent: string[] }

const most = 30

/** What a member can book hours on: the projects and orders that fit what was typed, and their ids as booked lately. */
export async function bookingChoices(read: Read, memberId: string, since: DayText, q = ''): Promise<BookingChoices> {
  const [recent, found] = await Promise.all([recentlyBooked(read, memberId, since), bookableProjects(read, q)])
  return { projects: found, orders: await bookableOrders(read, memberId, recent, q), recent }
}

/** Orders that are not over, which this person may know of: without words those the member had lately come first. */
async function bookableOrders(
  read: Read,
  memberId: string,
  recent: readonly string[],
  q: string,
): Promise<BookableOrder[]> {
  const { organizationId } = read.actor
  const words = likeWords(q).map((word) => sql`${orders.searchText} like ${word}`)
  const isMine = sql`exists (select from visits v
    join agenda_entries a on a.organization_id = v.organization_id and a.visit_id = v.id
    where v.organization_id = ${organizationId} and v.order_id = ${orders.id} and a.member_id = ${memberId}::uuid)`
  return read.db
    .select({ id: orders.id, number: orders.number, title: orders.title, customer: customers.name })
    .from(orders)
    .innerJoin(customers, and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)))
    .where(
      and(
        visibleOrders(read),
        isNull(orders.cancelledAt),
        notInArray(orders.status, ['requested', 'declined', 'cancelled', 'invoiced']),
        ...words,
        q ? undefined : or(isMine, recent.length > 0 ? inArray(orders.id, [...recent]) : undefined),
      ),
    )
    .orderBy(desc(orders.id))
    .limit(most)
}

/** Ids of orders and projects on which the member booked since a day, the last one first. */
async function recentlyBooked(read: Read, memberId: string, since: DayText): Promise<string[]> {
  const work = sql<string>`coalesce(${timeEntries.projectId}, ${timeEntries.orderId})`
  const rows = await read.db
    .select({ id: work })
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.organizationId, read.actor.organizationId),
        eq(timeEntries.memberId, memberId),
        gte(timeEntries.day, since),
        isNull(timeEntries.removedAt),
        sql`${work} is not null`,
      ),
    )
    .groupBy(work)
    .orderBy(sql`max(${timeEntries.day}) desc`)
    .limit(most)
  return rows.map(({ id }) => id)
}
