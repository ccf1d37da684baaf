import 'server-only'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { contractGroupKey } from '@/lib/invoices/queries/contract-work'
import { openConcepts, ordersToCollect } from '@/lib/invoices/queries/run-concepts'
import { lastDayOf } from '@/lib/invoices/rules/project-lines'
import { isKeyRunning, type RunRow, rowsByKey } from '@/lib/invoices/rules/run-preview'
import { compare } from '@/lib/money'
import type { DayText } from '@/lib/time'
import type { UnbilledReason } from '../rules'
import { projectPeriods } from './to-invoice'
import { unbilledRows } from './unbilled'
import { contractsToInvoice } from './unbilled-contracts'

/** Work that no run would send yet, with why, and where that is solved. */
export type BehindRow = {
  /** not_chosen: it would go, but not with the projects and contracts that were chosen. */
  reason: UnbilledReason | 'not_chosen'
  number: string
  title: string
  customerId: string
  customer: string
  projectId: string | null
  contractId: string | null
  amount: string
  href: string
}

/** Told by the run itself, from the very concepts and periods it makes invoices of. */
const ownReasons: readonly UnbilledReason[] = [
  'on_concept',
  'not_on_concept',
  'collective',
  'period_open',
  'po_missing',
]

/**
 * What an invoice run up to and including a day would send, an invoice per row: open concepts, and the concepts that work which
 * is on none would come on; and everything that stays behind, with the reason of the list of unbilled work. Weeks and months
 * that are not over on that day stay behind too, unless they are wished for.
 */
export async function runPreview(
  read: Read,
  wish: { upTo: DayText; today: DayText; withRunning: boolean },
): Promise<{ rows: RunRow[]; behind: BehindRow[] }> {
  const { upTo, today, withRunning } = wish
  const { timeZone } = await organizationOf(read)
  const [concepts, orders, periods, contracts, unbilled] = await Promise.all([
    openConcepts(read),
    ordersToCollect(read, timeZone),
    projectPeriods(read, upTo),
    contractsToInvoice(read, upTo),
    unbilledRows(read, today),
  ])
  const behind: BehindRow[] = unbilled
    .filter(({ reason, sinceOn }) => !ownReasons.includes(reason) && sinceOn <= upTo)
    .map(({ reason, number, title, customerId, customer, projectId, contractId = null, amount }) => ({
      ...{ reason, number, title, customerId, customer, projectId, contractId, amount },
      href: `/unbilled?reason=${reason}`,
    }))
  const parts: RunRow[] = []
  for (const {
    id,
    key,
    customerId,
    customer,
    work,
    title,
    projectIds,
    contractIds,
    lines,
    amount,
    poMissing,
    onHold,
    isFormer,
  } of concepts) {
    const about = { customerId, customer, projectId: projectIds[0] ?? null, amount }
    const contractId = contractIds[0] ?? null
    const stays = (reason: BehindRow['reason'], href: string) =>
      behind.push({ ...about, contractId, reason, number: work, title, href })
    if (onHold) continue
    if (poMissing) stays('po_missing', `/invoices/${id}`)
    else if (!withRunning && isKeyRunning(key, upTo)) stays('collective', `/invoices/${id}`)
    else
      parts.push({
        ...{ ...about, key: isFormer ? `former:${id}` : key, work, title, conceptId: id, projectIds, contractIds },
        ...{ projects: [], orderIds: [], lines, isFormer },
      })
  }
  for (const period of periods) {
    if (compare(period.amount, '0') === 0) continue
    const { key, projectId, number, name, customerId, customer, amount } = period
    const about = { customerId, customer, projectId, amount }
    const last = lastDayOf(period.period)
    if (!withRunning && last !== null && last > upTo)
      behind.push({
        ...{ ...about, contractId: null, reason: 'period_open', number, title: name },
        href: '/unbilled?reason=period_open',
      })
    else
      parts.push({
        ...{ ...about, key, work: number, title: name, conceptId: null, projectIds: [projectId] },
        ...{ projects: [{ projectId, key, upTo: period.upTo }], orderIds: [], lines: null, isFormer: false },
        contractIds: [],
      })
  }
  for (const { id, key, number, title, customerId, customer, amount, lines } of orders) {
    const about = { customerId, customer, projectId: null, amount }
    if (!withRunning && isKeyRunning(key, upTo))
      behind.push({ ...about, contractId: null, reason: 'collective', number, title, href: `/orders/${id}` })
    else
      parts.push({
        ...{ ...about, key, work: number, title, conceptId: null, projectIds: [] },
        ...{ projects: [], orderIds: [id], contractIds: [], lines, isFormer: false },
      })
  }
  for (const { contractId, number, name, customerId, customer, amount, lines } of contracts)
    parts.push({
      ...{ key: contractGroupKey(contractId), work: number, title: name, customerId, customer, amount, lines },
      ...{ conceptId: null, projectId: null, projectIds: [], projects: [], orderIds: [], isFormer: false },
      contractIds: [contractId],
      contracts: [{ contractId, upTo }],
    })
  return { rows: rowsByKey(parts), behind }
}
