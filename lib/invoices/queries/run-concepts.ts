import 'server-only'
import { sql } from 'drizzle-orm'
import { isOrderAsked } from '@/lib/approvals/queries/orders'
import type { Read } from '@/lib/auth/actor'
import { type Collecting, doneOn, orderKey } from '../rules/grouping'

/** An open concept, as a run would send it. */
export type OpenConcept = {
  id: string
  /** What it is collected by. */
  key: string
  customerId: string
  customer: string
  /** Numbers of its orders, projects and contracts. */
  work: string
  /** Of its order, project or contract; empty when there are more. */
  title: string
  projectIds: string[]
  orderIds: string[]
  contractIds: string[]
  lines: number
  amount: string
  poMissing: boolean
  /** One of its orders is on hold. */
  onHold: boolean
  /** Of one order, project or contract for which somebody else pays by now: nothing more comes on it. */
  isFormer: boolean
}

/** All open concepts with what is on them, oldest first; at most 5,000. */
export async function openConcepts(read: Read): Promise<OpenConcept[]> {
  const { organizationId } = read.actor
  return read.db.execute<OpenConcept>(sql`
    select i.id, i.group_key as key, i.customer_id as "customerId", c.name as customer, coalesce(w.numbers, '') as work, coalesce(w.title, '') as title,
      coalesce(w.projects, '{}') as "projectIds", coalesce(w.orders, '{}') as "orderIds",
      coalesce(w.contracts, '{}') as "contractIds", coalesce(w.lines, 0)::int as lines,
      coalesce(w.amount, 0)::numeric(14, 2)::text as amount, c.po_required and i.po_number = '' and not coalesce(w.has_po, false) as "poMissing",
      coalesce(w.on_hold, false) as "onHold", coalesce(w.is_former, false) as "isFormer"
    from invoices i
    join customers c on c.organization_id = ${organizationId} and c.id = i.customer_id
    left join lateral (
      select count(*) as lines, sum(l.net_amount) as amount, string_agg(distinct coalesce(o.number, p.number, k.number), ', ') as numbers,
        case when count(distinct coalesce(l.order_id, l.project_id, l.contract_id)) = 1 then max(coalesce(o.title, p.name, k.name)) end as title,
        array_agg(distinct l.project_id) filter (where l.project_id is not null) as projects,
        array_agg(distinct l.order_id) filter (where l.order_id is not null) as orders,
        array_agg(distinct l.contract_id) filter (where l.contract_id is not null) as contracts,
        bool_and(coalesce(o.po_number, p.po_number, k.po_number, '') <> '')
          filter (where o.id is not null or p.id is not null or k.id is not null) as has_po,
        bool_or(o.hold_reason <> '') as on_hold,
        -- Of the one thing that its key is of: what is collected for a payer goes on being so, whoever left them.
        bool_or(coalesce(b.bill_to_id, b.id) <> i.customer_id
          and (strpos(i.group_key, coalesce(l.order_id, l.project_id, l.contract_id)::text) > 0
            or strpos(i.group_key, o.project_id::text) > 0)) as is_former
      from invoice_lines l
      left join orders o on o.organization_id = ${organizationId} and o.id = l.order_id
      left join projects p on p.organization_id = ${organizationId} and p.id = l.project_id
      left join contracts k on k.organization_id = ${organizationId} and k.id = l.contract_id
      left join customers b on b.organization_id = ${organizationId}
        and b.id = coalesce(o.customer_id, p.customer_id, k.customer_id)
      where l.organization_id = ${organizationId} and l.invoice_id = i.id
    ) w on true
    where i.organization_id = ${organizationId} and i.number is null and i.discarded_at is null and i.kind = 'invoice'
    order by i.id limit 5000`)
}

/** A released order with open lines that are on no concept, and the key of the concept they would come on. */
export type OrderToCollect = {
  id: string
  number: string
  title: string
  key: string
  /** Who gets the invoice. */
  customerId: string
  customer: string
  lines: number
  amount: string
  unpriced: number
}

/**
 * Released orders with open lines that are on no concept: after a credit note, a discarded concept, a late price or a late
 * answer. Of an order that the customer is asked about only what was approved; not those on hold.
 */
export async function ordersToCollect(read: Read, timeZone: string): Promise<OrderToCollect[]> {
  const { organizationId } = read.actor
  const rows = await read.db.execute<
    Omit<OrderToCollect, 'key'> & {
      collecting: Collecting
      site_id: string
      po_number: string
      executed_at: string | null
      released_at: string
    }
  >(sql`
    select o.id, o.number, o.title, b.id as "customerId", b.name as customer, o.site_id, o.po_number,
      json_build_object('invoiceGrouping', b.invoice_grouping, 'workGrouping', b.work_grouping,
        'project', case when p.id is not null then json_build_object('id', p.id, 'invoicing', p.invoicing) end) as collecting,
      to_char(o.executed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as executed_at,
      to_char(o.released_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as released_at,
      l.lines, l.amount, l.unpriced
    from orders o
    join customers c on c.organization_id = ${organizationId} and c.id = o.customer_id
    join customers b on b.organization_id = ${organizationId} and b.id = coalesce(c.bill_to_id, c.id)
    left join projects p on p.organization_id = ${organizationId} and p.id = o.project_id
    join lateral (
      select count(*)::int as lines, coalesce(sum(x.net_amount), 0)::numeric(14, 2)::text as amount,
        (count(*) filter (where x.net_amount is null))::int as unpriced
      from order_lines x where x.organization_id = ${organizationId} and x.order_id = o.id and x.invoice_state = 'open'
        and x.billing in ('included', 'extra') and x.kind <> 'text'
        and (x.approval = 'accepted' or not ${isOrderAsked(organizationId)})
    ) l on l.lines > l.unpriced
    where o.organization_id = ${organizationId} and o.status = 'ready_to_invoice' and o.cancelled_at is null and o.unbilled_amount <> 0
      and o.released_at is not null and o.hold_reason = ''
    order by o.released_at, o.id limit 5000`)
  return rows.map(({ collecting, site_id, po_number, executed_at, released_at, ...order }) => ({
    ...order,
    key: orderKey(collecting, {
      orderId: order.id,
      customerId: order.customerId,
      siteId: site_id,
      poNumber: po_number,
      day: doneOn(timeZone, { executedAt: executed_at, releasedAt: released_at }),
    }),
  }))
}
