import 'server-only'
import { type Actor, type Read, readingTogether } from '@/lib/auth/actor'
import type { LineState } from '@/lib/hours/rules/approval'
import { sum } from '@/lib/money'
import type { DayText } from '@/lib/time'
import { byReason, reasonOwners, remindable, type UnbilledGroup, type UnbilledReason } from '../rules'
import { unbilledOfContracts } from './unbilled-contracts'
import type { ProjectPart } from './unbilled-fixed'
import { unbilledOfOrders } from './unbilled-orders'
import { unbilledOfProjects } from './unbilled-projects'

/**
 * Rows and sums of the screen: every unbilled amount with its one reason, oldest first. There are at most so many rows; the
 * sums are of everything, to the cent.
 */
export async function unbilledWork(read: Read, today: DayText, atMost = mostRows): Promise<UnbilledWork> {
  const parts = await Promise.all([
    unbilledOfOrders(read, today, atMost),
    unbilledOfProjects(read, today, atMost),
    unbilledOfContracts(read, today, atMost),
  ])
  return combined(...parts, atMost)
}

/**
 * The same for a screen that many have open: its three parts, of which none has anything of another, each on a connection of
 * its own, and each read together with others who ask for it.
 */
export async function unbilledTogether(actor: Actor, today: DayText, atMost = mostRows): Promise<UnbilledWork> {
  const parts = await Promise.all([
    readingTogether(actor, unbilledOfOrders, today, atMost),
    readingTogether(actor, unbilledOfProjects, today, atMost),
    readingTogether(actor, unbilledOfContracts, today, atMost),
  ])
  return combined(...parts, atMost)
}

function combined(
  ofOrders: Awaited<ReturnType<typeof unbilledOfOrders>>,
  ofProjects: Awaited<ReturnType<typeof unbilledOfProjects>>,
  ofContracts: Awaited<ReturnType<typeof unbilledOfContracts>>,
  atMost: number,
): UnbilledWork {
  const rows = [...ofOrders.rows, ...ofProjects.rows.map(rowOfProject), ...ofContracts.rows]
    .sort((a, b) => (a.sinceOn < b.sinceOn ? -1 : a.sinceOn > b.sinceOn ? 1 : 0))
    .slice(0, atMost)
  return { rows, summary: summed(byReason([...ofOrders.sums, ...ofProjects.sums, ...ofContracts.sums])) }
}

/** What waits and why, without rows. */
export async function unbilledSummary(read: Read, today: DayText): Promise<UnbilledSummary> {
  return (await unbilledWork(read, today, 0)).summary
}

/** The rows behind the summary, oldest first; at most 1,000, the rest is in the sums. */
export async function unbilledRows(read: Read, today: DayText): Promise<UnbilledRow[]> {
  return (await unbilledWork(read, today)).rows
}

function summed(groups: UnbilledGroup[]) {
  return {
    groups,
    amount: sum(groups.map((group) => group.amount)),
    count: groups.reduce((total, group) => total + group.count, 0),
    oldestOn: groups.reduce<string | null>(
      (oldest, { oldestOn }) => (!oldest || oldestOn < oldest ? oldestOn : oldest),
      null,
    ),
  }
}

export type UnbilledSummary = ReturnType<typeof summed>
export type UnbilledWork = { rows: UnbilledRow[]; summary: UnbilledSummary }

export type UnbilledRow = {
  /** Of one of the three: an order, work on a project itself, or instalments of a contract. */
  orderId: string | null
  projectId: string | null
  contractId?: string
  number: string
  title: string
  /** The project it belongs to, also an order's, with number and name; null and empty when it belongs to none. Of a contract its own. */
  ofProjectId: string | null
  project: string
  /** Of an order or a project: the number of the contract it is done under, when it has one. */
  contract?: string
  /** Of a contract: what its fees are called, and the first and last day they are for. */
  instalments?: { fees: string; from: DayText; to: DayText }
  customerId: string
  customer: string
  amount: string
  lines: number
  sinceOn: DayText
  reason: UnbilledReason
  visitAt: string | null
  /** A name, unless a role has the next step. */
  owner: string
  ownerRole: 'planner' | 'administration' | null
  /** Who can be reminded to do it. */
  remindId: string | null
  /** Open requests in which it waits for the customer, and how often they were reminded of them. */
  requestIds: string[]
  reminders: number
  conceptId: string | null
  /** Of the order, project or contract. */
  poNumber: string
  priceMissing: boolean
  /** On a project: who booked it and where it stands; null for orders and fixed prices. */
  booked: { memberId: string; member: string; state: LineState; upTo: DayText } | null
  /** An order that was checked: what is left to do with it is done on its own page. */
  isReleased: boolean
  /** Why the lead or the customer did not agree. */
  remark: string
}

/** More travel slower than anybody reads them. */
const mostRows = 1000

function rowOfProject(part: ProjectPart): UnbilledRow {
  const owner = reasonOwners[part.reason]
  const reminded = remindable.includes(part.reason) ? owner : null
  const names: Partial<Record<typeof owner, string>> = { person: part.member, lead: part.lead, customer: part.customer }
  return {
    orderId: null,
    projectId: part.projectId,
    ofProjectId: part.projectId,
    number: part.number,
    title: part.member || part.phase ? `${part.name} · ${part.member || part.phase}` : part.name,
    project: `${part.number} ${part.name}`,
    contract: part.contract,
    customerId: part.customerId,
    customer: part.customer,
    amount: part.amount,
    lines: part.lines,
    sinceOn: part.sinceOn,
    reason: part.reason,
    visitAt: null,
    owner: names[owner] ?? '',
    ownerRole: owner === 'planner' || owner === 'administration' ? owner : null,
    remindId: reminded === 'lead' ? part.leadId : reminded === 'person' ? part.memberId : null,
    requestIds: part.requestIds,
    reminders: part.reminders,
    conceptId: part.conceptId,
    poNumber: part.poNumber,
    priceMissing: part.reason === 'price_missing',
    isReleased: false,
    booked:
      part.memberId && part.state
        ? { memberId: part.memberId, member: part.member, state: part.state, upTo: part.upTo }
        : null,
    remark: part.reason === 'hours_returned' || part.reason === 'hours_rejected' ? part.remark : '',
  }
}
