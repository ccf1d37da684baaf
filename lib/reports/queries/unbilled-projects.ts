import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import type { LineState } from '@/lib/hours/rules/approval'
import { type FixedPart, fixedParts, type ProjectInvoicing } from '@/lib/projects/rules'
import { type DayText, dayIn, weekStart } from '@/lib/time'
import { type BookedFacts, bookedReasonOf, fixedReasonOf, type UnbilledReason } from '../rules'

/** What a project waits for, with who pays: a query from projects p, their customer own and who gets the invoices, buyer. */
const parties = (organizationId: string) => sql`
  join customers own on own.organization_id = ${organizationId} and own.id = p.customer_id
  left join customers buyer on buyer.organization_id = ${organizationId} and buyer.id = own.bill_to_id`
const poMissing = sql`coalesce(buyer.po_required, own.po_required) and p.po_number = ''`

type Company = Pick<Awaited<ReturnType<typeof organizationOf>>, 'timeZone' | 'settings'>

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

/** What waits of one member, or of a fixed price, on a project. */
export type ProjectPart = {
  projectId: string
  number: string
  name: string
  customerId: string
  customer: string
  /** Null for a fixed price. */
  memberId: string | null
  member: string
  lead: string
  state: LineState | null
  reason: UnbilledReason
  amount: string
  lines: number
  sinceOn: DayText
  /** Last day of what is in it. */
  upTo: DayText
  remark: string
  /** Name of the phase of a fixed price. */
  phase: string
  conceptId: string | null
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

type FixedRow = {
  id: string
  number: string
  name: string
  customer_id: string
  customer: string
  lead: string | null
  po_missing: boolean
  invoicing: ProjectInvoicing
  fixed_price: string | null
  billed_amount: string
  closed_at: string | null
  created_on: string
  phases: { id: string; name: string; fixedPrice: string | null; billedAmount: string; doneAt: string | null }[] | null
  concepts: { phaseId: string | null; invoiceId: string; amount: string; day: string }[] | null
}

/**
 * What of fixed prices is not on a final invoice: what is left (indexes projects_to_bill and project_phases_to_bill) and what
 * stands on a concept.
 */
export async function unbilledFixed(read: Read, { timeZone }: Company, today: DayText): Promise<FixedRowPart[]> {
  const { organizationId } = read.actor
  const rows = await read.db.execute<FixedRow>(sql`
    with on_concept as (
      select l.project_id, json_agg(json_build_object('phaseId', l.phase_id, 'invoiceId', i.id, 'amount', s.fixed_amount::text,
        'day', (l.created_at at time zone ${timeZone})::date::text)) as concepts
      from invoices i
      join invoice_lines l on l.organization_id = ${organizationId} and l.invoice_id = i.id and l.project_id is not null
      join invoice_line_sources s on s.organization_id = ${organizationId} and s.invoice_line_id = l.id and s.fixed_amount is not null
      where i.organization_id = ${organizationId} and i.number is null and i.discarded_at is null
      group by 1
    ), wanted as (
      select project_id as id from on_concept
      union select id from projects where organization_id = ${organizationId} and billed_amount < fixed_price
      union select project_id from project_phases
        where organization_id = ${organizationId} and billed_amount < fixed_price and removed_at is null
    )
    select p.id, p.number, p.name, p.customer_id, own.name as customer, lead.name as lead, ${poMissing} as po_missing, p.invoicing,
      p.fixed_price::text as fixed_price, p.billed_amount::text as billed_amount, p.closed_at,
      (p.created_at at time zone ${timeZone})::date::text as created_on,
      (select json_agg(json_build_object('id', f.id, 'name', f.name, 'fixedPrice', f.fixed_price::text,
          'billedAmount', f.billed_amount::text, 'doneAt', to_char(f.done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
          order by f.position, f.id)
        from project_phases f where f.organization_id = ${organizationId} and f.project_id = p.id and f.removed_at is null) as phases,
      on_concept.concepts
    from wanted
    join projects p on p.organization_id = ${organizationId} and p.id = wanted.id
    ${parties(organizationId)}
    left join members lead on lead.organization_id = ${organizationId} and lead.id = p.lead_id
    left join on_concept on on_concept.project_id = p.id
    order by p.created_at, p.id`)
  return rows.flatMap((row) => partsOf(row, timeZone, today))
}

type FixedRowPart = ProjectPart & { isReady: boolean; phaseId: string | null; invoicing: ProjectInvoicing }

function partsOf(row: FixedRow, timeZone: string, today: DayText): FixedRowPart[] {
  const phases = row.phases ?? []
  const facts = {
    invoicing: row.invoicing,
    fixedPrice: row.fixed_price,
    billedAmount: row.billed_amount,
    closedAt: row.closed_at,
  }
  const about = {
    projectId: row.id,
    number: row.number,
    name: row.name,
    customerId: row.customer_id,
    customer: row.customer,
    memberId: null,
    member: '',
    lead: row.lead ?? '',
    state: null,
    lines: 1,
    remark: '',
    invoicing: row.invoicing,
  }
  const nameOf = (phaseId: string | null) => phases.find(({ id }) => id === phaseId)?.name ?? ''
  const left = fixedParts(facts, phases).map((part: FixedPart): FixedRowPart => {
    const day = part.readyAt ? dayIn(timeZone, part.readyAt) : null
    const sinceOn = day ?? row.created_on
    return {
      ...about,
      amount: part.amount,
      sinceOn,
      upTo: day ?? today,
      phase: nameOf(part.phaseId),
      conceptId: null,
      isReady: day !== null,
      phaseId: part.phaseId,
      reason: fixedReasonOf({
        isReady: day !== null,
        ofPhase: part.phaseId !== null && row.invoicing !== 'completion',
        poMissing: row.po_missing,
        periodOpen: day !== null && isPeriodOpen(row.invoicing, day, today),
        onConcept: false,
      }),
    }
  })
  const onConcepts = (row.concepts ?? []).map(({ phaseId, invoiceId, amount, day }): FixedRowPart => {
    const shared = { isReady: true, ofPhase: phaseId !== null, poMissing: row.po_missing, onConcept: true }
    const periodOpen = isPeriodOpen(row.invoicing, day, today)
    const reason = fixedReasonOf({ ...shared, periodOpen })
    return {
      ...about,
      isReady: true,
      phaseId,
      amount,
      sinceOn: day,
      upTo: day,
      phase: nameOf(phaseId),
      conceptId: invoiceId,
      reason,
    }
  })
  return [...left, ...onConcepts]
}

function isPeriodOpen(invoicing: ProjectInvoicing, day: DayText, today: DayText): boolean {
  if (invoicing === 'weekly') return day >= weekStart(today)
  return invoicing === 'monthly' && day >= `${today.slice(0, 7)}-01`
}
