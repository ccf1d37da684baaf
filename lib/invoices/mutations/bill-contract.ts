import 'server-only'
import { invoiceLines } from '@/db/schema/invoices'
import type { Write } from '@/lib/auth/actor'
import { setInstalmentState } from '@/lib/contracts/mutations/billed'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { invoiceStateFrom } from '@/lib/orders/rules'
import { Refused } from '@/lib/refused'
import { type DayText, dayIn } from '@/lib/time'
import type { ContractsInput } from '../input'
import { contractGroupKey, contractWork } from '../queries/contract-work'
import { lastPosition, openConcept } from './bill'
import { ensureSeries } from './series'

/**
 * Puts what of a contract's fees is due, up to and including a day when one is given, on its concept (contractGroupKey), making
 * that when it is not there. Returns the concept's id, null when there is nothing to bill. Safe to call twice. Refuses
 * common.not_found.
 */
export async function billContract(
  write: Write,
  { contractId, upTo }: { contractId: string; upTo: DayText | null },
): Promise<string | null> {
  const { contract, buyer, timeZone, lines } = await contractWork(write, { contractId, upTo, lock: true }, write.now)
  if (lines.length === 0) return null
  const { organizationId } = write.actor
  const place = { id: contract.id, siteId: null, poNumber: contract.poNumber }
  const { invoiceId, isNew } = await openConcept(write, contractGroupKey(contract.id), place, buyer)
  const before = await lastPosition(write, invoiceId)
  await write.db.insert(invoiceLines).values(
    lines.map(({ id: instalmentId, description, amount, vat }, index) => ({
      ...{
        organizationId,
        id: newId(),
        invoiceId,
        position: before + index + 1,
        contractId,
        instalmentId,
        description,
      },
      ...{ quantity: '1', unitPrice: amount, netAmount: amount },
      ...{ vatCode: vat.code, vatCategory: vat.category, vatRate: vat.rate },
    })),
  )
  const ids = lines.map(({ id }) => id)
  await setInstalmentState(write, ids, { from: invoiceStateFrom.concept, to: 'concept' })
  await ensureSeries(write, 'invoice', Number(dayIn(timeZone, write.now).slice(0, 4)))
  const { number } = contract
  await record(write, {
    subject: ['invoice', invoiceId],
    action: isNew ? 'invoices.billed_contract' : 'invoices.joined_contract',
    params: { number },
    customerId: buyer.id,
  })
  await record(write, {
    subject: ['contract', contract.id],
    action: 'contracts.billed',
    params: { count: lines.length },
    customerId: contract.customerId,
  })
  await announce(write, 'invoice', invoiceId)
  await announce(write, 'contract', contract.id)
  return invoiceId
}

/**
 * The same for many contracts at once, in the order of their ids. Returns the concepts in the order they were made. Refuses
 * common.not_found, invoices.nothing_on_contract when none of them has something to bill.
 */
export async function billContracts(write: Write, { contractIds }: ContractsInput): Promise<string[]> {
  const made: string[] = []
  for (const contractId of [...new Set(contractIds)].sort()) {
    const id = await billContract(write, { contractId, upTo: null })
    if (id) made.push(id)
  }
  if (made.length === 0) throw new Refused('invoices.nothing_on_contract')
  return made
}
