import 'server-only'
import {
  and,
  asc,
  type Column,
  desc,
  eq,
  gt,
  inArray,
  isNull,
  lt,
  or,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { assets } from '@/db/schema/assets'
import { members } from '@/db/schema/auth'
import { contacts, customers, sites } from '@/db/schema/customers'
import { orderTypes } from '@/db/schema/forms'
import { orders } from '@/db/schema/orders'
import { agendaEntries, leaves, visits } from '@/db/schema/visits'
import { type Database, given, statement } from '@/db/statement'
import { hasRole, type Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { visibleOrder } from '@/lib/orders/queries/visible'
import { Refused } from '@/lib/refused'
import { addDays, type DayText, dayBounds, type InstantText } from '@/lib/time'
import { openVisitStatuses, toldState } from '../rules'

/** Nobody is on more than this many visits in a period that anybody looks at. */
const mostVisits = 500

type TeamMember = { id: string; name: string; leader: boolean }

/** Who goes on some visits, the leader of each first. */
function people(db: Database, organizationId: string | Placeholder, which: SQL) {
  return db
    .select({ visitId: agendaEntries.visitId, id: members.id, name: members.name, leader: agendaEntries.leader })
    .from(agendaEntries)
    .innerJoin(
      members,
      and(eq(members.organizationId, agendaEntries.organizationId), eq(members.id, agendaEntries.memberId)),
    )
    .where(and(eq(agendaEntries.organizationId, organizationId), which))
    .orderBy(desc(agendaEntries.leader), asc(members.name), asc(members.id))
}

/** Teams of many visits in one query: visit → members, the leader first. */
export async function teamsOf(read: Read, visitIds: readonly string[]): Promise<Map<string, TeamMember[]>> {
  if (visitIds.length === 0) return new Map()
  return byVisit(await people(read.db, read.actor.organizationId, inArray(agendaEntries.visitId, [...visitIds])))
}

function byVisit(rows: (TeamMember & { visitId: string | null })[]): Map<string, TeamMember[]> {
  const teams = new Map<string, TeamMember[]>()
  for (const { visitId, ...member } of rows) {
    if (!visitId) continue
    const team = teams.get(visitId) ?? []
    team.push(member)
    teams.set(visitId, team)
  }
  return teams
}

export type OrderVisit = Awaited<ReturnType<typeof visitsOfOrder>>[number]

/** All visits of an order, the earliest first, with who went and what the customer knows. */
export async function visitsOfOrder(read: Read, orderId: string) {
  const asked = { own: read.actor.organizationId, order: orderId }
  const [rows, people] = await Promise.all([ofOrder(read.db, asked), peopleOfOrder(read.db, asked)])
  const teams = byVisit(people)
  return rows.map((visit) => ({ ...visit, told: toldState(visit), team: teams.get(visit.id) ?? [] }))
}

const visitColumns = {
  id: visits.id,
  orderId: visits.orderId,
  status: visits.status,
  startAt: visits.startAt,
  endAt: visits.endAt,
  durationMinutes: visits.durationMinutes,
  instructions: visits.instructions,
  toldAt: visits.toldAt,
  toldStartAt: visits.toldStartAt,
  toldEndAt: visits.toldEndAt,
  customerAnswer: visits.customerAnswer,
  customerAnsweredAt: visits.customerAnsweredAt,
  customerWords: visits.customerWords,
  customerParts: visits.customerParts,
  answerSeenAt: visits.answerSeenAt,
  expectedStartAt: visits.expectedStartAt,
  closedAt: visits.closedAt,
  remainingWork: visits.remainingWork,
  noAccessReason: visits.noAccessReason,
  cancelReason: visits.cancelReason,
  version: visits.version,
}

const ofOrder = statement((db) =>
  db
    .select(visitColumns)
    .from(visits)
    .where(and(eq(visits.organizationId, given('own')), eq(visits.orderId, given('order'))))
    .orderBy(sql`${visits.startAt} asc nulls last`, asc(visits.id))
    .limit(mostVisits),
)

/** In a statement that is told `own` and `order`: what belongs to a visit of that order, by its column. */
export function ofOrdersVisits(visitId: Column): SQL {
  return sql`${visitId} = any(array(
    select id from visits where organization_id = ${given('own')} and order_id = ${given('order')}))`
}

const peopleOfOrder = statement((db) => people(db, given('own'), ofOrdersVisits(agendaEntries.visitId)))

const addressOf = (table: typeof sites) => ({
  id: table.id,
  name: table.name,
  street: table.street,
  houseNumber: table.houseNumber,
  postalCode: table.postalCode,
  city: table.city,
  country: table.country,
  latitude: table.latitude,
  longitude: table.longitude,
  accessNotes: table.accessNotes,
})

/** A visit with its order, customer, site, contact and asset, as a screen about one visit or a technician's day shows it. */
function visitsWithOrder(read: Read, condition: SQL | undefined) {
  const organizationId = read.actor.organizationId
  const siteContact = alias(contacts, 'site_contact')
  return read.db
    .select({
      ...visitColumns,
      order: {
        number: orders.number,
        title: orders.title,
        description: orders.description,
        status: orders.status,
        priority: orders.priority,
        dueOn: orders.dueOn,
        remainingWork: orders.remainingWork,
        assetId: orders.assetId,
        checklistTemplateId: orders.checklistTemplateId,
        version: orders.version,
      },
      type: { id: orderTypes.id, name: orderTypes.name, icon: orderTypes.icon, tellCustomer: orderTypes.tellCustomer },
      customer: {
        id: customers.id,
        name: customers.name,
        phone: customers.phone,
        email: customers.email,
      },
      site: addressOf(sites),
      contact: { name: contacts.name, phone: contacts.phone, email: contacts.email },
      siteContact: { name: siteContact.name, phone: siteContact.phone, email: siteContact.email },
      asset: { id: assets.id, type: assets.type, make: assets.make, model: assets.model, serial: assets.serial },
    })
    .from(visits)
    .innerJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .innerJoin(orderTypes, and(eq(orderTypes.organizationId, organizationId), eq(orderTypes.id, orders.orderTypeId)))
    .innerJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .innerJoin(sites, and(eq(sites.organizationId, organizationId), eq(sites.id, orders.siteId)))
    .leftJoin(contacts, and(eq(contacts.organizationId, organizationId), eq(contacts.id, orders.contactId)))
    .leftJoin(siteContact, and(eq(siteContact.organizationId, organizationId), eq(siteContact.id, sites.contactId)))
    .leftJoin(assets, and(eq(assets.organizationId, organizationId), eq(assets.id, orders.assetId)))
    .where(and(eq(visits.organizationId, organizationId), condition))
    .orderBy(sql`${visits.startAt} asc nulls last`, asc(visits.id))
    .limit(mostVisits)
}

async function withTeams<V extends { id: string } & Parameters<typeof toldState>[0]>(read: Read, rows: V[]) {
  const teams = await teamsOf(
    read,
    rows.map((visit) => visit.id),
  )
  return rows.map((visit) => ({ ...visit, told: toldState(visit), team: teams.get(visit.id) ?? [] }))
}

export type VisitForPage = Awaited<ReturnType<typeof visitForPage>>

/** One visit with everything around it. A technician sees those of his own orders. Refused: common.not_found. */
export async function visitForPage(read: Read, visitId: string) {
  const [row] = await withTeams(read, await visitsWithOrder(read, eq(visits.id, visitId)))
  if (!row) throw new Refused('common.not_found')
  const [visible] = await read.db.select({ id: orders.id }).from(orders).where(visibleOrder(read, row.orderId))
  if (!visible) throw new Refused('common.not_found')
  return row
}

/**
 * The visits of one member on the days dayFrom … dayTo (both included, local days of the organization), then those of his
 * that are still without a time. Cancelled ones are out of his agenda. A technician may ask only for himself.
 */
export async function visitsOfMember(read: Read, memberId: string, dayFrom: DayText, dayTo: DayText) {
  refuseOthersAgenda(read, memberId)
  const { timeZone } = await organizationOf(read)
  const from = dayBounds(timeZone, dayFrom).start
  const to = dayBounds(timeZone, dayTo).end
  const mine = read.db
    .select({ id: agendaEntries.visitId })
    .from(agendaEntries)
    .where(and(eq(agendaEntries.organizationId, read.actor.organizationId), eq(agendaEntries.memberId, memberId)))
  const inDays = and(gt(visits.startAt, addDaysTo(from, -14)), lt(visits.startAt, to), gt(visits.endAt, from))
  const withoutTime = and(isNull(visits.startAt), inArray(visits.status, [...openVisitStatuses]))
  return withTeams(read, await visitsWithOrder(read, and(inArray(visits.id, mine), or(inDays, withoutTime))))
}

/** Instants of a member's agenda in [from, to): visits and leaves, for free time and the calendar feed. */
export function agendaOf(read: Read, memberId: string, from: InstantText, to: InstantText) {
  refuseOthersAgenda(read, memberId)
  return read.db
    .select({
      id: agendaEntries.id,
      visitId: agendaEntries.visitId,
      leaveId: agendaEntries.leaveId,
      leaveKind: leaves.kind,
      leader: agendaEntries.leader,
      startAt: agendaEntries.startAt,
      endAt: agendaEntries.endAt,
      allowOverlap: agendaEntries.allowOverlap,
    })
    .from(agendaEntries)
    .leftJoin(
      leaves,
      and(eq(leaves.organizationId, agendaEntries.organizationId), eq(leaves.id, agendaEntries.leaveId)),
    )
    .where(
      and(
        eq(agendaEntries.organizationId, read.actor.organizationId),
        eq(agendaEntries.memberId, memberId),
        lt(agendaEntries.startAt, to),
        gt(agendaEntries.endAt, from),
      ),
    )
    .orderBy(asc(agendaEntries.startAt), asc(agendaEntries.id))
    .limit(mostVisits)
}

function refuseOthersAgenda(read: Read, memberId: string): void {
  const { actor } = read
  if (actor.kind !== 'member' || actor.id === memberId || hasRole(actor, 'planner', 'administration')) return
  throw new Refused('common.forbidden')
}

/** A visit lasts two weeks at most (input.ts): what started before can't reach into the period. */
function addDaysTo(instant: InstantText, days: number): InstantText {
  return dayBounds('UTC', addDays(instant.slice(0, 10), days)).start
}
