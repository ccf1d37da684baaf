import 'server-only'
import { sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import type { LineState } from '@/lib/hours/rules/approval'
import { type BillingPeriod, billingPeriod, isDue, projectGroupKey } from '@/lib/invoices/rules/project-lines'
import { compare, sum } from '@/lib/money'
import type { ProjectInvoicing } from '@/lib/projects/rules'
import type { DayText } from '@/lib/time'
import { bookedReasonOf, type UnbilledReason } from '../rules'
import { unbilledFixed } from './unbilled-fixed'

/** Work on a project of one period that is on no concept: what can go there now, and what stays behind and why. */
export type ProjectToInvoice = {
  /** Of the concept it goes on. */
  key: string
  projectId: string
  number: string
  name: string
  customerId: string
  customer: string
  period: BillingPeriod
  /** Name of the phase when the period is one. */
  phase: string
  /** Last day of what can go on the concept. */
  upTo: DayText
  amount: string
  behind: { reason: UnbilledReason; amount: string; count: number }[]
}

type Row = {
  project_id: string
  number: string
  name: string
  customer_id: string
  customer: string
  invoicing: ProjectInvoicing
  closed_at: string | null
  is_asked: boolean
  phase_id: string | null
  phase: string | null
  done_at: string | null
  state: LineState
  price_missing: boolean
  first_day: DayText
  last_day: DayText
  amount: string
  count: number
}

/** Periods of projects with something that can be billed now; one with a period that still runs says so by its last day. */
export async function projectsToInvoice(read: Read, today: DayText): Promise<ProjectToInvoice[]> {
  const periods = await projectPeriods(read, today)
  return periods.filter(({ amount }) => compare(amount, '0') !== 0)
}

/** The same with the periods of which nothing can be billed yet: of all work up to and including a day. */
export async function projectPeriods(read: Read, upTo: DayText): Promise<ProjectToInvoice[]> {
  const { organizationId } = read.actor
  const company = await organizationOf(read)
  const columns = sql.raw('project_id, phase_id, state, net_amount, day')
  const open = sql`organization_id = ${organizationId} and project_id is not null and removed_at is null
    and invoice_state = 'open' and net_amount is distinct from 0 and day <= ${upTo}`
  // Summed once, whatever is known of the tables (materialized). Grouped by week, counted from a Monday, and by month: a group never lies in two periods of its project.
  const [rows, fixed] = await Promise.all([
    read.db.execute<Row>(sql`
      with l as materialized (
        select x.project_id, x.phase_id, x.state, x.net_amount is null as price_missing, (x.day - '2000-01-03'::date) / 7, date_trunc('month', x.day::timestamp),
          min(x.day) as first_day, max(x.day) as last_day, coalesce(sum(x.net_amount), 0) as amount, count(*)::int as count
        from (
          select ${columns} from time_entries where ${open}
          union all
          select ${columns} from expenses where ${open} and billable = 'yes'
        ) x group by 1, 2, 3, 4, 5, 6
      )
      select l.project_id, p.number, p.name, own.id as customer_id, own.name as customer, p.invoicing, p.closed_at, l.phase_id, f.name as phase, f.done_at,
        coalesce(nullif(p.approval, 'default'), nullif(own.approval, 'default'), ${company.settings.approvalDefault}) = 'yes' as is_asked,
        l.state, l.price_missing, l.first_day::text as first_day, l.last_day::text as last_day, l.amount::numeric(14, 2)::text as amount, l.count
      from l
      join projects p on p.organization_id = ${organizationId} and p.id = l.project_id
      join customers own on own.organization_id = ${organizationId} and own.id = p.customer_id
      left join project_phases f on f.organization_id = ${organizationId} and f.id = l.phase_id
      order by p.number, l.first_day`),
    unbilledFixed(read, company, upTo),
  ])
  const found = new Map<string, ProjectToInvoice>()
  const groupOf = (
    row: Pick<Row, 'project_id' | 'number' | 'name' | 'customer_id' | 'customer'>,
    period: BillingPeriod,
    phase: string,
  ) => {
    const key = projectGroupKey(row.project_id, period)
    const { project_id: projectId, customer_id: customerId, number, name, customer } = row
    const made = found.get(key) ?? {
      key,
      projectId,
      number,
      name,
      customerId,
      customer,
      period,
      phase,
      upTo: '',
      amount: '0.00',
      behind: [],
    }
    found.set(key, made)
    return made
  }
  for (const row of rows) {
    const phase = row.phase_id ? { doneAt: row.done_at } : null
    const reason = bookedReasonOf({
      state: row.state,
      isAsked: row.is_asked,
      priceMissing: row.price_missing,
      poMissing: false,
      isDue: isDue({ invoicing: row.invoicing, closedAt: row.closed_at }, phase),
      waitsForPhase: row.invoicing === 'phase' && row.phase_id !== null,
      periodOpen: false,
      onConcept: false,
    })
    const group = groupOf(row, billingPeriod(row.invoicing, row.first_day, row.phase_id), row.phase ?? '')
    if (reason === 'not_on_concept') addReady(group, row.amount, row.last_day)
    else addBehind(group, reason, row.amount, row.count)
  }
  for (const part of fixed) {
    if (part.isReady && !part.conceptId && part.upTo <= upTo) {
      const { projectId: project_id, customerId: customer_id, number, name, customer } = part
      const row = { project_id, customer_id, number, name, customer }
      const group = groupOf(row, billingPeriod(part.invoicing, part.upTo, part.phaseId), part.phase)
      addReady(group, part.amount, part.upTo)
    }
  }
  return [...found.values()]
}

function addReady(group: ProjectToInvoice, amount: string, day: DayText): void {
  group.amount = sum([group.amount, amount])
  if (day > group.upTo) group.upTo = day
}

function addBehind(group: ProjectToInvoice, reason: UnbilledReason, amount: string, count: number): void {
  const same = group.behind.find((one) => one.reason === reason)
  if (!same) group.behind.push({ reason, amount, count })
  else {
    same.amount = sum([same.amount, amount])
    same.count += count
  }
}
