import 'server-only'
import { and, eq } from 'drizzle-orm'
import { errorConstraint } from '@/db/client'
import { members } from '@/db/schema/auth'
import { contracts } from '@/db/schema/contracts'
import { customers } from '@/db/schema/customers'
import { rates, timeEntries } from '@/db/schema/hours'
import { projects } from '@/db/schema/projects'
import type { Write } from '@/lib/auth/actor'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { type Recorded, record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { RateDefaults, SaveRate } from '../input'
import { isBilledWork } from '../queries/rates'
import { lockRates } from './price'
import { repriceOpenHours } from './reprice'

type Rate = typeof rates.$inferSelect
type Names = { project: string; contract: string; customer: string; member: string }

/**
 * Makes a rate (version null; the same id twice is one rate) or changes it, and prices open hours again. What was billed
 * with keeps its price: then a change is a new rate from a day on. Returns how many open hours got another price.
 * Refused: common.stale {current}, common.not_found (also beside the field of what it names), hours.project_closed,
 * hours.rate_billed, hours.rate_twice for the same conditions and day.
 */
export async function saveRate(
  write: Write,
  { id, version: seen, ...wanted }: SaveRate,
): Promise<{ id: string; version: number; repriced: number }> {
  await lockRates(write, 'alone')
  const before = await lockRate(write, id)
  if (seen === null && before) return { id, version: before.version, repriced: 0 }
  if (seen !== null && (!before || before.removedAt)) throw new Refused('common.not_found')
  const changes = changesBetween<Record<string, unknown>>(before ?? {}, wanted)
  if (before && changes.length === 0) return { id, version: before.version, repriced: 0 }
  if (before && before.version !== seen) throw new Refused('common.stale', { current: before })
  if (before && (await isBilled(write, id)))
    throw new Refused('hours.rate_billed', { fields: { price: 'hours.rate_billed' } })
  const names = await namesOf(write, wanted, before)
  const version = (before?.version ?? 0) + 1
  await store(write, id, { ...wanted, version }, before)
  const repriced = await repriceOpenHours(write, before ? [before, wanted] : [wanted])
  const { price, validFrom, hourType } = wanted
  await tell(write, [before, wanted], {
    action: before ? 'hours.rate_edit' : 'hours.rate_add',
    params: { rateId: id, price, validFrom, hourType: hourType ?? 'none', count: repriced, ...names },
    changes: before ? changes : [],
  })
  await announce(write, 'rate', id, version)
  return { id, version, repriced }
}

/** From now on it prices nothing: open hours get the next one that fits. Refused: common.not_found, common.stale {current}. */
export async function removeRate(
  write: Write,
  { id, version: seen }: { id: string; version: number },
): Promise<{ repriced: number }> {
  await lockRates(write, 'alone')
  const rate = await lockRate(write, id)
  if (!rate) throw new Refused('common.not_found')
  if (rate.removedAt) return { repriced: 0 }
  if (rate.version !== seen) throw new Refused('common.stale', { current: rate })
  const version = rate.version + 1
  await write.db.update(rates).set({ removedAt: write.now.toString(), version }).where(own(write, id))
  const repriced = await repriceOpenHours(write, [rate])
  const { price, validFrom, hourType } = rate
  await tell(write, [rate], {
    action: 'hours.rate_remove',
    params: {
      ...{ rateId: id, price, validFrom, hourType: hourType ?? 'none', count: repriced },
      ...(await namesOf(write, rate, rate)),
    },
  })
  await announce(write, 'rate', id, version)
  return { repriced }
}

/** Among what happened to the rates, and on the contract that one names or named. */
async function tell(
  write: Write,
  rates: readonly (Pick<Rate, 'contractId'> | undefined)[],
  entry: Omit<Recorded, 'subject'>,
): Promise<void> {
  await record(write, { ...entry, subject: ['rates', write.actor.organizationId] })
  for (const contractId of new Set(rates.map((rate) => rate?.contractId ?? null)))
    if (contractId)
      await record(write, { ...entry, subject: ['contract', contractId], params: { ...entry.params, contract: '' } })
}

/** What counts where nothing else is agreed. Refused: common.stale with what another saved. */
export function saveRateDefaults(write: Write, { version, ...settings }: RateDefaults): Promise<{ version: number }> {
  return saveSettings(write, settings, version)
}

function own(write: Write, rateId: string) {
  return and(eq(rates.organizationId, write.actor.organizationId), eq(rates.id, rateId))
}

async function lockRate(write: Write, rateId: string): Promise<Rate | undefined> {
  const [rate] = await write.db.select().from(rates).where(own(write, rateId)).for('update')
  return rate
}

async function isBilled(write: Write, rateId: string): Promise<boolean> {
  const [billed] = await write.db
    .select({ id: timeEntries.id })
    .from(timeEntries)
    .where(
      and(eq(timeEntries.organizationId, write.actor.organizationId), eq(timeEntries.rateId, rateId), isBilledWork),
    )
    .limit(1)
  return billed !== undefined
}

async function store(
  write: Write,
  id: string,
  values: Omit<SaveRate, 'id' | 'version'> & { version: number },
  before: Rate | undefined,
): Promise<void> {
  const { organizationId } = write.actor
  try {
    if (before) await write.db.update(rates).set(values).where(own(write, id))
    else await write.db.insert(rates).values({ organizationId, id, createdAt: write.now.toString(), ...values })
  } catch (error) {
    if (errorConstraint(error) === 'rates_once')
      throw new Refused('hours.rate_twice', { fields: { validFrom: 'hours.rate_twice' } })
    throw error
  }
}

/** What a rate names, in words (`none`: nothing), and that it may name it: something here, and a project on which is still booked. */
async function namesOf(
  { actor, db }: Write,
  rate: Pick<Rate, 'projectId' | 'contractId' | 'customerId' | 'memberId'>,
  before: Pick<Rate, 'projectId'> | undefined,
): Promise<Names> {
  const { organizationId } = actor
  const [[project], [contract], [customer], [member]] = await Promise.all([
    rate.projectId
      ? db
          .select({ number: projects.number, name: projects.name, closedAt: projects.closedAt })
          .from(projects)
          .where(and(eq(projects.organizationId, organizationId), eq(projects.id, rate.projectId)))
      : [],
    rate.contractId
      ? db
          .select({ number: contracts.number, name: contracts.name })
          .from(contracts)
          .where(and(eq(contracts.organizationId, organizationId), eq(contracts.id, rate.contractId)))
      : [],
    rate.customerId
      ? db
          .select({ name: customers.name })
          .from(customers)
          .where(and(eq(customers.organizationId, organizationId), eq(customers.id, rate.customerId)))
      : [],
    rate.memberId
      ? db
          .select({ name: members.name })
          .from(members)
          .where(and(eq(members.organizationId, organizationId), eq(members.id, rate.memberId)))
      : [],
  ])
  const fields: Record<string, string> = {}
  if (rate.projectId && !project) fields.projectId = 'common.not_found'
  else if (project?.closedAt && rate.projectId !== before?.projectId) fields.projectId = 'hours.project_closed'
  if (rate.contractId && !contract) fields.contractId = 'common.not_found'
  if (rate.customerId && !customer) fields.customerId = 'common.not_found'
  if (rate.memberId && !member) fields.memberId = 'common.not_found'
  const [code] = Object.values(fields)
  if (code) throw new Refused(code, { fields })
  return {
    project: project ? `${project.number} ${project.name}` : 'none',
    // What was written before there were contracts says nothing of them.
    contract: contract ? ` · ${contract.number} ${contract.name}` : '',
    customer: customer?.name ?? 'none',
    member: member?.name ?? 'none',
  }
}
