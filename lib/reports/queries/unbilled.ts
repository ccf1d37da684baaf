import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import type { LineState } from '@/lib/hours/rules/approval'
import { sum } from '@/lib/money'
import type { VisitState } from '@/lib/orders/rules'
import type { DayText } from '@/lib/time'
import { byReason, reasonOf, reasonOwners, type UnbilledFacts, type UnbilledReason } from '../rules'
import type { ProjectPart } from './unbilled-fixed'
import { unbilledOfProjects, unbilledProjectRows } from './unbilled-projects'

/**
 * The unbilled lines of every order that is not finished, with the facts their reason follows from: one row per order and
 * whether the lines are on a concept. It reads unbilled lines only (index order_lines_unbilled), so the archive costs nothing.
 */
function unbilledParts(read: Read, today: DayText): SQL {
  const organizationId = read.actor.organizationId
  return sql`
    select o.id, o.number, o.title, o.customer_id, o.project_id, o.hold_owner_id, o.executed_at, o.first_visit_at,
      (coalesce(o.executed_at, o.accepted_at, o.created_at))::date as since,
      l.amount, l.line_count,
      o.hold_reason <> '' as on_hold, o.visit_state, (o.visit_count > 0 or o.remaining_work <> '') as work_left,
      o.visit_state = 'planned' and o.first_visit_at < now() as late,
      o.released_at is not null as released, l.price_missing,
      exists (select from order_questions q where q.organization_id = o.organization_id and q.order_id = o.id and q.answered_at is null) as question_open,
      coalesce(case when billed.id is null then own.po_required else buyer.po_required end, false) and o.po_number = '' as po_missing, l.on_concept,
      l.on_concept and coalesce(case when billed.id is null then own.invoice_grouping else buyer.invoice_grouping end, '') = 'month'
        and date_trunc('month', coalesce(o.executed_at, o.released_at) at time zone (select time_zone from organizations where id = ${organizationId}))
          >= date_trunc('month', ${today}::date) as period_open
    from (
      select x.order_id, x.invoice_state = 'concept' as on_concept, coalesce(sum(x.net_amount), 0) as amount, count(*) as line_count,
        bool_or(x.net_amount is null) as price_missing
      from order_lines x
      where x.organization_id = ${organizationId} and x.kind <> 'text'
        and x.billing in ('included', 'extra') and x.invoice_state in ('open', 'concept')
        and (x.net_amount is null or x.net_amount <> 0)
      group by 1, 2
    ) l
    join orders o on o.organization_id = ${organizationId} and o.id = l.order_id
    -- The few customers whose ways can hold an invoice up (index customers_holding_up), not each order's customer; and who gets
    -- the invoices of customers that send them elsewhere.
    left join customers own on own.organization_id = ${organizationId} and own.id = o.customer_id
      and (own.po_required or own.invoice_grouping = 'month')
    left join customers billed on billed.organization_id = ${organizationId} and billed.id = o.customer_id
      and billed.bill_to_id is not null
    left join customers buyer on buyer.organization_id = ${organizationId} and buyer.id = billed.bill_to_id
      and (buyer.po_required or buyer.invoice_grouping = 'month')
    where o.organization_id = ${organizationId} and o.status not in ('invoiced', 'cancelled', 'declined')`
}

const factColumns = sql.raw(
  'on_hold, visit_state, work_left, late, released, price_missing, question_open, po_missing, on_concept, period_open',
)

type FactRow = {
  on_hold: boolean
  visit_state: VisitState
  work_left: boolean
  late: boolean
  released: boolean
  price_missing: boolean
  question_open: boolean
  po_missing: boolean
  on_concept: boolean
  period_open: boolean
}

function factsOf(row: FactRow): UnbilledFacts {
  return {
    onHold: row.on_hold,
    visitState: row.visit_state,
    workLeft: row.work_left,
    late: row.late,
    released: row.released,
    priceMissing: row.price_missing,
    questionOpen: row.question_open,
    poMissing: row.po_missing,
    onConcept: row.on_concept,
    periodOpen: row.period_open ?? false,
  }
}

