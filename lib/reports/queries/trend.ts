import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Read } from '@/lib/auth/actor'
import type { DayText } from '@/lib/time'
import { type TrendMonth, trendMonths } from '../rules'

/**
 * Days from work to invoice, by the month of the invoice, this one and eleven before it: the middle one of all lines of work
 * on invoices of that month. Work on an order counts from the day it was done, hours and expenses from their own day; a
 * fixed price has no day of work. Of one customer, who gets the invoices, when one is named.
 */
export async function daysToInvoice(read: Read, today: DayText, customerId: string | null): Promise<TrendMonth[]> {
  const { organizationId } = read.actor
  const months = trendMonths(today)
  const ofCustomer = customerId
    ? sql`and i.customer_id in (select coalesce(c.bill_to_id, c.id) from customers c where c.organization_id = ${organizationId} and c.id = ${customerId})`
    : sql``
  const booked = (table: SQL, key: SQL) => sql`
    select f.issued_on, f.issued_on - b.day as days from final f
    join invoice_lines l on l.organization_id = ${organizationId} and l.invoice_id = f.id and l.project_id is not null
    join invoice_line_sources s on s.organization_id = ${organizationId} and s.invoice_line_id = l.id
    join ${table} b on b.organization_id = ${organizationId} and b.id = ${key}`
  const rows = await read.db.execute<{ month: string; median: number; count: number }>(sql`
    with final as materialized (
      select i.id, i.issued_on from invoices i
      where i.organization_id = ${organizationId} and i.number is not null and i.kind = 'invoice'
        and i.issued_on >= ${`${months[0]}-01`}::date ${ofCustomer}
    )
    select to_char(issued_on, 'YYYY-MM') as month, percentile_disc(0.5) within group (order by days)::int as median, count(*)::int as count
    from (
      select f.issued_on,
        f.issued_on - (o.executed_at at time zone (select time_zone from organizations where id = ${organizationId}))::date as days
      from final f
      join invoice_lines l on l.organization_id = ${organizationId} and l.invoice_id = f.id and l.order_line_id is not null
      join orders o on o.organization_id = ${organizationId} and o.id = l.order_id and o.executed_at is not null
      union all ${booked(sql`time_entries`, sql`s.time_entry_id`)}
      union all ${booked(sql`expenses`, sql`s.expense_id`)}
    ) worked group by 1`)
  const found = new Map(rows.map((row) => [row.month, row]))
  return months.map((month) => ({
    month,
    median: found.get(month)?.median ?? null,
    count: found.get(month)?.count ?? 0,
  }))
}
