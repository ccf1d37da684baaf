import { sum } from '@/lib/money'
import type { DayText } from '@/lib/time'
import { lastDayOf } from './project-lines'

/** An invoice that a run would send: a concept as it stands, work that comes on a concept, or both. */
export type RunRow = {
  /** What it is collected by (groupKey, projectGroupKey). */
  key: string
  customerId: string
  customer: string
  /** Numbers of its orders, projects and contracts. */
  work: string
  /** Of the one order or project; empty when there are more. */
  title: string
  projectId: string | null
  projectIds: string[]
  /** Of which instalments are on it. */
  contractIds: string[]
  conceptId: string | null
  /** A concept of who paid before: what is new comes on another. */
  isFormer: boolean
  projects: { projectId: string; key: string; upTo: DayText }[]
  orderIds: string[]
  contracts?: { contractId: string; upTo: DayText }[]
  /** Of a concept and of orders; hours are gathered into lines only when the concept is made. */
  lines: number | null
  amount: string
}

/** One row for each concept: what comes on one that is there, or on one together, is one invoice. */
export function rowsByKey(parts: readonly RunRow[]): RunRow[] {
  return [...Map.groupBy(parts, ({ key }) => key).values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const numbers = [...new Set(own.flatMap(({ work }) => work.split(', ')))].filter(Boolean)
    return {
      ...first,
      work: numbers.join(', '),
      title: numbers.length === 1 ? first.title : '',
      conceptId: own.find(({ conceptId }) => conceptId !== null)?.conceptId ?? null,
      projectIds: [...new Set(own.flatMap(({ projectIds }) => projectIds))],
      contractIds: [...new Set(own.flatMap(({ contractIds }) => contractIds))],
      projects: own.flatMap(({ projects }) => projects),
      orderIds: own.flatMap(({ orderIds }) => orderIds),
      contracts: own.flatMap(({ contracts }) => contracts ?? []),
      lines: own.some(({ lines }) => lines === null) ? null : own.reduce((total, { lines }) => total + (lines ?? 0), 0),
      amount: sum(own.map(({ amount }) => amount)),
    }
  })
}

/** Whether the week or month that a concept collects is not over on this day. */
export function isKeyRunning(key: string, on: DayText): boolean {
  const month = /^(?:month|project):.*:(\d{4}-\d{2})$/.exec(key)?.[1]
  if (month) return (lastDayOf({ kind: 'month', month }) ?? '') > on
  const [, year, week] = /^project:.*:(\d{4})-W(\d{2})$/.exec(key) ?? []
  if (!year || !week) return false
  return (lastDayOf({ kind: 'week', year: Number(year), week: Number(week) }) ?? '') > on
}

/** Of whom and of what a run is looked at; an empty list is everything. Projects and contracts together are either of them. */
export type RunChoice = { customers: readonly string[]; projects: readonly string[]; contracts: readonly string[] }

type Choosable = { customerId: string; projectIds: readonly string[]; contractIds: readonly string[] }

export function isChosen({ customerId, projectIds, contractIds }: Choosable, choice: RunChoice): boolean {
  const { customers, projects, contracts } = choice
  if (customers.length > 0 && !customers.includes(customerId)) return false
  if (projects.length === 0 && contracts.length === 0) return true
  return projectIds.some((id) => projects.includes(id)) || contractIds.some((id) => contracts.includes(id))
}

/**
 * Invoices that would go out, but not with this choice of projects and contracts, of customers to whom something does go: an
 * order, another project, a contract of theirs that stays behind only because it was not chosen.
 */
export function notChosen<Row extends Choosable>(rows: readonly Row[], choice: RunChoice): Row[] {
  const served = new Set(rows.filter((row) => isChosen(row, choice)).map(({ customerId }) => customerId))
  return rows.filter((row) => served.has(row.customerId) && !isChosen(row, choice))
}

/** What is sent to start a run with these. */
export function chosenOf(rows: readonly RunRow[]) {
  return {
    projects: rows.flatMap(({ projects }) => projects),
    orderIds: rows.flatMap(({ orderIds }) => orderIds),
    contracts: rows.flatMap(({ contracts }) => contracts ?? []),
    invoiceIds: rows.flatMap(({ conceptId }) => conceptId ?? []),
  }
}
