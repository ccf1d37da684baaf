import 'server-only'
import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import { invoiceStates, invoices } from '@/db/schema/invoices'
import { orders } from '@/db/schema/orders'
import type { Read } from '@/lib/auth/actor'
import { likeWords } from '@/lib/search'
import type { DayText } from '@/lib/time'
import type { InvoiceFilters } from '../rules/filters'

const pageSize = 100

const openSql = sql<string>`(${invoiceStates.grossAmount} - ${invoiceStates.paidAmount} - ${invoiceStates.creditedAmount})`
/** Gross of a concept, as finalizing would have it: VAT rounded once per category and rate. */
const conceptGross = sql<string>`(select coalesce(sum(g.net + round(g.net * g.vat_rate / 100, 2)), 0)::numeric(14,2) from (
  select sum(l.net_amount) as net, l.vat_rate from invoice_lines l
  where l.organization_id = ${invoices.organizationId} and l.invoice_id = ${invoices.id} group by l.vat_category, l.vat_rate) g)`

function wanted(read: Read, filters: InvoiceFilters, today: DayText): SQL | undefined {
  const { organizationId } = read.actor
  const isFinal = isNotNull(invoices.number)
  const isConcept = and(isNull(invoices.number), isNull(invoices.discardedAt))
  const byStatus: Record<InvoiceFilters['statuses'][number], SQL | undefined> = {
    concept: isConcept,
    final: and(isFinal, eq(invoiceStates.status, 'final')),
    sent: and(isFinal, eq(invoiceStates.status, 'sent')),
    partly_paid: and(isFinal, eq(invoiceStates.status, 'partly_paid')),
    paid: and(isFinal, eq(invoiceStates.status, 'paid')),
    credited: and(isFinal, eq(invoiceStates.status, 'credited')),
    overdue: and(
      isFinal,
      inArray(invoiceStates.status, ['final', 'sent', 'partly_paid']),
      lt(invoiceStates.dueOn, today),
      sql`${openSql} > 0`,
    ),
    credit_note: and(isFinal, eq(invoices.kind, 'credit_note')),
  }
  return and(
    eq(invoices.organizationId, organizationId),
    isNull(invoices.discardedAt),
    filters.statuses.length > 0 ? or(...filters.statuses.map((status) => byStatus[status])) : undefined,
    filters.customerId ? eq(invoices.customerId, filters.customerId) : undefined,
    filters.from ? gte(invoices.issuedOn, filters.from) : undefined,
    filters.until ? lte(invoices.issuedOn, filters.until) : undefined,
    filters.query
      ? or(
          ilike(invoices.number, `%${filters.query.replace(/[\\%_]/g, '\\$&')}%`),
          and(...likeWords(filters.query).map((word) => sql`${customers.searchText} like ${word}`)),
          sql`exists (select from invoice_lines l join orders o on o.organization_id = l.organization_id and o.id = l.order_id
            where l.organization_id = ${organizationId} and l.invoice_id = ${invoices.id} and o.number = ${filters.query.trim().toUpperCase()})`,
        )
      : undefined,
  )
}

const joined = {
  customer: and(eq(customers.organizationId, invoices.organizationId), eq(customers.id, invoices.customerId)),
  state: and(eq(invoiceStates.organizationId, invoices.organizationId), eq(invoiceStates.invoiceId, invoices.id)),
}

/** Concepts and final invoices, newest first, a hundred at a time; `before` is the id of the last one seen. */
export function listInvoices(read: Read, filters: InvoiceFilters, today: DayText, before?: string) {
  return read.db
    .select({
      id: invoices.id,
      kind: invoices.kind,
      number: invoices.number,
      version: invoices.version,
      customerName: customers.name,
      issuedOn: invoices.issuedOn,
      dueOn: invoices.dueOn,
      createdAt: invoices.createdAt,
      poNumber: invoices.poNumber,
      status: invoiceStates.status,
      sentAt: invoiceStates.sentAt,
      grossAmount: sql<string>`case when ${invoices.number} is null then ${conceptGross} else ${invoices.grossAmount} end`,
      openAmount: sql<string | null>`case when ${invoices.number} is null then null else ${openSql}::numeric(14,2) end`,
      orderNumbers: sql<string>`coalesce((select string_agg(distinct o.number, ', ' order by o.number) from invoice_lines l
        join orders o on o.organization_id = l.organization_id and o.id = l.order_id
        where l.organization_id = ${invoices.organizationId} and l.invoice_id = ${invoices.id}), '')`,
    })
    .from(invoices)
    .innerJoin(customers, joined.customer)
    .leftJoin(invoiceStates, joined.state)
    .where(and(wanted(read, filters, today), before ? lt(invoices.id, before) : undefined))
    .orderBy(desc(invoices.id))
    .limit(pageSize)
}

/** Count and sums of everything the filters let through. */
export async function invoiceTotals(read: Read, filters: InvoiceFilters, today: DayText) {
  const [found] = await read.db
    .select({
      count: count(),
      grossAmount: sql<string>`coalesce(sum(case when ${invoices.number} is null then ${conceptGross} else ${invoices.grossAmount} end), 0)::numeric(14,2)`,
      openAmount: sql<string>`coalesce(sum(${openSql}), 0)::numeric(14,2)`,
    })
    .from(invoices)
    .innerJoin(customers, joined.customer)
    .leftJoin(invoiceStates, joined.state)
    .where(wanted(read, filters, today))
  return found ?? { count: 0, grossAmount: '0.00', openAmount: '0.00' }
}

/** Released orders with open lines that are on no concept: after a credit note, a discarded concept or a late price. */
export function ordersToInvoice(read: Read) {
  return read.db
    .select({
      id: orders.id,
      number: orders.number,
      title: orders.title,
      customerName: customers.name,
      releasedAt: orders.releasedAt,
      openAmount: sql<string>`(select coalesce(sum(l.net_amount), 0)::numeric(14,2) from order_lines l where l.organization_id = ${orders.organizationId}
        and l.order_id = ${orders.id} and l.invoice_state = 'open' and l.billing in ('included', 'extra') and l.kind <> 'text')`,
      unpriced: sql<number>`(select count(*)::int from order_lines l where l.organization_id = ${orders.organizationId}
        and l.order_id = ${orders.id} and l.invoice_state = 'open' and l.billing in ('included', 'extra') and l.kind <> 'text' and l.net_amount is null)`,
    })
    .from(orders)
    .innerJoin(customers, and(eq(customers.organizationId, orders.organizationId), eq(customers.id, orders.customerId)))
    .where(
      and(
        eq(orders.organizationId, read.actor.organizationId),
        eq(orders.status, 'ready_to_invoice'),
        isNull(orders.cancelledAt),
        ne(orders.unbilledAmount, '0'),
        sql`exists (select from order_lines l where l.organization_id = ${orders.organizationId} and l.order_id = ${orders.id}
          and l.invoice_state = 'open' and l.billing in ('included', 'extra') and l.kind <> 'text')`,
      ),
    )
    .orderBy(asc(orders.releasedAt), asc(orders.id))
    .limit(200)
}
