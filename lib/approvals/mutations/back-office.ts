import 'server-only'
import { and, arrayContains, asc, eq } from 'drizzle-orm'
import { members } from '@/db/schema/auth'
import type { Write } from '@/lib/auth/actor'

/** Who hears of it where nobody leads: those who invoice. */
export function backOffice(write: Write) {
  return write.db
    .select({ id: members.id, name: members.name, email: members.email, locale: members.locale })
    .from(members)
    .where(
      and(
        eq(members.organizationId, write.actor.organizationId),
        eq(members.active, true),
        arrayContains(members.roles, ['administration']),
      ),
    )
    .orderBy(asc(members.id))
    .limit(5)
}
