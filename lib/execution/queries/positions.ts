import 'server-only'
import { and, asc, desc, eq, gte, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { customers, sites } from '@/db/schema/customers'
import { visitEvents, visitPositions } from '@/db/schema/execution'
import { orders } from '@/db/schema/orders'
import { visits } from '@/db/schema/visits'
import { given, statement } from '@/db/statement'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { locatedState, placeOf } from '@/lib/geo/rules/located'
import { metresBetween } from '@/lib/geo/rules/road'
import type { Temporal } from '@/lib/time'
import { ofOrdersVisits } from '@/lib/visits/queries/visits'
import { keptSince, readableMetres } from '../rules/position'

export type OwnPositions = Awaited<ReturnType<typeof ownPositions>>

/**
 * What is kept of where this member was, the newest first, and for how many days; 0: not at all. `next` is what to ask `after`
 * for the ones before.
 */
export async function ownPositions(
  read: Read,
  now: Temporal.Instant,
  { after, most = 60 }: { after?: string; most?: number } = {},
) {
  const { settings, timeZone } = await organizationOf(read)
  const days = settings.positionDays
  if (days === 0) return { days, positions: [], next: null }
  const rows = await ownRows(read, { after, most: most + 1, since: keptSince(now, days, timeZone).toString() })
  const positions = rows.slice(0, most)
  return { days, positions, next: rows.length > most ? (positions.at(-1)?.id ?? null) : null }
}

function ownRows(
  { actor, db }: Read,
  { after, most, since }: { after: string | undefined; most: number; since: string },
) {
  const { organizationId } = actor
  const own = and(eq(visitPositions.organizationId, organizationId), eq(visitPositions.memberId, actor.id))
  const { id, at, visitId, latitude, longitude, accuracyM } = visitPositions
  const last = db
    .select({ at, id })
    .from(visitPositions)
    .where(and(own, eq(id, after ?? '')))
  return db
    .select({ id, at, visitId, latitude, longitude, accuracyM, step: visitEvents.kind, customer: customers.name })
    .from(visitPositions)
    .innerJoin(
      visitEvents,
      and(eq(visitEvents.organizationId, organizationId), eq(visitEvents.id, visitPositions.eventId)),
    )
    .innerJoin(visits, and(eq(visits.organizationId, organizationId), eq(visits.id, visitPositions.visitId)))
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .where(and(own, gte(at, since), after ? sql`(${at}, ${id}) < (${last})` : undefined))
    .orderBy(desc(at), desc(id))
    .limit(most)
}

const own = given('own')

const arrivalRows = statement((db) =>
  db
    .select({
      visitId: visitPositions.visitId,
      id: visitPositions.id,
      member: members.name,
      at: visitEvents.at,
      here: { latitude: visitPositions.latitude, longitude: visitPositions.longitude },
      site: {
        latitude: sites.latitude,
        longitude: sites.longitude,
        located: sites.located,
        locatedBy: sites.locatedBy,
      },
    })
    .from(visitPositions)
    .innerJoin(visitEvents, and(eq(visitEvents.organizationId, own), eq(visitEvents.id, visitPositions.eventId)))
    .innerJoin(members, and(eq(members.organizationId, own), eq(members.id, visitPositions.memberId)))
    .innerJoin(orders, and(eq(orders.organizationId, own), eq(orders.id, given('order'))))
    .innerJoin(sites, and(eq(sites.organizationId, own), eq(sites.id, orders.siteId)))
    .where(
      and(
        eq(visitPositions.organizationId, own),
        ofOrdersVisits(visitPositions.visitId),
        eq(visitEvents.kind, 'arrive'),
      ),
    )
    .orderBy(asc(visitEvents.at), asc(visitPositions.id))
    .limit(200),
)

/**
 * How many metres from the address people were when they arrived on the visits of an order, and nothing else of where they
 * were. Not for an address of which only the municipality is known. For the office.
 */
export async function arrivalsOf(db: Read['db'], asked: { own: string; order: string }) {
  const rows = await arrivalRows(db, asked)
  return rows.flatMap(({ here, site, ...arrival }) => {
    const address = placeOf(site)
    const isExact = ['address', 'pin'].includes(locatedState(site))
    return address && isExact ? { ...arrival, metres: readableMetres(metresBetween(here, address)) } : []
  })
}
