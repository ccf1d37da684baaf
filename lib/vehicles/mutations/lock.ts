import 'server-only'
import { and, arrayContains, asc, eq, sql } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import { vehicles } from '@/db/schema/vehicles'
import type { Write } from '@/lib/auth/actor'
import type { Role } from '@/lib/auth/rules'
import { type Recorded, record } from '@/lib/history/mutations'
import { Refused } from '@/lib/refused'

export type Vehicle = typeof vehicles.$inferSelect

/** All vehicles of the company. What they are and who drives them is decided by one planner at a time, new ones included. */
export async function lockFleet(write: Write): Promise<Vehicle[]> {
  const { organizationId } = write.actor
  await write.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`vehicles ${organizationId}`}, 0))`)
  return write.db
    .select()
    .from(vehicles)
    .where(eq(vehicles.organizationId, organizationId))
    .orderBy(asc(vehicles.id))
    .limit(1000)
}

/** Who is to drive: an active technician. Refused: vehicles.not_a_technician, beside `memberId`. */
export async function driverOf(write: Write, memberId: string): Promise<{ id: string; name: string }> {
  const technician: Role[] = ['technician']
  const [member] = await write.db
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(
      and(
        eq(members.organizationId, write.actor.organizationId),
        eq(members.id, memberId),
        eq(members.active, true),
        arrayContains(members.roles, technician),
      ),
    )
  if (!member) throw new Refused('vehicles.not_a_technician', { fields: { memberId: 'vehicles.not_a_technician' } })
  return member
}

export async function nameOfMember(write: Write, memberId: string): Promise<string> {
  const [member] = await write.db
    .select({ name: members.name })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, memberId)))
  return member?.name ?? ''
}

/** Among what happened to the vehicles of the company. */
export function tell(write: Write, entry: Omit<Recorded, 'subject'>): Promise<void> {
  return record(write, { ...entry, subject: ['vehicles', write.actor.organizationId] })
}
