import 'server-only'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { bases, organizations } from '@/db/schema/auth'
import { isUnlocated, locateRow } from '@/lib/geo/mutations'
import {
  type Address,
  hasMoved,
  isFindable,
  type Location,
  locatedState,
  noAddress,
  unlocated,
} from '@/lib/geo/rules/located'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/mutations'
import { noJob } from '@/lib/jobs/queues'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { Actor, Write } from '../actor'
import type { FindBaseInput, PinBaseInput, SaveDepotInput } from '../input'

type Base = typeof bases.$inferSelect

/** The home of a member, or with null the depot, locked; or nothing yet. */
export async function lockBase(write: Write, memberId: string | null): Promise<Base | undefined> {
  const [base] = await write.db.select().from(bases).where(ofWhom(write.actor, memberId)).for('update')
  return base
}

/**
 * Where a member lives, to plan their first and last way of the day. That it changed stands in the history; from what to
 * what does not, since the history can't forget.
 */
export async function saveHome(write: Write, member: { id: string; name: string }, address: Address): Promise<void> {
  if (!(await saveBase(write, member.id, address, await lockBase(write, member.id)))) return
  await record(write, {
    subject: ['member', member.id],
    action: 'auth.home_changed',
    params: { name: member.name },
  })
}

/** Where vans leave from. Refuses common.stale (with `current`). */
export async function saveDepot(write: Write, { version, address }: SaveDepotInput): Promise<{ version: number }> {
  const before = await lockBase(write, null)
  if ((before?.version ?? 0) !== version)
    throw new Refused('common.stale', { current: { version: before?.version ?? 0, address: addressOf(before) } })
  const after = await saveBase(write, null, address, before)
  // The first depot of all, and somebody else made it at the same moment.
  if (!after && !before)
    throw new Refused('common.stale', { current: { version: 1, address: addressOf(await lockBase(write, null)) } })
  if (!after) return { version }
  const { organizationId } = write.actor
  const changes = changesBetween<Address>(addressOf(before), address)
  await record(write, { subject: ['organization', organizationId], action: 'auth.depot_changed', changes })
  await announce(write, 'member', organizationId)
  return after
}

/** The depot of a company that never said otherwise is where the company is, and moves with it. */
export async function depotFollows(write: Write, before: Address, after: Address): Promise<void> {
  const depot = await lockBase(write, null)
  if (!depot || !hasMoved(depot, before)) await saveBase(write, null, after, depot)
}

/**
 * Writes an address when it is another than before (as it was locked), and has it looked up. Null when nothing changed, or
 * when somebody else made the first one since.
 */
async function saveBase(
  write: Write,
  memberId: string | null,
  wanted: Address,
  before: Base | undefined,
): Promise<{ version: number } | null> {
  const address = addressOf(wanted)
  if (!before && !isFindable(address)) return null
  const id = before?.id ?? newId()
  const version = (before?.version ?? 0) + 1
  if (!before) {
    const made = await write.db
      .insert(bases)
      .values({ ...address, organizationId: write.actor.organizationId, id, memberId })
      .onConflictDoNothing()
      .returning({ id: bases.id })
    if (made.length === 0) return null
  } else {
    if (changesBetween<Address>(before, address).length === 0) return null
    // A pin stays where somebody put it, while there is an address; anything else follows the address.
    const stays = !hasMoved(before, address) || (locatedState(before) === 'pin' && isFindable(address))
    const moved = stays ? {} : unlocated
    await write.db
      .update(bases)
      .set({ ...address, ...moved, version })
      .where(ofWhom(write.actor, memberId))
  }
  await enqueue(write, 'auth.locate', { baseId: id })
  return { version }
}

/**
 * A pin where a person says the depot or a home is: it stays, whatever the address becomes, until it is looked up again.
 * Refuses common.not_found, common.stale (with `current`).
 */
export async function pinBase(write: Write, { memberId, version, ...at }: PinBaseInput): Promise<{ version: number }> {
  const base = await lockKnownBase(write, memberId, version)
  return moveBase(write, base, { ...at, located: 'pin', locatedBy: 'hand' }, 'auth.base_pinned')
}

/** Takes the pin away, and looks the address up again. Refuses common.not_found, common.stale (with `current`). */
export async function findBase(write: Write, { memberId, version }: FindBaseInput): Promise<{ version: number }> {
  const base = await lockKnownBase(write, memberId, version)
  const moved = await moveBase(write, base, unlocated, 'auth.base_sought')
  await enqueue(write, 'auth.locate', { baseId: base.id })
  return moved
}

async function lockKnownBase(write: Write, memberId: string | null, version: number): Promise<Base> {
  const base = await lockBase(write, memberId)
  if (!base) throw new Refused('common.not_found')
  if (base.version !== version) throw new Refused('common.stale', { current: base })
  return base
}

/** Where somebody lives does not stand in the history, which can't forget: that it was pointed out does. */
async function moveBase(write: Write, base: Base, location: Location, action: string): Promise<{ version: number }> {
  const { memberId, organizationId } = base
  const version = base.version + 1
  await write.db
    .update(bases)
    .set({ ...location, version })
    .where(ofWhom(write.actor, memberId))
  await record(write, { subject: memberId ? ['member', memberId] : ['organization', organizationId], action })
  await announce(write, 'member', memberId ?? organizationId)
  return { version }
}

/** For the job: looks up where a depot or a home is. */
export function locateBase(actor: Actor, baseId: string): Promise<void> {
  const own = and(eq(bases.organizationId, actor.organizationId), eq(bases.id, baseId))
  return locateRow(
    actor,
    (db, isLocking) =>
      isLocking ? db.select().from(bases).where(own).for('update') : db.select().from(bases).where(own),
    async (write, location) => {
      await write.db.update(bases).set(location).where(own)
      await announce(write, 'member', baseId)
    },
  )
}

/** Gives a company its depot, and has the bases looked up that never were, or deserve a better geocoder. */
export async function locateBases(write: Write): Promise<void> {
  const { organizationId } = write.actor
  const [company] = await write.db
    .select()
    .from(organizations)
    .where(
      and(
        eq(organizations.id, organizationId),
        sql`not exists (select from bases where organization_id = ${organizationId} and member_id is null)`,
      ),
    )
  if (company) await saveBase(write, null, company, undefined)
  const waiting = await write.db
    .select({ id: bases.id })
    .from(bases)
    .where(and(eq(bases.organizationId, organizationId), isUnlocated(bases), noJob('auth.locate', 'baseId', bases.id)))
    .limit(100)
  for (const { id } of waiting) await enqueue(write, 'auth.locate', { baseId: id })
}

/** The address of a base as forms know it. */
export function addressOf(base: Address = noAddress): Address {
  const { street, houseNumber, postalCode, city, country } = base
  return { street, houseNumber, postalCode, city, country }
}

function ofWhom(actor: Actor, memberId: string | null): SQL | undefined {
  return and(
    eq(bases.organizationId, actor.organizationId),
    memberId === null ? isNull(bases.memberId) : eq(bases.memberId, memberId),
  )
}
