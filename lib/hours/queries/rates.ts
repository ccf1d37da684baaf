import 'server-only'
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { byName } from '@/db/columns'
import { members } from '@/db/schema/auth'
import { contracts } from '@/db/schema/contracts'
import { customers } from '@/db/schema/customers'
import { rates, timeEntries } from '@/db/schema/hours'
import { projects } from '@/db/schema/projects'
import type { Read } from '@/lib/auth/actor'
import type { Rate } from '../rules/rates'

const rateColumns = {
  id: rates.id,
  projectId: rates.projectId,
  contractId: rates.contractId,
  customerId: rates.customerId,
  memberId: rates.memberId,
  hourType: rates.hourType,
  price: rates.price,
  validFrom: rates.validFrom,
}
const mostRates = 5000

/** On a concept or an invoice. Written out, so that a prepared statement knows the index time_entries_billed_by_rate. */
export const isBilledWork = sql`${timeEntries.invoiceState} <> 'open'`

/** Every rate of the company: tens, not thousands. What wins is a rule's to say (rateFor). */
export function allRates(read: Read): Promise<Rate[]> {
  return read.db
    .select(rateColumns)
    .from(rates)
    .where(and(eq(rates.organizationId, read.actor.organizationId), isNull(rates.removedAt)))
    .orderBy(asc(rates.id))
    .limit(mostRates)
}

export type RateRow = Awaited<ReturnType<typeof namedRates>>[number]

/** Every rate (of a contract) with the names of what it is for, and whether it was billed with: then its price stays. */
export function namedRates(read: Read, contractId?: string) {
  return read.db
    .select({
      ...rateColumns,
      version: rates.version,
      project: sql<string>`coalesce(${projects.number} || ' ' || ${projects.name}, '')`,
      contract: sql<string>`coalesce(${contracts.number} || ' ' || ${contracts.name}, '')`,
      customer: sql<string>`coalesce(${customers.name}, '')`,
      member: sql<string>`coalesce(${members.name}, '')`,
      isBilled: sql<boolean>`exists (select from ${timeEntries} where ${timeEntries.organizationId} = ${rates.organizationId}
        and ${timeEntries.rateId} = ${rates.id} and ${isBilledWork})`,
    })
    .from(rates)
    .leftJoin(projects, and(eq(projects.organizationId, rates.organizationId), eq(projects.id, rates.projectId)))
    .leftJoin(contracts, and(eq(contracts.organizationId, rates.organizationId), eq(contracts.id, rates.contractId)))
    .leftJoin(customers, and(eq(customers.organizationId, rates.organizationId), eq(customers.id, rates.customerId)))
    .leftJoin(members, and(eq(members.organizationId, rates.organizationId), eq(members.id, rates.memberId)))
    .where(
      and(
        eq(rates.organizationId, read.actor.organizationId),
        isNull(rates.removedAt),
        contractId ? eq(rates.contractId, contractId) : undefined,
      ),
    )
    .orderBy(asc(rates.id))
    .limit(mostRates)
}

export type RateChoices = Awaited<ReturnType<typeof rateChoices>>

/** Who and what a new rate can name: everybody who works here, the newest thousand open projects and as many contracts. */
export async function rateChoices(read: Read) {
  const { organizationId } = read.actor
  const [people, open, agreed] = await Promise.all([
    read.db
      .select({ id: members.id, name: members.name })
      .from(members)
      .where(and(eq(members.organizationId, organizationId), eq(members.active, true)))
      .orderBy(byName(members.name), asc(members.id))
      .limit(500),
    read.db
      .select({
        id: projects.id,
        number: projects.number,
        name: projects.name,
        customerId: projects.customerId,
        customer: customers.name,
        contractId: projects.contractId,
      })
      .from(projects)
      .innerJoin(
        customers,
        and(eq(customers.organizationId, projects.organizationId), eq(customers.id, projects.customerId)),
      )
      .where(and(eq(projects.organizationId, organizationId), isNull(projects.closedAt)))
      .orderBy(desc(projects.id))
      .limit(1000),
    read.db
      .select({
        id: contracts.id,
        number: contracts.number,
        name: contracts.name,
        customerId: contracts.customerId,
        customer: customers.name,
        startsOn: contracts.startsOn,
        endsOn: contracts.endsOn,
      })
      .from(contracts)
      .innerJoin(
        customers,
        and(eq(customers.organizationId, contracts.organizationId), eq(customers.id, contracts.customerId)),
      )
      .where(eq(contracts.organizationId, organizationId))
      .orderBy(desc(contracts.id))
      .limit(1000),
  ])
  return { people, projects: open, contracts: agreed }
}
