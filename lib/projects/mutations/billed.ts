import 'server-only'
import { sql } from 'drizzle-orm'
import type { Write } from '@/lib/auth/actor'

/** What of the fixed price of a project, or of one of its phases, is on concepts and invoices or was written off. */
export type Billed = { projectId: string; phaseId: string | null; amount: string }

/**
 * Keeps with projects and their phases how much of their fixed prices is billed, so that what is left is found without
 * reading invoices; called by who changed those, in the same transaction. `billed` is all there is of these projects.
 */
export async function setBilledAmounts(
  { actor, db }: Write,
  projectIds: readonly string[],
  billed: readonly Billed[],
): Promise<void> {
  if (projectIds.length === 0) return
  const ids = sql.param([...projectIds])
  const { organizationId } = actor
  const rows = sql`json_to_recordset(${JSON.stringify(billed)}::json) as b ("projectId" uuid, "phaseId" uuid, amount numeric)`
  await db.execute(sql`
    update projects p set billed_amount = coalesce((select sum(b.amount) from ${rows} where b."projectId" = p.id), 0)
    where p.organization_id = ${organizationId} and p.id = any(${ids}::uuid[])`)
  await db.execute(sql`
    update project_phases p set billed_amount = coalesce((select sum(b.amount) from ${rows} where b."phaseId" = p.id), 0)
    where p.organization_id = ${organizationId} and p.project_id = any(${ids}::uuid[])`)
}
