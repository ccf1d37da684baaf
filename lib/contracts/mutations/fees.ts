import 'server-only'
import { and, asc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import { contractFees, contractInstalments, contracts } from '@/db/schema/contracts'
import type { Write } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { record } from '@/lib/history/mutations'
import { changesBetween } from '@/lib/history/rules'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { decimal, round2 } from '@/lib/money'
import { Refused } from '@/lib/refused'
import { type DayText, dayIn } from '@/lib/time'
import type { SaveFee } from '../input'
import { instalmentFrom, instalmentsDue, lastDay } from '../rules/fees'

type Fee = typeof contractFees.$inferSelect
type Contract = Pick<typeof contracts.$inferSelect, 'id' | 'number' | 'startsOn' | 'endsOn' | 'customerId'>

/**
 * Makes a fee of a contract (version null; the same id twice is one fee) or changes it, ending it included. What is due by today
 * is made at once. Instalments that were made keep what they say, but for a last day: what is on no concept or invoice follows
 * it. Refuses common.not_found, common.stale (with `current`), and beside their fields: contracts.fee_before (it would begin
 * before its contract), contracts.ends_before, contracts.fee_begun (first day, period or timing of what has instalments).
 */
export async function saveFee(write: Write, input: SaveFee): Promise<{ id: string; version: number }> {
  const { id, contractId, version, ...given } = input
  const { organizationId } = write.actor
  const [contract] = await write.db
    .select()
    .from(contracts)
    .where(and(eq(contracts.organizationId, organizationId), eq(contracts.id, contractId)))
    .for('update')
  if (!contract) throw new Refused('common.not_found')
  const [fee] = await write.db.select().from(contractFees).where(own(write, id)).for('update')
  if (fee ? fee.contractId !== contractId : version !== null) throw new Refused('common.not_found')
  // Made already: the same sent twice.
  if (fee && version === null) return { id, version: fee.version }
  const wanted = { ...given, amount: round2(given.amount), vatRate: decimal(given.vatRate).toFixed(2) }
  const before = fee && typedOf(fee)
  const changes = before ? changesBetween(before, wanted) : []
  if (fee && changes.length === 0) return { id, version: fee.version }
  if (fee && fee.version !== version)
    throw new Refused('common.stale', { current: { ...before, version: fee.version } })
  if (wanted.endsOn !== null && wanted.endsOn < wanted.startsOn) throw refused('endsOn', 'contracts.ends_before')
  if (wanted.startsOn < contract.startsOn && wanted.startsOn !== fee?.startsOn)
    throw refused('startsOn', 'contracts.fee_before')
  const fixed = changes.find(({ field }) => field === 'startsOn' || field === 'period' || field === 'timing')
  if (fixed && (await hasInstalments(write, id))) throw refused(fixed.field, 'contracts.fee_begun')
  const next = (fee?.version ?? 0) + 1
  const columns = { ...wanted, version: next }
  if (fee) await write.db.update(contractFees).set(columns).where(own(write, id))
  else
    await write.db
      .insert(contractFees)
      .values({ ...columns, organizationId, id, createdAt: write.now.toString(), contractId })
  await record(write, {
    subject: ['contract', contractId],
    action: fee ? 'contracts.fee_edit' : 'contracts.fee_add',
    params: { description: wanted.description, amount: wanted.amount },
    changes,
    customerId: contract.customerId,
  })
  await fitInstalments(write, contract)
  await announce(write, 'contract', contractId)
  return { id, version: next }
}

/**
 * Makes what is due of a contract's fees, and lets what is on no concept or invoice follow its last day: when the contract or a
 * fee of it was changed, and when something comes off a concept or invoice. The contract must be locked.
 */
export async function fitInstalments(write: Write, contract: Contract): Promise<void> {
  const { timeZone } = await organizationOf(write)
  const { organizationId } = write.actor
  const fees = await write.db
    .select()
    .from(contractFees)
    .where(and(eq(contractFees.organizationId, organizationId), eq(contractFees.contractId, contract.id)))
    .orderBy(asc(contractFees.id))
    .for('update')
  for (const fee of fees) {
    const today = dayIn(timeZone, write.now)
    const facts = factsOf(fee, contract)
    const free = await write.db
      .select()
      .from(contractInstalments)
      .where(and(ofFee(write, fee.id), inArray(contractInstalments.invoiceState, ['open', 'dropped'])))
      .for('update')
    for (const one of free) {
      const whole = instalmentFrom({ ...facts, amount: one.wholeAmount }, one.startsOn)
      const wanted = whole && whole.dueOn <= today ? whole : null
      if (wanted?.endsOn === one.endsOn && one.invoiceState === 'open') continue
      // Kept also when it is no longer owed: an invoice that was credited may name it.
      await write.db
        .update(contractInstalments)
        .set(wanted ? { ...wanted, invoiceState: 'open' } : { invoiceState: 'dropped' })
        .where(and(ofFee(write, fee.id), eq(contractInstalments.id, one.id)))
    }
    await make(write, fee, contract, { today, from: null })
  }
}

/**
 * Makes the instalments that are due, also of days when nothing ran: at most 200 fees at a time, the oldest first. Safe to do
 * twice and at once (contract_instalments_once). Returns how many were made.
 */
export async function makeDueInstalments(write: Write): Promise<number> {
  const { timeZone } = await organizationOf(write)
  const { organizationId } = write.actor
  const today = dayIn(timeZone, write.now)
  const fees = await write.db
    .select()
    .from(contractFees)
    .where(
      and(
        eq(contractFees.organizationId, organizationId),
        isNotNull(contractFees.nextDueOn),
        lte(contractFees.nextDueOn, today),
      ),
    )
    .orderBy(asc(contractFees.nextDueOn), asc(contractFees.id))
    .limit(200)
    .for('update', { skipLocked: true })
  // Read once the fees are ours: an end that was saved in between has been here, one that is saved from now on waits.
  const found = await write.db
    .select()
    .from(contracts)
    .where(
      and(
        eq(contracts.organizationId, organizationId),
        inArray(contracts.id, [...new Set(fees.map(({ contractId }) => contractId))]),
      ),
    )
  const byId = new Map(found.map((contract) => [contract.id, contract]))
  let count = 0
  for (const fee of fees) {
    const contract = byId.get(fee.contractId)
    if (contract) count += await make(write, fee, contract, { today, from: fee.nextDueOn })
  }
  for (const contractId of byId.keys()) await announce(write, 'contract', contractId)
  return count
}

async function make(
  write: Write,
  fee: Fee,
  contract: Contract,
  { today, from }: { today: DayText; from: DayText | null },
): Promise<number> {
  const { organizationId } = write.actor
  const { due, nextDueOn } = instalmentsDue(factsOf(fee, contract), today, from)
  const made =
    due.length === 0
      ? []
      : await write.db
          .insert(contractInstalments)
          .values(
            due.map((one) => ({
              ...{ organizationId, id: newId(), createdAt: write.now.toString(), contractId: contract.id },
              ...{ feeId: fee.id, description: fee.description, vatRate: fee.vatRate, wholeAmount: fee.amount, ...one },
            })),
          )
          .onConflictDoUpdate({
            target: [contractInstalments.organizationId, contractInstalments.feeId, contractInstalments.startsOn],
            // What was dropped by an end that was taken back is due after all; what stands somewhere is left alone.
            setWhere: eq(contractInstalments.invoiceState, 'dropped'),
            set: {
              endsOn: sql`excluded.ends_on`,
              dueOn: sql`excluded.due_on`,
              description: sql`excluded.description`,
              amount: sql`excluded.amount`,
              wholeAmount: sql`excluded.whole_amount`,
              vatRate: sql`excluded.vat_rate`,
              invoiceState: 'open',
            },
          })
          .returning({ id: contractInstalments.id })
  if (nextDueOn !== fee.nextDueOn) await write.db.update(contractFees).set({ nextDueOn }).where(own(write, fee.id))
  return made.length
}

function factsOf(fee: Fee, contract: Contract) {
  return { ...fee, endsOn: lastDay(fee.endsOn, contract.endsOn) }
}

function own(write: Write, feeId: string) {
  return and(eq(contractFees.organizationId, write.actor.organizationId), eq(contractFees.id, feeId))
}

function ofFee(write: Write, feeId: string) {
  return and(eq(contractInstalments.organizationId, write.actor.organizationId), eq(contractInstalments.feeId, feeId))
}

async function hasInstalments(write: Write, feeId: string): Promise<boolean> {
  const [one] = await write.db
    .select({ id: contractInstalments.id })
    .from(contractInstalments)
    .where(ofFee(write, feeId))
    .limit(1)
  return one !== undefined
}

function typedOf({ description, amount, vatRate, period, timing, startsOn, endsOn }: Fee) {
  return { description, amount, vatRate, period, timing, startsOn, endsOn }
}

function refused(field: string, code: string): Refused {
  return new Refused(code, { fields: { [field]: code } })
}
