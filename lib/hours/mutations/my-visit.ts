import 'server-only'
import { and, eq } from 'drizzle-orm'
import { visitMembers } from '@/db/schema/visits'
import { hasRole, type Write } from '@/lib/auth/actor'
import type { LockedOrder } from '@/lib/orders/mutations/facts'
import { Refused } from '@/lib/refused'
import { type LockedVisit, lockVisit, type TeamMember, teamOf } from '@/lib/visits/mutations/lock'
import { isOpen } from '@/lib/visits/rules'
import type { LineState } from '../rules/approval'

export type MyVisit = {
  visit: LockedVisit
  order: LockedOrder
  /** The leader first. */
  team: (TeamMember & { leader: boolean })[]
  /** Who asks steps for the team: its leader, or anyone on it when it has none. */
  isLeader: boolean
  /** It was cancelled or given to others after it was recorded: kept, but the visit itself goes its own way. */
  isLate?: true
}

/** A visit whose lines are mended: for the administration it need not be theirs. */
export type MendedVisit = MyVisit & { isOffice: boolean }

/**
 * A visit of the technician who asks, with its order, both locked. Somebody else's visit looks like none at all.
 * Refused: common.not_found.
 */
export async function lockMyVisit(write: Write, visitId: string): Promise<MyVisit> {
  const { visit, order } = await lockVisit(write, visitId)
  const team = await teamOf(write, visitId)
  const me = team.find((member) => member.id === write.actor.id)
  if (me && visit.status !== 'cancelled')
    return { visit, order, team, isLeader: me.leader || !team.some((member) => member.leader) }
  if (!write.recorded || !(await wasOn(write, visitId))) throw new Refused('common.not_found')
  write.recorded.late = visit.status === 'cancelled' ? 'cancelled' : 'reassigned'
  const { id, name } = write.actor
  return { visit, order, team: [{ id, name, email: '', locale: '', leader: true }], isLeader: true, isLate: true }
}

async function wasOn(write: Write, visitId: string): Promise<boolean> {
  const { db, actor } = write
  const own = and(eq(visitMembers.organizationId, actor.organizationId), eq(visitMembers.visitId, visitId))
  const [was] = await db
    .select({ id: visitMembers.id })
    .from(visitMembers)
    .where(and(own, eq(visitMembers.memberId, actor.id)))
  return was !== undefined
}

/** The same for lines that came back, which the administration mends too, of whoever they are. Refused: common.not_found. */
export async function lockMendedVisit(write: Write, visitId: string): Promise<MendedVisit> {
  if (!hasRole(write.actor, 'administration')) return { ...(await lockMyVisit(write, visitId)), isOffice: false }
  const { visit, order } = await lockVisit(write, visitId)
  if (visit.status === 'cancelled') throw new Refused('common.not_found')
  const team = await teamOf(write, visitId)
  const me = team.find((member) => member.id === write.actor.id)
  const isLeader = me !== undefined && (me.leader || !team.some((member) => member.leader))
  return { visit, order, team, isLeader, isOffice: true }
}

/**
 * Whether somebody may change a line: everybody their own, who leads the visit also the team's, the administration what came
 * back. Refused: common.not_found, hours.not_yours.
 */
export function refuseOthers(write: Write, mine: MyVisit | MendedVisit, line: { memberId: string; state: LineState }) {
  if ('isOffice' in mine && mine.isOffice && (line.state === 'returned' || line.state === 'rejected')) return
  const isOnTeam = (id: string) => mine.team.some((member) => member.id === id)
  if (!isOnTeam(write.actor.id) || !isOnTeam(line.memberId)) throw new Refused('common.not_found')
  if (line.memberId !== write.actor.id && !mine.isLeader) throw new Refused('hours.not_yours')
}

/** As lockMyVisit, for changes of what was recorded: after closing the report is signed. Refused: also hours.closed. */
export async function lockMyOpenVisit(write: Write, visitId: string): Promise<MyVisit> {
  const mine = await lockMyVisit(write, visitId)
  if (!isOpen(mine.visit.status) && mine.visit.status !== 'cancelled') throw new Refused('hours.closed')
  return mine
}

/**
 * After closing only what was sent back can still be changed: somebody asks for it. The signed report stays as it is.
 * Refused: hours.closed.
 */
export function refuseClosed(mine: MyVisit, line: { state: LineState }): void {
  if (isOpen(mine.visit.status)) return
  if (line.state !== 'returned' && line.state !== 'rejected') throw new Refused('hours.closed')
}
