import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { isOrderAsked } from '@/lib/approvals/queries/orders'
import type { Read } from '@/lib/auth/actor'
import type { VisitState } from '@/lib/orders/rules'
import type { DayText } from '@/lib/time'
import { reasonOwners, type UnbilledGroup } from '../rules'
import { reasonOf, type UnbilledFacts, type WaitsFor } from '../rules/orders'
import type { UnbilledRow } from './unbilled'

/** Billable, worth something or without a price, and neither on a final invoice nor written off (index order_lines_unbilled). */
const unbilledLine = sql`x.kind <> 'text' and x.billing in ('included', 'extra') and x.invoice_state in ('open', 'concept')
  and (x.net_amount is null or x.net_amount <> 0)`
/** Of which the lines themselves must be asked why they wait (index order_lines_exceptional). */
const exceptionalLine = sql`${unbilledLine} and (x.net_amount is null or x.approval <> 'none' or x.invoice_state = 'concept')`

/**
 * The unbilled lines of every order that is not finished, with the facts their reason follows from: one row per order, whether
 * the lines are on a concept, and what they wait for of a customer who is asked. It reads open orders and their unbilled lines
 * only, so the archive costs nothing; and of an order whose lines share one fate not even the lines, since it knows their sum.
 */
function unbilledParts(read: Read, today: DayText): SQL {
  const organizationId = read.actor.organizationId
  const open = sql`o.organization_id = ${organizationId} and o.status not in ('invoiced', 'cancelled', 'declined')`
  const linesOf = (which: SQL) => sql`order_lines x where x.organization_id = ${organizationId} and ${which}`
  // Of the few lines that were offered, where that is what they wait for: else they share the fate of the others.
  const said = sql`case when x.invoice_state = 'open' and x.approval in ('offered', 'rejected') and x.net_amount is not null
    and exists (select from orders o where o.organization_id = ${organizationId} and o.id = x.order_id and o.hold_reason = ''
      and (o.released_at is not null or o.visit_state = 'done') and ${isOrderAsked(organizationId)}) then x.approval end`
  return sql`
    ${part(read, today, alike)}
    from orders o
    where ${open} and o.id not in (select x.order_id from ${linesOf(exceptionalLine)})
      and (o.unbilled_amount <> 0 or exists (select from ${linesOf(unbilledLine)} and x.order_id = o.id))
    union all
    ${part(read, today, summed)}
    from (
      select y.order_id, y.on_concept, y.said, coalesce(sum(y.net_amount), 0) as amount, count(*) as line_count,
        bool_or(y.net_amount is null) as price_missing, bool_and(y.approval = 'none') as never_offered
      from (
        select x.order_id, x.invoice_state = 'concept' as on_concept, ${said} as said, x.net_amount, x.approval
        from ${linesOf(unbilledLine)} and x.order_id in (select x.order_id from ${linesOf(exceptionalLine)})
      ) y group by 1, 2, 3
    ) l
    join orders o on o.organization_id = ${organizationId} and o.id = l.order_id
    where ${open}`
}

type Sums = Record<'amount' | 'lineCount' | 'priceMissing' | 'onConcept' | 'neverOffered' | 'said', SQL>

/** An order of which no line has a fate of its own. How many there are is counted where it is shown. */
const alike: Sums = {
  amount: sql`o.unbilled_amount`,
  lineCount: sql`null::bigint`,
  priceMissing: sql`false`,
  onConcept: sql`false`,
  neverOffered: sql`true`,
  said: sql`null::text`,
}

const summed: Sums = {
  amount: sql`l.amount`,
  lineCount: sql`l.line_count`,
  priceMissing: sql`l.price_missing`,
  onConcept: sql`l.on_concept`,
  neverOffered: sql`l.never_offered`,
  said: sql`l.said`,
}

