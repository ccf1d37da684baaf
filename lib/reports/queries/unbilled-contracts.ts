import 'server-only'
import { sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import type { DayText } from '@/lib/time'
import { fixedReasonOf, reasonOwners, type UnbilledGroup } from '../rules'
import type { UnbilledRow } from './unbilled'

/** Instalments of a contract that are due and on no concept, together; or those on one concept. */
export type ContractPart = {
  contractId: string
  number: string
  name: string
  poNumber: string
  customerId: string
  customer: string
  conceptId: string | null
  poMissing: boolean
  /** How many, and what they come to. */
  lines: number
  amount: string
  sinceOn: DayText
  /** What the fees are called, each once, and the first and last day they are for. */
  fees: string
  from: DayText
  to: DayText
}

/**
 * Instalments of contracts that are not on a final invoice: what stands nowhere (index contract_instalments_to_bill), and what
 * stands on concepts, from those concepts. Oldest first.
 */
export async function contractParts(read: Read, upTo: DayText): Promise<ContractPart[]> {
  const { organizationId } = read.actor
  return read.db.execute<ContractPart>(sql`
    with parts as (
      select contract_id, null::uuid as concept_id, false as po_given, count(*)::int as lines, sum(amount) as amount, min(due_on) as since,
        string_agg(distinct description, ', ') as fees, min(starts_on) as starts_on, max(ends_on) as ends_on
      from contract_instalments where organization_id = ${organizationId} and invoice_state = 'open' and due_on <= ${upTo}
      group by contract_id
      union all
      select l.contract_id, i.id, bool_and(i.po_number <> ''), count(*)::int, sum(s.amount), min(s.due_on),
        string_agg(distinct s.description, ', '), min(s.starts_on), max(s.ends_on)
      from invoices i
      join invoice_lines l on l.organization_id = ${organizationId} and l.invoice_id = i.id and l.instalment_id is not null
      join contract_instalments s on s.organization_id = ${organizationId} and s.id = l.instalment_id
      where i.organization_id = ${organizationId} and i.number is null and i.discarded_at is null
      group by l.contract_id, i.id
    )
    select k.id as "contractId", k.number, k.name, k.po_number as "poNumber", k.customer_id as "customerId", own.name as customer,
      parts.concept_id as "conceptId", coalesce(buyer.po_required, own.po_required)
        and k.po_number = '' and not parts.po_given as "poMissing",
      parts.lines, parts.amount::numeric(14, 2)::text as amount, parts.since::text as "sinceOn",
      parts.fees, parts.starts_on::text as "from", parts.ends_on::text as "to"
    from parts
    join contracts k on k.organization_id = ${organizationId} and k.id = parts.contract_id
    join customers own on own.organization_id = ${organizationId} and own.id = k.customer_id
    left join customers buyer on buyer.organization_id = ${organizationId} and buyer.id = own.bill_to_id
    order by parts.since, k.id, parts.concept_id`)
}

/** Contracts with something that can be billed now; a PO number can still be typed on the concept. */
export async function contractsToInvoice(read: Read, upTo: DayText): Promise<ContractPart[]> {
  return (await contractParts(read, upTo)).filter(({ conceptId }) => conceptId === null)
}

/** What waits of contracts and why: the sums of everything, and the rows behind them, at most so many. */
export async function unbilledOfContracts(
  read: Read,
  today: DayText,
  atMost: number,
): Promise<{ sums: UnbilledGroup[]; rows: UnbilledRow[] }> {
  const parts = await contractParts(read, today)
  const rows = parts.map(rowOf)
  return {
    sums: rows.map(({ reason, amount, sinceOn }) => ({ reason, amount, count: 1, oldestOn: sinceOn })),
    rows: rows.slice(0, atMost),
  }
}

function rowOf(part: ContractPart): UnbilledRow {
  const { contractId, number, name, poNumber, customerId, customer, conceptId, poMissing, lines, amount, sinceOn } =
    part
  const instalments = { fees: part.fees, from: part.from, to: part.to }
  const reason = fixedReasonOf({
    ...{ isReady: true, ofPhase: false, poMissing, periodOpen: false },
    onConcept: conceptId !== null,
  })
  const owner = reasonOwners[reason]
  return {
    ...{ orderId: null, projectId: null, contractId, ofProjectId: null, project: `${number} ${name}`, instalments },
    ...{ number, title: name, customerId, customer, amount, lines, sinceOn, reason, poNumber, conceptId },
    ...{ visitAt: null, owner: '', ownerRole: owner === 'administration' ? owner : null, remindId: null },
    ...{ requestIds: [], reminders: 0, priceMissing: false, booked: null, isReleased: false, remark: '' },
  }
}
