import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { contractInstalments, contracts } from '@/db/schema/contracts'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import type { InstalmentState } from '../rules/fees'
import { fitInstalments } from './fees'

/**
 * Moves instalments along with their invoice. What comes free follows the last day that its fee and contract have by now: it may
 * have ended while it stood there. What stands elsewhere already refuses contracts.instalments_taken.
 */
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
    .returning({ contractId: contractInstalments.contractId })
  if (moved.length !== ids.length) throw new Refused('contracts.instalments_taken')
  if (to !== 'open') return
  const freed = await write.db
    .select()
    .from(contracts)
    .where(
      and(
        eq(contracts.organizationId, write.actor.organizationId),
        isOneOf(contracts.id, [...new Set(moved.map(({ contractId }) => contractId))]),
      ),
    )
    .orderBy(asc(contracts.id))
    .for('update')
  for (const contract of freed) await fitInstalments(write, contract)
}