/** What waits and why, summed in the database by the facts and named by the one rule; to the cent. */
export async function unbilledSummary(read: Read, today: DayText) {
  const [rows, ofProjects] = await Promise.all([
    read.db.execute<FactRow & { amount: string; count: number; oldest: string }>(sql`
    select ${factColumns}, sum(amount)::numeric(14, 2)::text as amount, count(*)::int as count, min(since)::text as oldest
    from (${unbilledParts(read, today)}) parts group by ${factColumns}`),
    unbilledOfProjects(read, today),
  ])
  const groups = byReason([
    ...rows.map((row) => ({
      reason: reasonOf(factsOf(row)),
      amount: row.amount,
      count: row.count,
      oldestOn: row.oldest,
    })),
    ...ofProjects,
  ])
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

export type UnbilledSummary = Awaited<ReturnType<typeof unbilledSummary>>

export type UnbilledRow = {
  /** Of one of the two: an order, or work on a project itself. */
  orderId: string | null
  projectId: string | null
  number: string
  title: string
  /** Number and name, also of an order's; empty when it belongs to none. */
  project: string
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
  conceptId: string | null
  priceMissing: boolean
  /** On a project: who booked it and where it stands; null for orders and fixed prices. */
  booked: { memberId: string; member: string; state: LineState; upTo: DayText } | null
  /** Why the lead or the customer did not agree. */
  remark: string
}

const mostRows = 2000

/** The rows behind the summary, oldest first; at most 2,000, the rest is in the sums. */
export async function unbilledRows(read: Read, today: DayText): Promise<UnbilledRow[]> {
  const [ofOrders, ofProjects] = await Promise.all([orderRows(read, today), unbilledProjectRows(read, today, mostRows)])
  const rows = [...ofOrders, ...ofProjects.map(rowOfProject)]
  return rows.sort((a, b) => (a.sinceOn < b.sinceOn ? -1 : a.sinceOn > b.sinceOn ? 1 : 0)).slice(0, mostRows)
}

function rowOfProject(part: ProjectPart): UnbilledRow {
  const owner = reasonOwners[part.reason]
  const names: Partial<Record<typeof owner, string>> = { person: part.member, lead: part.lead, customer: part.customer }
  return {
    orderId: null,
    projectId: part.projectId,
    number: part.number,
    title: part.member || part.phase ? `${part.name} · ${part.member || part.phase}` : part.name,
    project: `${part.number} ${part.name}`,
    customerId: part.customerId,
    customer: part.customer,
    amount: part.amount,
    lines: part.lines,
    sinceOn: part.sinceOn,
    reason: part.reason,
    visitAt: null,
    owner: names[owner] ?? '',
    ownerRole: owner === 'planner' || owner === 'administration' ? owner : null,
    conceptId: part.conceptId,
    priceMissing: part.reason === 'price_missing',
    booked:
      part.memberId && part.state
        ? { memberId: part.memberId, member: part.member, state: part.state, upTo: part.upTo }
        : null,
    remark: part.reason === 'hours_returned' || part.reason === 'hours_rejected' ? part.remark : '',
  }
}

async function orderRows(read: Read, today: DayText): Promise<UnbilledRow[]> {
  const rows = await read.db.execute<
    FactRow & {
      id: string
      number: string
      title: string
      customer_id: string
      customer: string
      amount: string
      line_count: number
      since: string
      visit_at: string | null
      owner: string | null
      concept_id: string | null
      project: string | null
    }
  >(sql`
    select parts.*, customer.name as customer, parts.amount::numeric(14, 2)::text as amount, parts.line_count::int as line_count, parts.since::text as since,
      to_char(parts.first_visit_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as visit_at,
      coalesce(hold.name, asked.name, lead.name) as owner, concept.id as concept_id,
      (select p.number || ' ' || p.name from projects p where p.organization_id = ${read.actor.organizationId} and p.id = parts.project_id) as project
    from (${unbilledParts(read, today)} order by since, o.id limit ${mostRows}) parts
    join customers customer on customer.organization_id = ${read.actor.organizationId} and customer.id = parts.customer_id
    left join members hold on hold.organization_id = ${read.actor.organizationId} and hold.id = parts.hold_owner_id
    left join lateral (
      select m.name from order_questions q join members m on m.organization_id = q.organization_id and m.id = q.asked_to_id
      where parts.question_open and q.organization_id = ${read.actor.organizationId} and q.order_id = parts.id and q.answered_at is null
      limit 1
    ) asked on true
    left join lateral (
      select m.name from visits v
      join agenda_entries a on a.organization_id = v.organization_id and a.visit_id = v.id and a.leader
      join members m on m.organization_id = a.organization_id and m.id = a.member_id
      where v.organization_id = ${read.actor.organizationId} and v.order_id = parts.id
      order by v.start_at desc nulls last limit 1
    ) lead on true
    left join lateral (
      select i.id from invoice_lines il
      join invoices i on i.organization_id = il.organization_id and i.id = il.invoice_id and i.number is null and i.discarded_at is null
      where parts.on_concept and il.organization_id = ${read.actor.organizationId} and il.order_id = parts.id limit 1
    ) concept on true
    order by parts.since, parts.id`)
  return rows.map((row) => {
    const reason = reasonOf(factsOf(row))
    const owner = reasonOwners[reason]
    return {
      orderId: row.id,
      projectId: null,
      number: row.number,
      title: row.title,
      project: row.project ?? '',
      customerId: row.customer_id,
      customer: row.customer,
      amount: row.amount,
      lines: row.line_count,
      sinceOn: row.since,
      reason,
      visitAt: row.visit_at,
      owner: owner === 'person' ? (row.owner ?? '') : '',
      ownerRole: owner === 'planner' || owner === 'administration' ? owner : null,
      conceptId: row.concept_id,
      priceMissing: row.price_missing,
      booked: null,
      remark: '',
    }
  })
}
