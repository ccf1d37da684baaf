import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { contractInstalments } from '@/db/schema/contracts'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import type { InstalmentState } from '../rules/fees'

/** Moves instalments along with their invoice. What stands elsewhere already refuses contracts.instalments_taken. */
export async function setInstalmentState(
  write: Write,
  given: readonly string[],
  { from, to }: { from: readonly InstalmentState[]; to: InstalmentState },
): Promise<void> {
  const ids = [...new Set(given)]
  if (ids.length === 0) return
  const moved = await write.db
    .update(contractInstalments)
    .set({ invoiceState: to })
    .where(
      and(
        eq(contractInstalments.organizationId, write.actor.organizationId),
        isOneOf(contractInstalments.id, ids),
        inArray(contractInstalments.invoiceState, [...from]),
      ),
    )
    .returning({ id: contractInstalments.id })
  if (moved.length !== ids.length) throw new Refused('contracts.instalments_taken')
}
