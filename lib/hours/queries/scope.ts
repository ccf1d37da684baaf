import 'server-only'
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { hasRole, type Read } from '@/lib/auth/actor'

/** Whose lines somebody decides about: those of the projects they lead, and of everything for administration. */
export function ledBy(read: Read, projectId: SQLWrapper): SQL {
  if (hasRole(read.actor, 'administration')) return sql`true`
  return sql`${projectId} in (select id from projects where organization_id = ${read.actor.organizationId} and lead_id = ${read.actor.id})`
}

/** Does this person decide about anybody's hours? */
export async function leadsSomething(read: Read): Promise<boolean> {
  if (hasRole(read.actor, 'administration')) return true
  const [row] = await read.db.execute<{ leads: boolean }>(
    sql`select exists (select from projects where organization_id = ${read.actor.organizationId} and lead_id = ${read.actor.id}) as leads`,
  )
  return row?.leads ?? false
}
