import 'server-only'
import { and, asc, desc, eq, gte, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { isOneOf } from '@/db/columns'
import { contractSites, contracts } from '@/db/schema/contracts'
import { customers, sites } from '@/db/schema/customers'
import { files } from '@/db/schema/files'
import { orders } from '@/db/schema/orders'
import { projects } from '@/db/schema/projects'
import { findIds } from '@/db/search'
import type { Read } from '@/lib/auth/actor'
import { searchWords } from '@/lib/customers/rules'
import type { DayText } from '@/lib/time'
import { type ContractChoice, type ContractFilters, type ContractRow, contractsPerPage } from './rules'

const searchedAtMost = 6

/** Those that have not ended on a day. */
const notEnded = (today: DayText) => or(isNull(contracts.endsOn), gte(contracts.endsOn, today))

/** Contracts, newest first, 100 at a time; `before` is the id of the last one seen. */
export async function listContracts(
  read: Read,
  filters: ContractFilters,
  today: DayText,
  before?: string,
  atMost = contractsPerPage,
): Promise<{ rows: ContractRow[]; more: boolean }> {
  const found = await matchingIds(read, filters.query)
  if (found?.length === 0) return { rows: [], more: false }
  const rows = await read.db
    .select({
      id: contracts.id,
      number: contracts.number,
      reference: contracts.reference,
      name: contracts.name,
      customer: customers.name,
      startsOn: contracts.startsOn,
      endsOn: contracts.endsOn,
      silentConsentDays: contracts.silentConsentDays,
    })
    .from(contracts)
    .innerJoin(
      customers,
      and(eq(customers.organizationId, contracts.organizationId), eq(customers.id, contracts.customerId)),
    )
    .where(
      and(
        eq(contracts.organizationId, read.actor.organizationId),
        filters.state === null ? notEnded(today) : undefined,
        filters.state === 'ended' ? lt(contracts.endsOn, today) : undefined,
        filters.customerId ? eq(contracts.customerId, filters.customerId) : undefined,
        found ? isOneOf(contracts.id, found) : undefined,
        before ? lt(contracts.id, before) : undefined,
      ),
    )
    .orderBy(desc(contracts.id))
    .limit(atMost + 1)
  return { rows: rows.slice(0, atMost), more: rows.length > atMost }
}

/** Ids of at most 200 contracts whose own words match, and of the newest of customers that match; null when nothing was typed. */
async function matchingIds(read: Read, query: string): Promise<string[] | null> {
  const own = await findIds(read.db, 'contracts', query, 200)
  if (!own) return null
  const theirs = (await findIds(read.db, 'customers', searchWords(query), 50)) ?? []
  if (theirs.length === 0) return own
  const rows = await read.db.execute<{ id: string }>(sql`
    select n.id from unnest(${sql.param(theirs)}::uuid[]) as c(id) cross join lateral (
      select k.id from contracts k where k.organization_id = ${read.actor.organizationId} and k.customer_id = c.id
      order by k.id desc limit 10) n`)
  return [...new Set([...own, ...rows.map((row) => row.id)])]
}

/** Contracts by number, name or customer, newest first, for the palette. */
export async function searchContracts(read: Read, query: string): Promise<ContractRow[]> {
  const { rows } = await listContracts(read, { state: 'all', customerId: null, query }, '', undefined, searchedAtMost)
  return rows
}

/** Contracts of a customer that have not ended, newest first, for who makes a project or an order. */
export function openContractsOf(read: Read, customerId: string, today: DayText): Promise<ContractChoice[]> {
  return read.db
    .select({ id: contracts.id, number: contracts.number, name: contracts.name })
    .from(contracts)
    .where(
      and(
        eq(contracts.organizationId, read.actor.organizationId),
        eq(contracts.customerId, customerId),
        notEnded(today),
      ),
    )
    .orderBy(desc(contracts.id))
    .limit(100)
}

export type ContractPage = NonNullable<Awaited<ReturnType<typeof contractForPage>>>

/** All that a contract says: with whom, where, since when, and its paper. Null when it is not there. */
export async function contractForPage(read: Read, contractId: string) {
  const [[found], places] = await Promise.all([
    read.db
      .select({
        contract: contracts,
        customer: { id: customers.id, name: customers.name },
        file: { id: files.id, name: files.name },
      })
      .from(contracts)
      .innerJoin(
        customers,
        and(eq(customers.organizationId, contracts.organizationId), eq(customers.id, contracts.customerId)),
      )
      .leftJoin(files, and(eq(files.organizationId, contracts.organizationId), eq(files.id, contracts.fileId)))
      .where(and(eq(contracts.organizationId, read.actor.organizationId), eq(contracts.id, contractId))),
    sitesOfContract(read, contractId),
  ])
  if (!found) return null
  const { searchText: _, ...contract } = found.contract
  return { ...found, contract, sites: places }
}

/** The work addresses a contract names, by street. */
export function sitesOfContract(read: Read, contractId: string) {
  return read.db
    .select({
      id: sites.id,
      name: sites.name,
      street: sites.street,
      houseNumber: sites.houseNumber,
      postalCode: sites.postalCode,
      city: sites.city,
    })
    .from(contractSites)
    .innerJoin(sites, and(eq(sites.organizationId, contractSites.organizationId), eq(sites.id, contractSites.siteId)))
    .where(and(eq(contractSites.organizationId, read.actor.organizationId), eq(contractSites.contractId, contractId)))
    .orderBy(asc(sites.street), asc(sites.id))
    .limit(200)
}

/**
 * After how many days without an answer the customer of a project or of a finished order has approved what was done in these
 * days, because its contract says so; null when it has no contract, or that says no such thing or did not run on all of these
 * days: then silence is never an answer.
 */
export async function silentConsentDaysOf(
  read: Read,
  about: { projectId: string } | { orderId: string },
  worked: { from: DayText; to: DayText },
): Promise<number | null> {
  const { organizationId } = read.actor
  const agreed =
    'orderId' in about
      ? read.db
          .select({ id: orders.contractId })
          .from(orders)
          .where(and(eq(orders.organizationId, organizationId), eq(orders.id, about.orderId)))
      : read.db
          .select({ id: projects.contractId })
          .from(projects)
          .where(and(eq(projects.organizationId, organizationId), eq(projects.id, about.projectId)))
  const [found] = await read.db
    .select({ days: contracts.silentConsentDays })
    .from(contracts)
    .where(
      and(
        eq(contracts.organizationId, organizationId),
        inArray(contracts.id, agreed),
        lte(contracts.startsOn, worked.from),
        notEnded(worked.to),
      ),
    )
  return found?.days ?? null
}
