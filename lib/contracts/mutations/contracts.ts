import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { contractSites, contracts } from '@/db/schema/contracts'
import { customers, sites } from '@/db/schema/customers'
import { files } from '@/db/schema/files'
import type { Write } from '@/lib/auth/actor'
import { takeNumber } from '@/lib/customers/mutations/number'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/mutations'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import { searchable } from '@/lib/search'
import type { CreateContract, EditContract } from '../input'
import { sitesOfContract } from '../queries'
import { fitInstalments } from './fees'

type Typed = Omit<EditContract, 'id' | 'version'>
type Whole = Required<Typed>

const blank = { reference: '', endsOn: null, poNumber: '', notes: '', silentConsentDays: null, fileId: null }

/**
 * Makes a contract. With an `id`, making it again gives the one that is there. Returns id and number. Refuses, beside their
 * fields: contracts.no_customer, contracts.no_site, contracts.ends_before, common.not_found for a file that is not there.
 */
export async function createContract(write: Write, input: CreateContract): Promise<{ id: string; number: string }> {
  const { id: given, customerId, ...typed } = input
  const id = given ?? newId()
  if (given) {
    await write.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${given}, 0))`)
    const [made] = await write.db
      .select({ id: contracts.id, number: contracts.number })
      .from(contracts)
      .where(own(write, id))
    if (made) return made
  }
  const { siteIds, ...columns }: Whole = { ...blank, ...typed, siteIds: typed.siteIds ?? [] }
  const about = await check(write, customerId, { ...columns, siteIds }, null)
  const number = await takeNumber(write, 'contract')
  await write.db.insert(contracts).values({
    ...columns,
    organizationId: write.actor.organizationId,
    id,
    createdAt: write.now.toString(),
    number,
    customerId,
    searchText: searchable(number, columns.reference, columns.name, about.customer, columns.poNumber),
  })
  await nameSites(write, id, siteIds)
  await record(write, { subject: ['contract', id], action: 'contracts.create', params: { number }, customerId })
  await announce(write, 'contract', id)
  return { id, number }
}

/**
 * Changes what a contract says; open hours of its projects get the price of their day when its term changes. Refuses
 * common.not_found, common.stale (with `current`) and what createContract refuses.
 */
export async function editContract(write: Write, input: EditContract): Promise<{ version: number }> {
  const { id, version, siteIds: places, ...given } = input
  const [contract] = await write.db.select().from(contracts).where(own(write, id)).for('update')
  if (!contract) throw new Refused('common.not_found')
  const before = typedOf(
    contract,
    (await sitesOfContract(write, id)).map((site) => site.id),
  )
  const wanted: Typed = places ? { ...given, siteIds: [...new Set(places)].sort() } : given
  const changes = changesBetween<Typed>(before, wanted)
  if (changes.length === 0) return { version: contract.version }
  if (contract.version !== version)
    throw new Refused('common.stale', { current: { ...before, version: contract.version } })
  const next = { ...before, ...wanted }
  const about = await check(write, contract.customerId, next, before)
  const { siteIds, ...columns } = next
  await write.db
    .update(contracts)
    .set({
      ...columns,
      version: version + 1,
      searchText: searchable(contract.number, next.reference, next.name, about.customer, next.poNumber),
    })
    .where(own(write, id))
  if (wanted.siteIds) await nameSites(write, id, siteIds)
  const said = (field: string, value: unknown) => (field === 'siteIds' || field === 'fileId' ? about.say(value) : value)
  await record(write, {
    subject: ['contract', id],
    action: 'contracts.edit',
    changes: changes.map(({ field, from, to }) => ({ field, from: said(field, from), to: said(field, to) })),
    customerId: contract.customerId,
    params: { number: contract.number },
  })
  if (next.startsOn !== before.startsOn || next.endsOn !== before.endsOn)
    await enqueue(write, 'hours.reprice', { contractId: id })
  if (next.endsOn !== before.endsOn) await fitInstalments(write, { ...contract, ...columns })
  await announce(write, 'contract', id, version + 1)
  return { version: version + 1 }
}

function own(write: Write, contractId: string) {
  return and(eq(contracts.organizationId, write.actor.organizationId), eq(contracts.id, contractId))
}

function typedOf(contract: typeof contracts.$inferSelect, siteIds: string[]): Whole {
  const { name, reference, startsOn, endsOn, poNumber, notes, silentConsentDays, fileId } = contract
  return {
    ...{ name, reference, startsOn, endsOn, poNumber, notes, silentConsentDays, fileId },
    siteIds: siteIds.sort(),
  }
}

async function nameSites(write: Write, contractId: string, siteIds: readonly string[]): Promise<void> {
  const { organizationId } = write.actor
  await write.db
    .delete(contractSites)
    .where(and(eq(contractSites.organizationId, organizationId), eq(contractSites.contractId, contractId)))
  const rows = [...new Set(siteIds)].map((siteId) => ({ organizationId, id: newId(), contractId, siteId }))
  if (rows.length > 0) await write.db.insert(contractSites).values(rows)
}

/**
 * It ends after it begins, its sites are the customer's and its paper is here. Returns the customer's name, and how the
 * history says its sites and paper.
 */
async function check(write: Write, customerId: string, wanted: Whole, before: Whole | null) {
  const { organizationId } = write.actor
  if (wanted.endsOn !== null && wanted.endsOn < wanted.startsOn) throw refused('endsOn', 'contracts.ends_before')
  const siteIds = [...wanted.siteIds, ...(before?.siteIds ?? [])]
  const fileIds = [wanted.fileId, before?.fileId].filter((one) => typeof one === 'string')
  const [[customer], places, papers] = await Promise.all([
    write.db
      .select({ name: customers.name, archivedAt: customers.archivedAt })
      .from(customers)
      .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId))),
    siteIds.length === 0
      ? []
      : write.db
          .select({ id: sites.id, street: sites.street, houseNumber: sites.houseNumber, city: sites.city })
          .from(sites)
          .where(
            and(eq(sites.organizationId, organizationId), eq(sites.customerId, customerId), inArray(sites.id, siteIds)),
          ),
    fileIds.length === 0
      ? []
      : write.db
          .select({ id: files.id, name: files.name })
          .from(files)
          .where(and(eq(files.organizationId, organizationId), inArray(files.id, fileIds))),
  ])
  if (!customer || (customer.archivedAt && !before)) throw refused('customerId', 'contracts.no_customer')
  if (wanted.siteIds.some((id) => !places.some((site) => site.id === id))) throw refused('siteIds', 'contracts.no_site')
  if (wanted.fileId !== null && !papers.some((file) => file.id === wanted.fileId))
    throw refused('fileId', 'common.not_found')
  const names = new Map([
    ...places.map((site) => [site.id, `${site.street} ${site.houseNumber}, ${site.city}`] as const),
    ...papers.map((file) => [file.id, file.name] as const),
  ])
  return {
    customer: customer.name,
    say: (value: unknown) =>
      (Array.isArray(value) ? value : [value]).map((id) => names.get(String(id)) ?? '').join(' · '),
  }
}

function refused(field: string, code: string): Refused {
  return new Refused(code, { fields: { [field]: code } })
}
