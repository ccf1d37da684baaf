import 'server-only'
import { and, eq } from 'drizzle-orm'
import { contracts } from '@/db/schema/contracts'
import type { Write } from '@/lib/auth/actor'
import { Refused } from '@/lib/refused'
import { editContract } from './contracts'

/**
 * The customer's PO number. Refuses common.not_found, and common.stale (with `current.poNumber`) when neither the number that was
 * seen nor the wanted one stands there.
 */
export async function setContractPoNumber(
  write: Write,
  { id, poNumber, seen }: { id: string; poNumber: string; seen: string },
): Promise<void> {
  const [contract] = await write.db
    .select({ version: contracts.version, poNumber: contracts.poNumber })
    .from(contracts)
    .where(and(eq(contracts.organizationId, write.actor.organizationId), eq(contracts.id, id)))
    .for('update')
  if (!contract) throw new Refused('common.not_found')
  if (contract.poNumber !== poNumber && contract.poNumber !== seen)
    throw new Refused('common.stale', { current: { poNumber: contract.poNumber } })
  await editContract(write, { id, version: contract.version, poNumber })
}