/** A row of order o. What counts of it only before or after its release, or of who gets the invoice, is looked up only then. */
function part(
  read: Read,
  today: DayText,
  { amount, lineCount, priceMissing, onConcept, neverOffered, said }: Sums,
): SQL {
  const { organizationId } = read.actor
  // Not joined, since it matters for few of the orders; a scalar, since an `exists` would be hashed over all customers.
  const ofBuyer = (column: 'po_required' | 'invoice_grouping' | 'work_grouping') => {
    const name = sql.raw(column)
    return sql`(select case when own.bill_to_id is null then own.${name} else (select buyer.${name} from customers buyer
        where buyer.organization_id = ${organizationId} and buyer.id = own.bill_to_id) end
      from customers own where own.organization_id = ${organizationId} and own.id = o.customer_id)`
  }
  // As isCollecting says it: by the week or month of its project, else by the month of the customer. Looked up once (offset 0).
  const periodOpen = sql`(select date_trunc(own.unit, coalesce(o.executed_at, o.released_at) at time zone
        (select time_zone from organizations where id = ${organizationId})) >= date_trunc(own.unit, ${today}::timestamp)
      from (select coalesce(
        case when o.project_id is not null and ${ofBuyer('work_grouping')} = 'order'
          then (select case p.invoicing when 'weekly' then 'week' when 'monthly' then 'month' end from projects p
            where p.organization_id = ${organizationId} and p.id = o.project_id) end,
        case when ${ofBuyer('invoice_grouping')} = 'month' then 'month' end) as unit offset 0) own)`
  return sql`
    select o.id, o.number, o.title, o.customer_id, o.project_id, o.po_number, o.hold_owner_id, o.first_visit_at,
      (coalesce(o.executed_at, o.accepted_at, o.created_at))::date as since,
      ${amount} as amount, ${lineCount} as line_count,
      o.hold_reason <> '' as on_hold, o.visit_state, (o.visit_count > 0 or o.remaining_work <> '') as work_left,
      o.visit_state = 'planned' and o.first_visit_at < now() as late,
      o.visit_state = 'running' and exists (select from sync_closings c where c.organization_id = ${organizationId}
        and c.order_id = o.id and c.ended_at is null) as phone_waits,
      o.released_at is not null as released, ${priceMissing} as price_missing,
      not ${onConcept} and o.released_at is null and exists (select from order_questions q
        where q.organization_id = ${organizationId} and q.order_id = o.id and q.answered_at is null) as question_open,
      (${onConcept} or o.released_at is not null) and o.po_number = '' and ${ofBuyer('po_required')}
        and not (${onConcept} and exists (select from invoice_lines il
          join invoices i on i.organization_id = ${organizationId} and i.id = il.invoice_id and i.number is null and i.discarded_at is null
          where il.organization_id = ${organizationId} and il.order_id = o.id and i.po_number <> '')) as po_missing,
      ${onConcept} as on_concept,
      case when ${onConcept} then ${periodOpen} end as period_open,
      case when ${said} is not null then ${said}
        when not ${onConcept} and o.released_at is not null and ${neverOffered} and ${isOrderAsked(organizationId)} then 'to_offer'
      end as waits_for`
}

const flags =
  'on_hold work_left late phone_waits released price_missing question_open po_missing on_concept period_open'.split(' ')
// Grouped as one number: putting thousands of rows in order by eleven columns costs as much as finding them.
const packed = sql.raw(flags.map((name, index) => `coalesce(${name}, false)::int * ${2 ** index}`).join(' + '))
const unpacked = sql.raw(flags.map((name, index) => `(flags & ${2 ** index}) <> 0 as ${name}`).join(', '))
const factsOfShown = sql.raw([...flags, 'visit_state', 'waits_for'].map((name) => `shown.${name}`).join(', '))

type FactRow = {
  on_hold: boolean
  visit_state: VisitState
  work_left: boolean
  late: boolean
  phone_waits: boolean
  released: boolean
  price_missing: boolean
  question_open: boolean
  po_missing: boolean
  on_concept: boolean
  period_open: boolean
  waits_for: WaitsFor | null
}

function factsOf(row: FactRow): UnbilledFacts {
  return {
    onHold: row.on_hold,
    visitState: row.visit_state,
    workLeft: row.work_left,
    late: row.late,
    phoneWaits: row.phone_waits,
    released: row.released,
    priceMissing: row.price_missing,
    questionOpen: row.question_open,
    poMissing: row.po_missing,
    onConcept: row.on_concept,
    periodOpen: row.period_open ?? false,
    waitsFor: row.waits_for,
  }
}

type PartRow = FactRow & {
  id: string
  number: string
  title: string
  po_number: string
  customer_id: string
  customer: string
  amount: string
  lines: number
  since: string
  visit_at: string | null
  hold: string | null
  asked_id: string | null
  asked: string | null
  leader: string | null
  concept_id: string | null
  project_id: string | null
  project: string | null
  contract: string | null
  requests: { ids: string[]; reminders: number } | null
  remark: string | null
}

/** What waits on orders and why: the sums of everything, and the rows behind them, oldest first and at most so many. */
export async function unbilledOfOrders(
  read: Read,
  today: DayText,
  atMost: number,
): Promise<{ sums: UnbilledGroup[]; rows: UnbilledRow[] }> {
  const { organizationId } = read.actor
  const [found] = await read.db.execute<{
    sums: (FactRow & { amount: string; count: number; oldest: string })[] | null
    rows: PartRow[] | null
  }>(sql`
    with parts as (${unbilledParts(read, today)})
    select
      (select json_agg(g) from (
        select ${unpacked}, visit_state, waits_for, amount, count, oldest from (
          select ${packed} as flags, visit_state, waits_for,
            sum(amount)::numeric(14, 2)::text as amount, count(*)::int as count, min(since)::text as oldest
          from parts group by 1, 2, 3) together) g) as sums,
      ${atMost === 0 ? sql`null` : rowsOf(organizationId, atMost)} as rows`)

  return {
    sums: (found?.sums ?? []).map((row) => ({
      reason: reasonOf(factsOf(row)),
      amount: row.amount,
      count: row.count,
      oldestOn: row.oldest,
    })),
    rows: (found?.rows ?? []).map(rowOf),
  }
}

