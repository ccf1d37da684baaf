import { dateFormat } from '@/lib/intl'
import { compare, negate, sum } from '@/lib/money'
import type { UnbilledRow, UnbilledSummary } from '@/lib/reports/queries/unbilled'
import { heaviestFirst, type UnbilledReason, unbilledReasons } from '@/lib/reports/rules'
import type { DayText } from '@/lib/time'

/** How the screen of what is not invoiced is grouped: `by` in its address. */
export const views = ['reason', 'customer', 'project', 'member'] as const
export type View = (typeof views)[number]

/** What is shown: one reason, and one group of the view. The screen and its export read the same address. */
export type Shown = { view: View; reason: UnbilledReason | null; group: string | null }

export function shownFrom(params: URLSearchParams): Shown {
  const [by, reason, group] = [params.get('by'), params.get('reason'), params.get('in')]
  return {
    view: views.find((view) => view === by) ?? 'reason',
    reason: unbilledReasons.find((one) => one === reason) ?? null,
    group: group ? group.slice(0, 200) : null,
  }
}

/** Without a project, or waiting for nobody yet. */
const none = '-'

function keyOf(view: View, row: UnbilledRow): string {
  switch (view) {
    case 'reason':
      return row.reason
    case 'customer':
      return row.customerId
    case 'project':
      return row.ofProjectId ?? row.contractId ?? none
    case 'member':
      return row.ownerRole ?? (row.owner || none)
  }
}

export function rowsShown(rows: readonly UnbilledRow[], { view, reason, group }: Shown): UnbilledRow[] {
  return rows.filter(
    (row) => (!reason || row.reason === reason) && (!group || view === 'reason' || keyOf(view, row) === group),
  )
}

/** The contract of a row; of a contract itself with what its fees are called and the days they are for. */
export function contractText({ contract, instalments, project }: UnbilledRow, formatLocale: string): string {
  if (!instalments) return contract ?? ''
  const days = dateFormat(formatLocale, { dateStyle: 'medium', timeZone: 'UTC' })
  const [from, to] = [instalments.from, instalments.to].map((day) => new Date(`${day}T00:00:00Z`))
  return `${project} · ${instalments.fees} (${days.formatRange(from ?? 0, to ?? 0)})`
}

/** A group of the view: `row` names it, null for reasons and for the rest that has no row. */
export type Group = { key: string; row: UnbilledRow | null; amount: string; count: number; oldestOn: DayText }
export const restKey = 'rest'

/** The groups of a view. They add up to everything, or to the chosen reason; what has no row of its own is the rest. */
export function groupsOf(
  { view, reason }: Omit<Shown, 'group'>,
  rows: readonly UnbilledRow[],
  summary: UnbilledSummary,
): Group[] {
  if (view === 'reason')
    return heaviestFirst(summary.groups.map((group) => ({ ...group, key: group.reason, row: null })))
  const wanted = reason ? rows.filter((row) => row.reason === reason) : rows
  const groups = [...Map.groupBy(wanted, (row) => keyOf(view, row))].map(([key, own]) => ({
    key,
    row: own[0] ?? null,
    amount: sum(own.map((row) => row.amount)),
    count: own.length,
    oldestOn: own[0]?.sinceOn ?? '',
  }))
  const all = reason ? summary.groups.find((group) => group.reason === reason) : summary
  const rest = all && {
    amount: sum([all.amount, negate(sum(groups.map(({ amount }) => amount)))]),
    count: all.count - wanted.length,
  }
  const ordered = heaviestFirst(groups)
  if (!rest || (rest.count === 0 && compare(rest.amount, '0') === 0)) return ordered
  return [...ordered, { ...rest, key: restKey, row: null, oldestOn: rows.at(-1)?.sinceOn ?? '' }]
}
