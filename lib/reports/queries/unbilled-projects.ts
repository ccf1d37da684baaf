import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import type { LineState } from '@/lib/hours/rules/approval'
import { type DayText, weekStart } from '@/lib/time'
import { type BookedFacts, bookedReasonOf, type UnbilledReason } from '../rules'
import { type Company, type ProjectPart, parties, poMissing, unbilledFixed } from './unbilled-fixed'

/**
 * Hours and expenses on projects that are not on a final invoice, with the facts their reason follows from. It reads unbilled
 * lines only (indexes time_entries_to_bill and expenses_to_bill), summed before anything is joined.
 */
function bookedParts(read: Read, company: Company, today: DayText): SQL {
  const { organizationId } = read.actor
  const isAskedByDefault = company.settings.approvalDefault
  const columns = sql.raw('project_id, phase_id, member_id, state, invoice_state, net_amount, day, remark')
  const open = sql`organization_id = ${organizationId} and project_id is not null and removed_at is null
    and invoice_state in ('open', 'concept') and net_amount is distinct from 0`
  return sql`
    select p.id, l.member_id, l.state, l.on_concept, l.price_missing,
      coalesce(nullif(p.approval, 'default'), nullif(own.approval, 'default'), ${isAskedByDefault}) = 'yes' as is_asked,
      ${poMissing} as po_missing,
      case p.invoicing when 'completion' then p.closed_at is not null
        when 'phase' then p.closed_at is not null or f.done_at is not null else true end as is_due,
      p.invoicing = 'phase' and l.phase_id is not null as waits_for_phase,
      case p.invoicing when 'weekly' then l.this_week when 'monthly' then l.this_month else false end as period_open,
      l.amount, l.line_count, l.since, l.up_to, l.remark
    from (
      select x.project_id, x.phase_id, x.member_id, x.state, x.invoice_state = 'concept' as on_concept,
        x.net_amount is null as price_missing, x.day >= ${weekStart(today)}::date as this_week,
        x.day >= date_trunc('month', ${today}::date) as this_month,
        coalesce(sum(x.net_amount), 0) as amount, count(*) as line_count, min(x.day) as since, max(x.day) as up_to,
        max(x.remark) as remark
      from (
        select ${columns} from time_entries where ${open}
        union all
        select ${columns} from expenses where ${open} and billable = 'yes'
      ) x group by 1, 2, 3, 4, 5, 6, 7, 8
    ) l
    join projects p on p.organization_id = ${organizationId} and p.id = l.project_id
    ${parties(organizationId)}
    left join project_phases f on f.organization_id = ${organizationId} and f.id = l.phase_id`
}

const factColumns = sql.raw(
  'state, is_asked, price_missing, po_missing, is_due, waits_for_phase, period_open, on_concept',
)

type FactRow = {
  state: LineState
  is_asked: boolean
  price_missing: boolean
  po_missing: boolean
  is_due: boolean
  waits_for_phase: boolean
  period_open: boolean
  on_concept: boolean
}

function factsOf(row: FactRow): BookedFacts {
  return {
    state: row.state,
    isAsked: row.is_asked,
    priceMissing: row.price_missing,
    poMissing: row.po_missing,
    isDue: row.is_due,
    waitsForPhase: row.waits_for_phase,
    periodOpen: row.period_open,
    onConcept: row.on_concept,
  }
}

type Part = { reason: UnbilledReason; amount: string; count: number; oldestOn: DayText }

/** What waits on projects and why, for the sums: summed in the database by the facts and named by the one rule. */
export async function unbilledOfProjects(read: Read, today: DayText): Promise<Part[]> {
  const company = await organizationOf(read)
  const [booked, fixed] = await Promise.all([
    read.db.execute<FactRow & { amount: string; count: number; oldest: string }>(sql`
      select ${factColumns}, sum(amount)::numeric(14, 2)::text as amount, count(*)::int as count, min(since)::text as oldest
      from (select id, member_id, ${factColumns}, sum(amount) as amount, min(since) as since
        from (${bookedParts(read, company, today)}) lines group by id, member_id, ${factColumns}) parts
      group by ${factColumns}`),
    unbilledFixed(read, company, today),
  ])
  return [
    ...booked.map((row) => ({
      reason: bookedReasonOf(factsOf(row)),
      amount: row.amount,
      count: row.count,
      oldestOn: row.oldest,
    })),
    ...fixed.map(({ reason, amount, sinceOn }) => ({ reason, amount, count: 1, oldestOn: sinceOn })),
  ]
}

/** The rows behind the sums: a project, a member and where their lines stand, oldest first; at most so many. */
export async function unbilledProjectRows(read: Read, today: DayText, atMost: number): Promise<ProjectPart[]> {
  const company = await organizationOf(read)
  const { organizationId } = read.actor
  const [booked, fixed] = await Promise.all([
    read.db.execute<
      FactRow & {
        id: string
        member_id: string
        number: string
        name: string
        customer_id: string
        customer: string
        member: string
        lead: string | null
        amount: string
        lines: number
        since: string
        up_to: string
        remark: string
        concept_id: string | null
      }
    >(sql`
      select parts.*, parts.amount::numeric(14, 2)::text as amount, parts.since::text as since, parts.up_to::text as up_to,
        p.number, p.name, p.customer_id, c.name as customer, m.name as member, lead.name as lead, ${conceptOf(organizationId)} as concept_id
      from (
        select id, member_id, ${factColumns}, sum(amount) as amount, sum(line_count)::int as lines, min(since) as since,
          max(up_to) as up_to, max(remark) as remark
        from (${bookedParts(read, company, today)}) l group by id, member_id, ${factColumns}
        order by min(since), id, member_id limit ${atMost}
      ) parts
      join projects p on p.organization_id = ${organizationId} and p.id = parts.id
      join customers c on c.organization_id = ${organizationId} and c.id = p.customer_id
      join members m on m.organization_id = ${organizationId} and m.id = parts.member_id
      left join members lead on lead.organization_id = ${organizationId} and lead.id = p.lead_id
      order by parts.since, parts.id, parts.member_id`),
    unbilledFixed(read, company, today),
  ])
  const rows = booked.map((row) => ({
    projectId: row.id,
    number: row.number,
    name: row.name,
    customerId: row.customer_id,
    customer: row.customer,
    memberId: row.member_id,
    member: row.member,
    lead: row.lead ?? '',
    state: row.state,
    reason: bookedReasonOf(factsOf(row)),
    amount: row.amount,
    lines: row.lines,
    sinceOn: row.since,
    upTo: row.up_to,
    remark: row.remark,
    phase: '',
    conceptId: row.on_concept ? row.concept_id : null,
  }))
  return [...rows, ...fixed.slice(0, atMost)]
}

/** The open concept with lines of the project in this row. */
function conceptOf(organizationId: string): SQL {
  return sql`(select i.id from invoice_lines l
    join invoices i on i.organization_id = ${organizationId} and i.id = l.invoice_id and i.number is null and i.discarded_at is null
    where parts.on_concept and l.organization_id = ${organizationId} and l.project_id = parts.id order by i.id limit 1)`
}
