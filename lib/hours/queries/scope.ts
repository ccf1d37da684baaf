import 'server-only'
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { hasRole, type Read } from '@/lib/auth/actor'

/** Whose lines somebody decides about: of the projects they lead and their orders, and of everything for administration. */
export function ledBy(read: Read, line: { projectId: SQLWrapper; orderId: SQLWrapper }): SQL {
  if (hasRole(read.actor, 'administration')) return sql`true`
  const own = sql`organization_id = ${read.actor.organizationId}`
  const led = sql`select id from projects where ${own} and lead_id = ${read.actor.id}`
  return sql`(${line.projectId} in (${led}) or ${line.orderId} in (select id from orders where ${own} and project_id in (${led})))`
}

/** Does this person decide about anybody's hours? */
export async function leadsSomething(read: Read): Promise<boolean> {
  if (hasRole(read.actor, 'administration')) return true
  const [row] = await read.db.execute<{ leads: boolean }>(
    sql`select exists (select from projects where organization_id = ${read.actor.organizationId} and lead_id = ${read.actor.id}) as leads`,
  )
  return row?.leads ?? false
}
