import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import type { LineState } from '@/lib/hours/rules/approval'
import { type DayText, weekStart } from '@/lib/time'
import { type BookedFacts, bookedReasonOf, type UnbilledGroup } from '../rules'
import { type Company, type ProjectPart, parties, poRequired, unbilledFixed } from './unbilled-fixed'

const facts = 'state is_asked price_missing po_missing is_due waits_for_phase period_open on_concept'.split(' ')
const factColumns = sql.raw(facts.join(', '))
const factsOfShown = sql.raw(facts.map((name) => `shown.${name}`).join(', '))

/**
 * Hours and expenses on projects that are not on a final invoice, with the facts their reason follows from: tables l and
 * parts. Read once: unbilled lines (indexes time_entries_to_bill and expenses_to_bill), summed before anything is joined,
 * and what stands on concepts, from those concepts.
 */
function bookedParts(read: Read, company: Company, today: DayText): SQL {
  const { organizationId } = read.actor
  const columns = sql.raw('project_id, phase_id, member_id, state, net_amount, day')
  const open = sql`organization_id = ${organizationId} and project_id is not null and removed_at is null
    and invoice_state = 'open' and net_amount is distinct from 0`
  const summed = sql`project_id, phase_id, member_id, state, net_amount is null as price_missing,
    day >= ${weekStart(today)}::date as this_week, day >= ${`${today.slice(0, 7)}-01`}::date as this_month,
    coalesce(sum(net_amount), 0) as amount, count(*) as line_count, min(day) as since, max(day) as up_to`
  const onConcept = (table: SQL, key: SQL) => sql`
    select b.project_id, b.phase_id, b.member_id, b.state, b.net_amount, b.day, i.id as concept_id, i.po_number <> '' as po_given
    from invoices i
    join invoice_lines il on il.organization_id = ${organizationId} and il.invoice_id = i.id and il.project_id is not null
    join invoice_line_sources s on s.organization_id = ${organizationId} and s.invoice_line_id = il.id
    join ${table} b on b.organization_id = ${organizationId} and b.id = ${key}
    where i.organization_id = ${organizationId} and i.number is null and i.discarded_at is null
      and b.removed_at is null and b.net_amount is distinct from 0`
  return sql`
    with l as materialized (
      select ${summed}, null::uuid as concept_id, false as po_given from (
        select ${columns} from time_entries where ${open}
        union all
        select ${columns} from expenses where ${open} and billable = 'yes'
      ) x group by 1, 2, 3, 4, 5, 6, 7
      union all
      select ${summed}, concept_id, po_given from (
        ${onConcept(sql`time_entries`, sql`s.time_entry_id`)}
        union all
        ${onConcept(sql`expenses`, sql`s.expense_id`)}
      ) x group by 1, 2, 3, 4, 5, 6, 7, concept_id, po_given
    ), about as materialized (
      -- Of these projects alone, and once each: there are many more lines, and customers.
      select p.id, p.invoicing, p.closed_at, p.po_number, ${poRequired} as po_required,
        coalesce(nullif(p.approval, 'default'), nullif(own.approval, 'default'), ${company.settings.approvalDefault}) = 'yes' as is_asked
      from (select distinct project_id from l) wanted
      join projects p on p.organization_id = ${organizationId} and p.id = wanted.project_id
      ${parties(organizationId)}
    ), facts as (
      select p.id, l.member_id, l.state, l.concept_id, l.concept_id is not null as on_concept, l.price_missing, p.is_asked,
        p.po_required and p.po_number = '' and not l.po_given as po_missing,
        case p.invoicing when 'completion' then p.closed_at is not null
          when 'phase' then p.closed_at is not null or f.done_at is not null else true end as is_due,
        p.invoicing = 'phase' and l.phase_id is not null as waits_for_phase,
        case p.invoicing when 'weekly' then l.this_week when 'monthly' then l.this_month else false end as period_open,
        l.amount, l.line_count, l.since, l.up_to
      from l
      join about p on p.id = l.project_id
      left join project_phases f on f.organization_id = ${organizationId} and f.id = l.phase_id
    ), parts as materialized (
      select id, member_id, concept_id, ${factColumns}, sum(amount) as amount, sum(line_count)::int as lines,
        min(since) as since, max(up_to) as up_to
      from facts group by id, member_id, concept_id, ${factColumns}
    )`
}

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

type PartRow = FactRow & {
  id: string
  member_id: string
  concept_id: string | null
  number: string
  name: string
  po_number: string
  customer_id: string
  customer: string
  contract: string
  member: string
  lead_id: string | null
  lead: string | null
  amount: string
  lines: number
  since: string
  up_to: string
  remark: string
  requests: { ids: string[]; reminders: number } | null
}

