import 'server-only'
import { and, asc, eq, gt, gte, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { contracts } from '@/db/schema/contracts'
import { timeEntries } from '@/db/schema/hours'
import { projectPhases, projects } from '@/db/schema/projects'
import type { Write } from '@/lib/auth/actor'
import { decimal } from '@/lib/money'
import { allRates } from '../queries/rates'
import type { LineState } from '../rules/approval'
import { type HoursPrice, priceOfHours, type Rate } from '../rules/rates'
import { lockRates, ofItsContract, pricedColumns } from './price'

/** What a rate can apply to: null fits everything. */
export type RateScope = Pick<Rate, 'projectId' | 'contractId' | 'customerId' | 'memberId' | 'hourType' | 'validFrom'>

/** Where a price can still change: not while the customer looks at it, nor after. One that is missing is filled in anywhere. */
const openStates: LineState[] = ['open', 'submitted', 'returned', 'approved', 'rejected']
const batchSize = 1000

/**
 * Prices the project hours again to which a changed rate can apply, from its first day on, that nobody was asked to approve
 * outside and that are on no invoice. In the transaction of the change, so that there is no moment in which hours have a
 * price that no longer is; a batch of 1,000 is one query and one update, and the open hours of a company of 200 technicians
 * are some 13,000 a month. What is booked meanwhile waits (lockRates). A price is no edit: versions stay. Returns how many
 * hours got another price.
 */
export async function repriceOpenHours(write: Write, scopes: readonly RateScope[]): Promise<number> {
  await lockRates(write, 'alone')
  const rates = await allRates(write)
  let repriced = 0
  for (let after: string | undefined, isMore = true; isMore; ) {
    const batch = await openHours(write, scopes, after)
    const changed = batch.flatMap((entry) => {
      const price = priceOfHours(rates, entry, entry)
      return isSame(price, entry) ? [] : [{ id: entry.id, ...price }]
    })
    if (changed.length > 0) await setPrices(write, changed)
    repriced += changed.length
    after = batch.at(-1)?.id
    isMore = batch.length === batchSize
  }
  return repriced
}

const everything: RateScope = {
  ...{ projectId: null, contractId: null, customerId: null, memberId: null, hourType: null },
  validFrom: '0001-01-01',
}

/** The same for everything open on a project, whose own rounding, contract or phases changed. */
export async function repriceProject(write: Write, projectId: string): Promise<void> {
  await repriceOpenHours(write, [{ ...everything, projectId }])
}

/** And on all projects of a contract whose term changed. */
export async function repriceContract(write: Write, contractId: string): Promise<void> {
  await repriceOpenHours(write, [{ ...everything, contractId }])
}

function openHours({ actor, db }: Write, scopes: readonly RateScope[], after: string | undefined) {
  return db
    .select({
      id: timeEntries.id,
      memberId: timeEntries.memberId,
      projectId: timeEntries.projectId,
      hourType: timeEntries.hourType,
      day: timeEntries.day,
      minutes: timeEntries.minutes,
      surcharge: timeEntries.surcharge,
      price: timeEntries.price,
      rateId: timeEntries.rateId,
      netAmount: timeEntries.netAmount,
      ...pricedColumns,
    })
    .from(timeEntries)
    .innerJoin(
      projects,
      and(eq(projects.organizationId, timeEntries.organizationId), eq(projects.id, timeEntries.projectId)),
    )
    .leftJoin(contracts, ofItsContract)
    .leftJoin(
      projectPhases,
      and(eq(projectPhases.organizationId, timeEntries.organizationId), eq(projectPhases.id, timeEntries.phaseId)),
    )
    .where(
      and(
        eq(timeEntries.organizationId, actor.organizationId),
        isNull(timeEntries.removedAt),
        eq(timeEntries.invoiceState, 'open'),
        // The customer agrees to hours, not to what they cost: those without a price still wait for one.
        or(inArray(timeEntries.state, openStates), isNull(timeEntries.netAmount)),
        or(...scopes.map(within)),
        after ? gt(timeEntries.id, after) : undefined,
      ),
    )
    .orderBy(asc(timeEntries.id))
    .limit(batchSize)
    .for('update', { of: timeEntries })
}

function within(scope: RateScope): SQL | undefined {
  return and(
    gte(timeEntries.day, scope.validFrom),
    scope.projectId ? eq(timeEntries.projectId, scope.projectId) : undefined,
    scope.contractId ? eq(projects.contractId, scope.contractId) : undefined,
    scope.customerId ? eq(projects.customerId, scope.customerId) : undefined,
    scope.memberId ? eq(timeEntries.memberId, scope.memberId) : undefined,
    scope.hourType ? eq(timeEntries.hourType, scope.hourType) : undefined,
  )
}

function isSame(a: HoursPrice, b: HoursPrice): boolean {
  const equal = (one: string | null, other: string | null) =>
    one === null || other === null ? one === other : decimal(one).equals(other)
  return a.rateId === b.rateId && equal(a.price, b.price) && equal(a.netAmount, b.netAmount)
}

async function setPrices({ actor, db }: Write, changed: readonly (HoursPrice & { id: string })[]): Promise<void> {
  await db.execute(sql`
    update time_entries t set price = v.price, rate_id = v."rateId", net_amount = v."netAmount"
    from json_to_recordset(${JSON.stringify(changed)}::json)
      as v (id uuid, price numeric, "rateId" uuid, "netAmount" numeric)
    where t.organization_id = ${actor.organizationId} and t.id = v.id`)
}
