import 'server-only'
import { and, eq } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'

/** Who is named on an order must be of the company. Refuses orders.no_member beside `field`. */
export async function refuseStranger(write: Write, memberId: string, field: string): Promise<void> {
  const [member] = await write.db
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.organizationId, write.actor.organizationId), eq(members.id, memberId)))
  if (!member) throw new Refused('orders.no_member', { fields: { [field]: 'orders.no_member' } })
}
