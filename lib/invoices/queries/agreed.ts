import 'server-only'
import { sql } from 'drizzle-orm'
import { isOrderAsked } from '@/lib/approvals/queries/orders'
import type { Read } from '@/lib/auth/actor'
import { noJob } from '@/lib/jobs/queues'
import type { Temporal } from '@/lib/time'

/**
 * Released orders with lines that their customer agreed to, from two minutes to a week ago, that were put on no concept since and
 * for which no job waits: what billAgreed has to do still. What was taken off a concept again is left to who did that.
 */
export async function uncollectedOrders(read: Pick<Read, 'actor' | 'db'>, now: Temporal.Instant): Promise<string[]> {
  const { organizationId } = read.actor
  const rows = await read.db.execute<{ id: string }>(sql`
    select o.id from orders o
    where o.organization_id = ${organizationId} and o.status = 'ready_to_invoice' and o.cancelled_at is null
      and o.released_at is not null and o.unbilled_amount <> 0 and ${isOrderAsked(organizationId)}
      and exists (select from order_lines l
        join approval_lines a on a.organization_id = ${organizationId} and a.order_line_id = l.id and a.answer = 'approved'
          and a.answered_at between ${now.subtract({ hours: 7 * 24 }).toString()} and ${now.subtract({ minutes: 2 }).toString()}
        where l.organization_id = ${organizationId} and l.order_id = o.id and l.kind <> 'text' and l.billing in ('included', 'extra')
          and l.invoice_state = 'open' and l.approval = 'accepted' and l.net_amount is not null
          and not exists (select from history h where h.organization_id = ${organizationId} and h.order_id = o.id
            and h.action in ('invoices.billed', 'invoices.joined') and h.created_at > a.answered_at))
      and ${noJob('invoices.collect', 'orderId', sql`o.id`)}
    order by o.id limit 50`)
  return rows.map(({ id }) => id)
}