/** Not part of the statement where none are asked: with a limit of 0 it would be planned anew each time, for it looks cheap. */
function rowsOf(organizationId: string, atMost: number): SQL {
  return sql`(select json_agg(r order by r.since, r.id) from (
        select shown.id, shown.number, shown.title, shown.po_number, shown.customer_id, shown.project_id, ${factsOfShown},
          customer.name as customer, shown.amount::numeric(14, 2)::text as amount,
          coalesce(shown.line_count, (select count(*) from order_lines x
            where x.organization_id = ${organizationId} and x.order_id = shown.id and ${unbilledLine}))::int as lines,
          shown.since::text as since, to_char(shown.first_visit_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as visit_at,
          hold.name as hold, asked.id as asked_id, asked.name as asked, leader.name as leader, concept.id as concept_id,
          (select p.number || ' ' || p.name from projects p where p.organization_id = ${organizationId} and p.id = shown.project_id) as project,
          (select k.number from orders its join contracts k on k.organization_id = ${organizationId} and k.id = its.contract_id
            where its.organization_id = ${organizationId} and its.id = shown.id) as contract,
          ${requestsOf(organizationId)} as requests,
          (select x.approval_remark from order_lines x where shown.waits_for = 'rejected' and x.organization_id = ${organizationId}
            and x.order_id = shown.id and x.approval = 'rejected' and x.approval_remark <> '' order by x.position, x.id limit 1) as remark
        from (select * from parts order by since, id limit ${atMost}) shown
        join customers customer on customer.organization_id = ${organizationId} and customer.id = shown.customer_id
        left join members hold on hold.organization_id = ${organizationId} and hold.id = shown.hold_owner_id
        left join lateral (
          select m.id, m.name from order_questions q join members m on m.organization_id = q.organization_id and m.id = q.asked_to_id
          where shown.question_open and q.organization_id = ${organizationId} and q.order_id = shown.id and q.answered_at is null
          order by q.id limit 1
        ) asked on true
        left join lateral (
          select m.name from visits v
          join agenda_entries a on a.organization_id = v.organization_id and a.visit_id = v.id and a.leader
          join members m on m.organization_id = a.organization_id and m.id = a.member_id
          where v.organization_id = ${organizationId} and v.order_id = shown.id
          order by v.start_at desc nulls last limit 1
        ) leader on true
        left join lateral (
          select i.id from invoice_lines il
          join invoices i on i.organization_id = il.organization_id and i.id = il.invoice_id and i.number is null and i.discarded_at is null
          where shown.on_concept and il.organization_id = ${organizationId} and il.order_id = shown.id limit 1
        ) concept on true) r)`
}

/** The open requests in which the lines of this row wait for the customer, and how often it was reminded of them. */
function requestsOf(organizationId: string): SQL {
  return sql`(select json_build_object('ids', json_agg(q.id order by q.id), 'reminders', max(q.reminders)) from approval_requests q
    where shown.waits_for = 'offered' and q.organization_id = ${organizationId} and q.status = 'open'
      and q.id in (select a.request_id from order_lines x
        join approval_lines a on a.organization_id = ${organizationId} and a.order_line_id = x.id and a.answer is null
        where x.organization_id = ${organizationId} and x.order_id = shown.id and x.approval = 'offered')
    having count(*) > 0)`
}

function rowOf(row: PartRow): UnbilledRow {
  const reason = reasonOf(factsOf(row))
  // Orders are offered to the customer and mended after a no by the office, also where a project has a lead.
  const owner = reason === 'hours_to_offer' || reason === 'hours_rejected' ? 'administration' : reasonOwners[reason]
  return {
    orderId: row.id,
    projectId: null,
    ofProjectId: row.project_id,
    number: row.number,
    title: row.title,
    project: row.project ?? '',
    contract: row.contract ?? '',
    customerId: row.customer_id,
    customer: row.customer,
    amount: row.amount,
    lines: row.lines,
    sinceOn: row.since,
    reason,
    visitAt: row.visit_at,
    owner: owner === 'person' ? (row.hold ?? row.asked ?? row.leader ?? '') : owner === 'customer' ? row.customer : '',
    ownerRole: owner === 'planner' || owner === 'administration' ? owner : null,
    remindId: reason === 'correction_asked' ? row.asked_id : null,
    requestIds: row.requests?.ids ?? [],
    reminders: row.requests?.reminders ?? 0,
    conceptId: row.concept_id,
    poNumber: row.po_number,
    priceMissing: row.price_missing,
    booked: null,
    isReleased: row.released,
    remark: row.remark ?? '',
  }
}