/**
 * What waits on projects and why: the sums of everything, and the rows behind them (a project, a member and where their lines
 * stand), oldest first and at most so many.
 */
export async function unbilledOfProjects(
  read: Read,
  today: DayText,
  atMost: number,
): Promise<{ sums: UnbilledGroup[]; rows: ProjectPart[] }> {
  // Enough to sum a hundred thousand lines by hashing: sorting them takes more than twice as long.
  const [company] = await Promise.all([organizationOf(read), read.db.execute(sql`set local work_mem = '32MB'`)])
  const { organizationId } = read.actor
  const [[found], fixed] = await Promise.all([
    read.db.execute<{
      sums: (FactRow & { amount: string; count: number; oldest: string })[] | null
      rows: PartRow[] | null
    }>(sql`
      ${bookedParts(read, company, today)}
      select
        (select json_agg(g) from (
          select ${factColumns}, sum(amount)::numeric(14, 2)::text as amount, count(*)::int as count, min(since)::text as oldest
          from parts group by ${factColumns}) g) as sums,
        ${atMost === 0 ? sql`null` : rowsOf(organizationId, atMost)} as rows`),
    unbilledFixed(read, company, today),
  ])
  return {
    sums: [
      ...(found?.sums ?? []).map((row) => ({
        reason: bookedReasonOf(factsOf(row)),
        amount: row.amount,
        count: row.count,
        oldestOn: row.oldest,
      })),
      ...fixed.map(({ reason, amount, sinceOn }) => ({ reason, amount, count: 1, oldestOn: sinceOn })),
    ],
    rows: [...(found?.rows ?? []).map(partOf), ...fixed.slice(0, atMost)],
  }
}

/** Left out where none are asked: a limit of 0 looks so cheap that the statement would be planned anew each time. */
function rowsOf(organizationId: string, atMost: number): SQL {
  return sql`(select json_agg(r order by r.since, r.id, r.member_id) from (
          select shown.id, shown.member_id, shown.concept_id, ${factsOfShown}, shown.lines,
            shown.amount::numeric(14, 2)::text as amount, shown.since::text as since, shown.up_to::text as up_to,
            p.number, p.name, p.po_number, p.customer_id, c.name as customer, coalesce(k.number, '') as contract,
            m.name as member, p.lead_id, lead.name as lead,
            ${remarkOf(organizationId)} as remark, ${requestsOf(organizationId)} as requests
          from (select * from parts order by since, id, member_id limit ${atMost}) shown
          join projects p on p.organization_id = ${organizationId} and p.id = shown.id
          join customers c on c.organization_id = ${organizationId} and c.id = p.customer_id
          left join contracts k on k.organization_id = ${organizationId} and k.id = p.contract_id
          join members m on m.organization_id = ${organizationId} and m.id = shown.member_id
          left join members lead on lead.organization_id = ${organizationId} and lead.id = p.lead_id) r)`
}

function partOf(row: PartRow): ProjectPart {
  return {
    projectId: row.id,
    number: row.number,
    name: row.name,
    poNumber: row.po_number,
    customerId: row.customer_id,
    customer: row.customer,
    contract: row.contract,
    memberId: row.member_id,
    member: row.member,
    leadId: row.lead_id,
    lead: row.lead ?? '',
    state: row.state,
    reason: bookedReasonOf(factsOf(row)),
    amount: row.amount,
    lines: row.lines,
    sinceOn: row.since,
    upTo: row.up_to,
    remark: row.remark,
    phase: '',
    conceptId: row.concept_id,
    requestIds: row.requests?.ids ?? [],
    reminders: row.requests?.reminders ?? 0,
  }
}

/** What the lead or the customer said last of the lines of this row, of hours before expenses. */
function remarkOf(organizationId: string): SQL {
  const said = (table: SQL) => sql`(select b.remark from ${table} b
    where shown.state in ('returned', 'rejected') and b.organization_id = ${organizationId} and b.project_id = shown.id
      and b.member_id = shown.member_id and b.state = shown.state and b.removed_at is null and b.remark <> ''
      and b.day between shown.since and shown.up_to order by b.day desc, b.id desc limit 1)`
  return sql`coalesce(${said(sql`time_entries`)}, ${said(sql`expenses`)}, '')`
}

/** The open requests in which the lines of this row wait for the customer, and how often it was reminded of them. */
function requestsOf(organizationId: string): SQL {
  return sql`(select json_build_object('ids', json_agg(q.id order by q.id), 'reminders', max(q.reminders)) from approval_requests q
    where shown.state = 'offered' and q.organization_id = ${organizationId} and q.project_id = shown.id and q.status = 'open'
      and (q.member_id is null or q.member_id = shown.member_id)
      and q.period_from <= shown.up_to and q.period_to >= shown.since having count(*) > 0)`
}
