import 'server-only'
import { and, eq, gt, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm'
import { sites } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import type { Read } from '@/lib/auth/actor'
import { dayPlaces } from '@/lib/auth/queries'
import { dayBounds } from '@/lib/time'
import type { MapQuery } from '../input'
import type { MapData, PlaceRow } from '../rules/map'

/** More stops than anybody tells apart on one map. */
const mostPlaces = 1000

const columns = {
  siteId: sites.id,
  customerId: sites.customerId,
  street: sites.street,
  houseNumber: sites.houseNumber,
  city: sites.city,
  latitude: sites.latitude,
  longitude: sites.longitude,
}
type Row = {
  id: string
  siteId: string
  customerId: string
  street: string
  houseNumber: string
  city: string
  latitude: number | null
  longitude: number | null
}

/**
 * Where the visits of a day are, and the orders that still need one (the most urgent 1,000): what the map needs beside the
 * board, and where everybody's day begins. A site that nobody found on the map yet comes with null.
 */
export async function mapData(read: Read, timeZone: string, { date }: MapQuery): Promise<MapData> {
  const [ofDay, ofBacklog, days] = await Promise.all([
    visitPlaces(read, timeZone, date),
    backlogPlaces(read),
    dayPlaces(read),
  ])
  return {
    visits: ofDay.map(placeRow),
    orders: ofBacklog.map(placeRow),
    homes: [...days].flatMap(([memberId, { start }]): MapData['homes'] =>
      start ? [[memberId, start.longitude, start.latitude]] : [],
    ),
  }
}

function placeRow({ id, siteId, customerId, street, houseNumber, city, latitude, longitude }: Row): PlaceRow {
  const address = `${street} ${houseNumber}`.trim()
  return [id, siteId, customerId, [address, city].filter(Boolean).join(', '), latitude, longitude]
}

/** A visit lasts two weeks at most, which lets the index on its begin find it. */
function visitPlaces(read: Read, timeZone: string, date: string): Promise<Row[]> {
  const organizationId = read.actor.organizationId
  const { start, end } = dayBounds(timeZone, date)
  return read.db
    .select({ id: visits.id, ...columns })
    .from(visits)
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .where(
      and(
        eq(visits.organizationId, organizationId),
        ne(visits.status, 'cancelled'),
        sql`${visits.startAt} > ${start}::timestamptz - interval '14 days'`,
        lt(visits.startAt, end),
        gt(visits.endAt, start),
      ),
    )
    .orderBy(visits.startAt, visits.id)
    .limit(mostPlaces)
}

function backlogPlaces(read: Read): Promise<Row[]> {
  const organizationId = read.actor.organizationId
  return read.db
    .select({ id: orders.id, ...columns })
    .from(orders)
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .where(
      and(
        eq(orders.organizationId, organizationId),
        eq(orders.visitState, 'needs_visit'),
        isNull(orders.cancelledAt),
        isNotNull(orders.acceptedAt),
        isNull(orders.releasedAt),
      ),
    )
    .orderBy(sql`${orders.dueOn} asc nulls last`, orders.id)
    .limit(mostPlaces)
}
