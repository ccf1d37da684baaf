import 'server-only'
import { and, eq } from 'drizzle-orm'
import { contracts } from '@/db/schema/contracts'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { Refused } from '@/lib/refused'
import { dayIn } from '@/lib/time'
import { contractRefusal } from '../rules'

export type Contract = typeof contracts.$inferSelect

/**
 * The contract that a project or order of this customer names from now on, kept as it is until the transaction ends. Refuses,
 * beside contractId: contracts.none (not of this customer), contracts.ended.
 */
export async function contractToName(write: Write, on: { contractId: string; customerId: string }): Promise<Contract> {
  const { contract, refusal } = await find(write, on)
  if (contract && refusal === null) return contract
  const code = refusal ?? 'contracts.none'
  throw new Refused(code, { fields: { contractId: code }, params: { number: contract?.number ?? '' } })
}

/** The same for what follows from elsewhere, such as an order of a project: null when it can't be named any more. */
export async function contractToInherit(
  write: Write,
  on: { contractId: string | null; customerId: string },
): Promise<Contract | null> {
  if (on.contractId === null) return null
  const { contract, refusal } = await find(write, { ...on, contractId: on.contractId })
  return refusal === null ? contract : null
}

async function find(write: Write, { contractId, customerId }: { contractId: string; customerId: string }) {
  const { organizationId } = write.actor
  const [contract] = await write.db
    .select()
    .from(contracts)
    .where(and(eq(contracts.organizationId, organizationId), eq(contracts.id, contractId)))
    .for('share')
  const { timeZone } = await organizationOf(write)
  return {
    contract: contract ?? null,
    refusal: contractRefusal(contract ?? null, customerId, dayIn(timeZone, write.now)),
  }
}
