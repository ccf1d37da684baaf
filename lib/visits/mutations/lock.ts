import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { orders } from '@/db/schema/orders'
import { agendaEntries, leaves, visits } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { type LockedOrder, lockOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'

export type LockedVisit = typeof visits.$inferSelect
export type TeamMember = { id: string; name: string; email: string; locale: string }

/**
 * The visit with its order, both locked. Locks are always taken as order, visit, members by id: two planners wait for each
 * other and never deadlock. Refused: common.not_found, common.stale when `version` is not the one that stands.
 */
export async function lockVisit(
  write: Write,
  visitId: string,
  version?: number,
): Promise<{ visit: LockedVisit; order: LockedOrder }> {
  const own = and(eq(visits.organizationId, write.actor.organizationId), eq(visits.id, visitId))
  const [found] = await write.db.select({ orderId: visits.orderId }).from(visits).where(own)
  if (!found) throw new Refused('common.not_found')
  const order = await lockOrder(write, found.orderId)
  const [visit] = await write.db.select().from(visits).where(own).for('update')
  if (!visit) throw new Refused('common.not_found')
  if (version !== undefined && visit.version !== version) {
    const { status, startAt, endAt } = visit
    throw new Refused('common.stale', { current: { status, startAt, endAt, version: visit.version } })
  }
  return { visit, order }
}

/** A visit that is locked with its order and everybody who may be on it, and who goes now. */
export type HeldVisit = { visit: LockedVisit; order: LockedOrder; team: TeamOfVisit }

/**
 * Locks many things in the order everybody takes them: the orders by id (also those of the visits), the visits by id, then
 * everybody who goes on them or is to go. Groups that share any of it follow each other and never deadlock. What is not there is not locked.
 */
export async function lockMany(
  write: Write,
  {
    visitIds,
    orderIds = [],
    memberIds,
  }: { visitIds: readonly string[]; orderIds?: readonly string[]; memberIds: readonly string[] },
): Promise<void> {
  const { db, actor } = write
  const own = and(eq(visits.organizationId, actor.organizationId), inArray(visits.id, [...visitIds]))
  const known = visitIds.length > 0 ? await db.select({ orderId: visits.orderId }).from(visits).where(own) : []
  const all = [...orderIds, ...known.map(({ orderId }) => orderId)]
  if (all.length > 0)
    await db
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.organizationId, actor.organizationId), inArray(orders.id, all)))
      .orderBy(asc(orders.id))
      .for('update')
  if (visitIds.length > 0)
    await db.select({ id: visits.id }).from(visits).where(own).orderBy(asc(visits.id)).for('update')
  const going =
    visitIds.length > 0
      ? await db
          .selectDistinct({ id: agendaEntries.memberId })
          .from(agendaEntries)
          .where(
            and(eq(agendaEntries.organizationId, actor.organizationId), inArray(agendaEntries.visitId, [...visitIds])),
          )
      : []
  await lockMembers(write, [...new Set([...going.map(({ id }) => id), ...memberIds])])
}

/**
 * Several visits as lockVisit locks one, together (lockMany). In the order of `wanted`.
 * Refused: common.not_found and common.stale, with the visitId it is about.
 */
export async function lockVisits(
  write: Write,
  wanted: readonly { visitId: string; version: number }[],
  memberIds: readonly string[],
): Promise<HeldVisit[]> {
  await lockMany(write, { visitIds: wanted.map(({ visitId }) => visitId), memberIds })
  const held: HeldVisit[] = []
  for (const { visitId, version } of wanted) {
    const locked = await aboutVisit(visitId, () => lockVisit(write, visitId, version))
    held.push({ ...locked, team: await teamOf(write, visitId) })
  }
  return held
}

/** Does something with one of several visits; what is refused then says which visit it is about. */
export async function aboutVisit<T>(visitId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { code, params, fields, current } = error
    throw new Refused(code, { params: { ...params, visitId }, fields, current })
  }
}

export async function lockLeave(write: Write, leaveId: string, version: number): Promise<typeof leaves.$inferSelect> {
  const [leave] = await write.db
    .select()
    .from(leaves)
    .where(and(eq(leaves.organizationId, write.actor.organizationId), eq(leaves.id, leaveId)))
    .for('update')
  if (!leave) throw new Refused('common.not_found')
  if (leave.version !== version) throw new Refused('common.stale', { current: leave })
  return leave
}

/**
 * The people of a team, locked so that two plans for one of them follow each other. In the order of `memberIds`.
 * Refused: visits.not_a_technician for somebody unknown, inactive or without that role.
 */
export async function lockTeam(write: Write, memberIds: readonly string[]): Promise<TeamMember[]> {
  const byId = await lockMembers(write, memberIds)
  return memberIds.map((id) => {
    const member = byId.get(id)
    if (!member?.active || !member.roles.includes('technician')) throw new Refused('visits.not_a_technician')
    const { name, email, locale } = member
    return { id, name, email, locale }
  })
}

/** Somebody who is away, technician or not, locked as a team is. Refused: common.not_found for somebody unknown or inactive. */
export async function lockPerson(write: Write, memberId: string): Promise<TeamMember> {
  const member = (await lockMembers(write, [memberId])).get(memberId)
  if (!member?.active) throw new Refused('common.not_found')
  const { id, name, email, locale } = member
  return { id, name, email, locale }
}

async function lockMembers(write: Write, memberIds: readonly string[]) {
  const rows = await write.db
    .select({
      id: members.id,
      name: members.name,
      email: members.email,
      locale: members.locale,
      roles: members.roles,
      active: members.active,
    })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), inArray(members.id, [...memberIds])))
    .orderBy(asc(members.id))
    .for('no key update')
  return new Map(rows.map((row) => [row.id, row]))
}

/** `overlapReason` is why somebody may be at two places at once, empty when he is not. */
type TeamOfVisit = (TeamMember & { leader: boolean; overlapReason: string })[]

/** Who goes on a visit, the leader first. */
export function teamOf(write: Write, visitId: string): Promise<TeamOfVisit> {
  return write.db
    .select({
      id: members.id,
      name: members.name,
      email: members.email,
      locale: members.locale,
      leader: agendaEntries.leader,
      overlapReason: agendaEntries.overlapReason,
    })
    .from(agendaEntries)
    .innerJoin(
      members,
      and(eq(members.organizationId, agendaEntries.organizationId), eq(members.id, agendaEntries.memberId)),
    )
    .where(and(eq(agendaEntries.organizationId, write.actor.organizationId), eq(agendaEntries.visitId, visitId)))
    .orderBy(asc(agendaEntries.memberId))
    .then((team) => team.sort((a, b) => Number(b.leader) - Number(a.leader)))
}
