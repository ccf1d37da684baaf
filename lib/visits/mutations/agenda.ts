import 'server-only'
import { and, asc, eq, gt, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { errorCode } from '@/db/client'
import { members } from '@/db/schema/auth'
import { customers } from '@/db/schema/customers'
import { orders } from '@/db/schema/orders'
import { agendaEntries, leaves, visitMembers, visits } from '@/db/schema/visits'
import type { Write } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { whenText } from '../rules'

type Place = {
  /** What stands there: a visit of a team, or the leave of one member. */
  visitId?: string
  leaveId?: string
  memberIds: readonly string[]
  leaderId?: string
  startAt: string | null
  endAt: string | null
  overlapReason?: string
  /** It goes back to where it stood, overlapping with the reason it had: only the constraint judges. */
  isBack?: boolean
  timeZone: string
}

/**
 * Puts a visit or leave in the agendas of its people, instead of where it stood. Where it overlaps something, it is refused
 * unless a reason was given, which is kept with it. The database's exclusion constraint has the last word.
 * Returns whether the reason was needed. Refused: visits.overlap {who, what, when}.
 */
export async function place(write: Write, thing: Place): Promise<boolean> {
  const { actor, db } = write
  await removeFromAgenda(write, thing)
  const clash = thing.isBack ? undefined : await firstClash(write, thing)
  const reason = thing.overlapReason?.trim() ?? ''
  if (clash && !reason) throw overlapRefusal(thing, clash)
  const isOverlap = clash !== undefined || (thing.isBack === true && reason !== '')
  const rows = thing.memberIds.map((memberId) => ({
    organizationId: actor.organizationId,
    id: newId(),
    memberId,
    visitId: thing.visitId ?? null,
    leaveId: thing.leaveId ?? null,
    leader: memberId === thing.leaderId,
    startAt: thing.startAt,
    endAt: thing.endAt,
    allowOverlap: isOverlap,
    overlapReason: isOverlap ? reason : '',
  }))
  try {
    await db.transaction((savepoint) => savepoint.insert(agendaEntries).values(rows))
    await rememberTeam(write, thing)
  } catch (error) {
    if (errorCode(error) !== '23P01') throw error
    throw overlapRefusal(thing, await firstClash(write, thing))
  }
  return isOverlap
}

/** Who was ever on a visit: what they recorded on site is taken also when they no longer are. */
async function rememberTeam({ actor: { organizationId }, db }: Write, { visitId, memberIds }: Place): Promise<void> {
  if (!visitId || memberIds.length === 0) return
  await db
    .insert(visitMembers)
    .values(memberIds.map((memberId) => ({ organizationId, id: newId(), visitId, memberId })))
    .onConflictDoNothing()
}

export async function removeFromAgenda(write: Write, thing: { visitId?: string; leaveId?: string }): Promise<void> {
  await write.db.delete(agendaEntries).where(entriesOf(write, thing))
}

/** A visit that ended before its time gives the rest of its window back. */
export async function releaseAgenda(write: Write, visitId: string): Promise<void> {
  const now = write.now.toString()
  const own = entriesOf(write, { visitId })
  await write.db
    .update(agendaEntries)
    .set({ endAt: now })
    .where(and(own, lt(agendaEntries.startAt, now), gt(agendaEntries.endAt, now)))
  await write.db
    .update(agendaEntries)
    .set({ startAt: null, endAt: null })
    .where(and(own, sql`${agendaEntries.startAt} >= ${now}`))
}

function entriesOf(write: Write, thing: { visitId?: string; leaveId?: string }) {
  return and(
    eq(agendaEntries.organizationId, write.actor.organizationId),
    thing.visitId ? eq(agendaEntries.visitId, thing.visitId) : eq(agendaEntries.leaveId, thing.leaveId ?? ''),
  )
}

type Clash = {
  who: string
  customer: string | null
  leave: string | null
  startAt: string | null
  endAt: string | null
}

async function firstClash(write: Write, thing: Place): Promise<Clash | undefined> {
  if (!thing.startAt || !thing.endAt) return undefined
  const organizationId = write.actor.organizationId
  const [clash] = await write.db
    .select({
      who: members.name,
      customer: customers.name,
      leave: leaves.kind,
      startAt: agendaEntries.startAt,
      endAt: agendaEntries.endAt,
    })
    .from(agendaEntries)
    .innerJoin(members, and(eq(members.organizationId, organizationId), eq(members.id, agendaEntries.memberId)))
    .leftJoin(visits, and(eq(visits.organizationId, organizationId), eq(visits.id, agendaEntries.visitId)))
    .leftJoin(orders, and(eq(orders.organizationId, organizationId), eq(orders.id, visits.orderId)))
    .leftJoin(customers, and(eq(customers.organizationId, organizationId), eq(customers.id, orders.customerId)))
    .leftJoin(leaves, and(eq(leaves.organizationId, organizationId), eq(leaves.id, agendaEntries.leaveId)))
    .where(
      and(
        eq(agendaEntries.organizationId, organizationId),
        inArray(agendaEntries.memberId, [...thing.memberIds]),
        lt(agendaEntries.startAt, thing.endAt),
        gt(agendaEntries.endAt, thing.startAt),
        thing.visitId ? or(isNull(agendaEntries.visitId), ne(agendaEntries.visitId, thing.visitId)) : undefined,
        thing.leaveId ? or(isNull(agendaEntries.leaveId), ne(agendaEntries.leaveId, thing.leaveId)) : undefined,
      ),
    )
    .orderBy(asc(agendaEntries.startAt), asc(agendaEntries.id))
    .limit(1)
  return clash
}

/** Says what is in the way: `kind` picks the word for a visit or a kind of leave, `what` names the customer. */
function overlapRefusal(thing: Place, clash: Clash | undefined): Refused {
  return new Refused('visits.overlap', {
    params: {
      who: clash?.who ?? '',
      kind: clash?.leave ?? 'visit',
      what: clash?.customer ?? '',
      when: clash ? whenText(thing.timeZone, clash.startAt, clash.endAt) : '',
    },
  })
}
