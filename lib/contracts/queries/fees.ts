import 'server-only'
import { and, asc, eq, sql } from 'drizzle-orm'
import { contractFees, contractInstalments, contracts } from '@/db/schema/contracts'
import type { Read } from '@/lib/auth/actor'
import { lastDay, nextInstalment } from '../rules/fees'

export type FeeRow = Awaited<ReturnType<typeof feesOfContract>>[number]

/** The fees of a contract with what they brought so far, what waits to be invoiced, and what comes next; at most 100. */
export async function feesOfContract(read: Read, contractId: string) {
  const { organizationId } = read.actor
  const summed = (state: 'billed' | 'waiting') => sql<string>`coalesce(sum(${contractInstalments.amount})
    filter (where ${contractInstalments.invoiceState} ${state === 'billed' ? sql`= 'billed'` : sql`in ('open', 'concept')`}), 0)::numeric(14, 2)::text`
  const rows = await read.db
    .select({
      fee: contractFees,
      contractEndsOn: contracts.endsOn,
      billed: summed('billed'),
      waiting: summed('waiting'),
      made: sql<number>`count(${contractInstalments.id})::int`,
    })
    .from(contractFees)
    .innerJoin(contracts, and(eq(contracts.organizationId, organizationId), eq(contracts.id, contractFees.contractId)))
    .leftJoin(
      contractInstalments,
      and(
        eq(contractInstalments.organizationId, organizationId),
        eq(contractInstalments.contractId, contractId),
        eq(contractInstalments.feeId, contractFees.id),
      ),
    )
    .where(and(eq(contractFees.organizationId, organizationId), eq(contractFees.contractId, contractId)))
    .groupBy(contractFees.organizationId, contractFees.id, contracts.endsOn)
    .orderBy(asc(contractFees.id))
    .limit(100)
  return rows.map(({ fee, contractEndsOn, billed, waiting, made }) => {
    const { id, version, description, amount, vatRate, period, timing, startsOn, endsOn } = fee
    const next = nextInstalment({ ...fee, endsOn: lastDay(endsOn, contractEndsOn) }, fee.nextDueOn)
    return {
      ...{ id, version, description, amount, vatRate, period, timing, startsOn, endsOn, billed, waiting },
      isBegun: made > 0,
      next: next && { dueOn: next.dueOn, amount: next.amount },
    }
  })
}
