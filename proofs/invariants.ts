import { createHash } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { invoiceSeries } from '@/db/schema/invoices'
import { orderLines, orders } from '@/db/schema/orders'
import type { Read } from '@/lib/auth/actor'
import { getBytes } from '@/lib/files/storage'
import { verifyChain } from '@/lib/invoices/queries/chain'
import { compare } from '@/lib/money'
import { orderStatus, orderSums } from '@/lib/orders/rules'

/** Each names rows that can't be: none is what is right. Row-level security keeps every one to the company that asks. */
const invariants: Record<string, SQL> = {
  'the lines of a final invoice sum to its net amount': sql`
    select i.number from invoices i where i.number is not null and i.net_amount is distinct from
      (select coalesce(sum(l.net_amount), 0) from invoice_lines l where l.invoice_id = i.id)`,
  'VAT is the rate of each group of lines, rounded once': sql`
    select i.number from invoices i where i.number is not null and i.vat_amount is distinct from (
      select coalesce(sum(round(net * vat_rate / 100, 2)), 0) from (
        select sum(l.net_amount) as net, l.vat_rate, l.vat_category from invoice_lines l where l.invoice_id = i.id
        group by l.vat_category, l.vat_rate) groups)`,
  'net and VAT make gross': sql`
    select number from invoices where number is not null and net_amount + vat_amount <> gross_amount`,
  'a line of an invoice is its price times its quantity less its discount': sql`
    select l.id from invoice_lines l left join order_lines o on o.id = l.order_line_id where coalesce(o.kind, '') <> 'text'
      and abs(l.net_amount - l.unit_price * l.quantity * (1 - l.discount_percent / 100)) > 0.0051`,
  'every final invoice has document, hash, series and life': sql`
    select i.number from invoices i left join invoice_states s on s.invoice_id = i.id where i.number is not null
      and (i.document is null or length(i.hash) <> 64 or i.series_id is null or s.id is null)`,
  'only a final invoice has a life': sql`
    select s.id from invoice_states s join invoices i on i.id = s.invoice_id where i.number is null`,
  'the life of an invoice has its gross amount and due day': sql`
    select i.number from invoices i join invoice_states s on s.invoice_id = i.id
      where s.gross_amount <> i.gross_amount or s.due_on is distinct from i.due_on`,
  'what was paid is the sum of the payments that stand': sql`
    select s.id from invoice_states s where s.paid_amount <> (
      select coalesce(sum(p.amount), 0) from payments p where p.invoice_id = s.invoice_id and p.reversed_at is null)`,
  'nothing is credited beyond the invoice': sql`
    select id from invoice_states where credited_amount > greatest(gross_amount, 0)`,
  'nothing was paid below zero': sql`select id from invoice_states where paid_amount < 0`,
  'a final invoice is chained by the counter of its series': sql`
    select s.id from invoice_series s where s.last_number <> (
      select coalesce(max(i.sequence), 0) from invoices i where i.series_id = s.id)`,
  'a group has one open concept': sql`
    select group_key from invoices where number is null and discarded_at is null group by group_key, customer_id having count(*) > 1`,
  'an open concept has lines, a discarded one none': sql`
    select i.id from invoices i where i.number is null and (i.discarded_at is null)
      <> exists (select from invoice_lines l where l.invoice_id = i.id)`,
  'an order line stands on one invoice that was not credited': sql`
    select l.order_line_id from invoice_lines l join invoices i on i.id = l.invoice_id
      where i.kind = 'invoice' and i.discarded_at is null and l.order_line_id is not null
        and not exists (select from invoice_lines c join invoices n on n.id = c.invoice_id and n.number is not null where c.credits_line_id = l.id)
      group by 1 having count(*) > 1`,
  'an order line knows where it stands': sql`
    select o.id from order_lines o left join lateral (
      select bool_or(i.number is not null) as billed from invoice_lines l join invoices i on i.id = l.invoice_id
      where l.order_line_id = o.id and i.kind = 'invoice' and i.discarded_at is null
        and not exists (select from invoice_lines c where c.credits_line_id = l.id)) l on true
      where o.invoice_state <> 'written_off'
        and o.invoice_state <> case when l.billed is null then 'open' when l.billed then 'billed' else 'concept' end`,
  'hours stand on one invoice that was not credited, and know it': sql`
    select b.id from (
      select id, invoice_state from time_entries where project_id is not null
      union all select id, invoice_state from expenses where project_id is not null) b
    left join lateral (
      select count(*) as times, bool_or(i.number is not null) as billed from invoice_line_sources s
      join invoice_lines l on l.id = s.invoice_line_id join invoices i on i.id = l.invoice_id
      where b.id in (s.time_entry_id, s.expense_id) and not exists (select from invoice_lines c where c.credits_line_id = l.id)) on_it on true
    where b.invoice_state <> 'written_off' and (on_it.times > 1
      or b.invoice_state <> case when on_it.times = 0 then 'open' when on_it.billed then 'billed' else 'concept' end)`,
  'a project knows how much of its fixed prices is billed': sql`
    select p.number from projects p where p.billed_amount <> (
      select coalesce(sum(s.fixed_amount), 0) from invoice_line_sources s join invoice_lines l on l.id = s.invoice_line_id
      where l.project_id = p.id and not exists (select from invoice_lines c join invoices n on n.id = c.invoice_id
        and n.credit_outcome = 'bill_again' where c.credits_line_id = l.id))`,
  'an instalment stands on one invoice that was not credited, and knows it': sql`
    select b.id from contract_instalments b left join lateral (
      select count(*) as times, bool_or(i.number is not null) as billed from invoice_lines l join invoices i on i.id = l.invoice_id
      where l.instalment_id = b.id and i.kind = 'invoice' and not exists (select from invoice_lines c where c.credits_line_id = l.id)) on_it on true
    where b.invoice_state not in ('written_off', 'dropped') and (on_it.times > 1
      or b.invoice_state <> case when on_it.times = 0 then 'open' when on_it.billed then 'billed' else 'concept' end)`,
  'a period of a fee is billed once': sql`
    select fee_id from contract_instalments group by fee_id, starts_on having count(*) > 1`,
  'a released order says who released it, when it was a member': sql`
    select number from orders where released_at is null and released_by_id is not null`,
  'nobody is in two places without a reason': sql`
    select a.id from agenda_entries a join agenda_entries b on b.member_id = a.member_id and b.id > a.id
      and tstzrange(a.start_at, a.end_at) && tstzrange(b.start_at, b.end_at)
      where a.start_at is not null and b.start_at is not null and a.overlap_reason = '' and b.overlap_reason = ''`,
  // A visit that was closed before its time gave the rest of its window back.
  'the agenda is in step with the visit': sql`
    select v.id from visits v join agenda_entries a on a.visit_id = v.id where case when v.closed_at is null
      then a.start_at is distinct from v.start_at or a.end_at is distinct from v.end_at
      else a.start_at < v.start_at or a.end_at > v.end_at end`,
  'a cancelled visit is in nobody’s agenda, and any other in somebody’s': sql`
    select v.id from visits v where (v.status = 'cancelled') = exists (select from agenda_entries a where a.visit_id = v.id)`,
  'a visit has at most one leader': sql`
    select visit_id from agenda_entries where leader group by 1 having count(*) > 1`,
  'an order counts its visits': sql`
    select o.number from orders o where o.visit_count <> (
      select count(*) from visits v where v.order_id = o.id and v.status <> 'cancelled')`,
  'a closed visit says when': sql`
    select id from visits where (closed_at is null) <> (status not in ('completed', 'partly_completed', 'no_access', 'cancelled'))`,
  'nobody works twice at once': sql`
    select a.id from time_entries a join time_entries b on b.member_id = a.member_id and b.id > a.id
      and tstzrange(a.start_at, a.end_at) && tstzrange(b.start_at, b.end_at)
      where a.removed_at is null and b.removed_at is null
        -- Hours of a day without clocks lie nowhere.
        and a.start_at is not null and b.start_at is not null`,
  'what is with the customer waits in one open request, and nothing else does': sql`
    select b.id from (
      select id, state from time_entries where removed_at is null union all
      select id, state from expenses where removed_at is null) b
    left join lateral (
      select count(*) as times from approval_lines l join approval_requests r on r.id = l.request_id
      where b.id in (l.time_entry_id, l.expense_id) and l.answer is null and r.status = 'open') waits on true
    where waits.times <> (b.state = 'offered')::int`,
  'what the customer accepted was approved once, and never rejected after that': sql`
    select b.id from (
      select id, state from time_entries union all select id, state from expenses) b
    left join lateral (
      select count(*) filter (where l.answer = 'approved') as approved, (array_agg(l.answer order by l.answered_at desc, l.id desc))[1] as last
      from approval_lines l where b.id in (l.time_entry_id, l.expense_id) and l.answer is not null) said on true
    where said.approved > 1 or (b.state = 'accepted' and said.last = 'rejected')`,
  'what of an order is with the customer waits in one open request, and nothing else does': sql`
    select b.id from order_lines b left join lateral (
      select count(*) as times from approval_lines l join approval_requests r on r.id = l.request_id
      where l.order_line_id = b.id and l.answer is null and r.status = 'open') waits on true
    where waits.times <> (b.approval = 'offered')::int`,
  'an answered request has all its answers, and its sealed timesheet is the file it names': sql`
    select r.number from approval_requests r left join files f on f.id = r.pdf_file_id
    where (r.status = 'answered' and exists (select from approval_lines l where l.request_id = r.id and l.answer is null))
      or (r.pdf_file_id is null) <> (r.pdf_sha256 is null) or f.sha256 <> r.pdf_sha256`,
  'a time entry ends after it begins': sql`select id from time_entries where end_at < start_at or minutes < 0`,
  'a sealed report belongs to a closed visit and carries its file’s hash': sql`
    select r.id from work_reports r join visits v on v.id = r.visit_id join files f on f.id = r.file_id
      where v.closed_at is null or f.sha256 <> r.sha256 or r.order_id <> v.order_id`,
  'the PDF of an invoice is the file it names': sql`
    select s.id from invoice_states s left join files f on f.id = s.pdf_file_id
      where (s.pdf_file_id is null) <> (s.pdf_sha256 is null) or f.sha256 <> s.pdf_sha256`,
  'an invoice that was sent has its mail, once for the first time': sql`
    select s.id from invoice_states s where s.sent_at is not null and (
      select count(*) from mails m where m.unique_key = 'invoices.sent:' || s.invoice_id || ':0') <> 1`,
  'one mail per key': sql`select unique_key from mails group by 1 having count(*) > 1`,
  'a mail that was sent says when': sql`select id from mails where status = 'sent' and sent_at is null`,
  'a mail carries files that are there': sql`
    select m.id from mails m cross join unnest(m.attachment_ids) as a(id) left join files f on f.id = a.id where f.id is null`,
  'planned maintenance has its order, due maintenance none': sql`
    select id from maintenance_occurrences where (status = 'planned' and order_id is null) or (status = 'due' and order_id is not null)`,
  'a plan is due once a day': sql`
    select plan_id from maintenance_occurrences group by plan_id, due_on having count(*) > 1`,
  'an accepted request became one order': sql`
    select r.number from requests r where (r.status = 'accepted') <> exists (select from orders o where o.request_id = r.id)`,
  'a handed-over invoice went out once per target': sql`
    select invoice_id from handovers group by invoice_id, target having count(*) > 1`,
  'an idempotency key that is kept has its answer': sql`select key from idempotency_keys where reply is null`,
}

/** What is wrong with one company, in words; empty when all is well. Reads everything: for tests and the night. */
export async function violations(read: Read): Promise<string[]> {
  const found: string[] = []
  for (const [name, query] of Object.entries(invariants)) {
    const rows = await read.db.execute<Record<string, unknown>>(query)
    if (rows.length > 0) found.push(`${name}: ${rows.length}, such as ${JSON.stringify(rows[0])}`)
  }
  return [...found, ...(await orderCaches(read)), ...(await chains(read)), ...(await missingBytes(read))]
}

/** Status and sums of every order, from its facts by the rules themselves. */
async function orderCaches({ db }: Read): Promise<string[]> {
  const lines = Map.groupBy(await db.select().from(orderLines), ({ orderId }) => orderId)
  const all = await db.select().from(orders)
  return all.flatMap((order) => {
    const own = lines.get(order.id) ?? []
    const sums = orderSums(own, order.cancelledAt !== null)
    const status = orderStatus({ ...order, ...sums })
    const wrong = [
      status !== order.status && `status ${order.status} instead of ${status}`,
      compare(sums.unbilledAmount, order.unbilledAmount) !== 0 &&
        `unbilled ${order.unbilledAmount} instead of ${sums.unbilledAmount}`,
      compare(sums.billableAmount, order.billableAmount) !== 0 &&
        `billable ${order.billableAmount} instead of ${sums.billableAmount}`,
      own.length !== order.lineCount && `${order.lineCount} lines instead of ${own.length}`,
    ]
    return wrong.filter((one) => one !== false).map((one) => `order ${order.number}: ${one}`)
  })
}

async function chains(read: Read): Promise<string[]> {
  const broken: string[] = []
  for (const { id, prefix, year } of await read.db.select().from(invoiceSeries)) {
    const report = await verifyChain(read, id)
    if (report.broken) broken.push(`chain ${prefix}${year}: ${JSON.stringify(report.broken)}`)
  }
  return broken
}

/** The bytes behind what was sealed: there, and still those. */
async function missingBytes({ db, actor }: Read): Promise<string[]> {
  const sealed = await db.execute<{ what: string; sha256: string }>(sql`
    select 'report ' || visit_id as what, sha256 from work_reports
    union all select 'invoice ' || invoice_id, pdf_sha256 from invoice_states where pdf_sha256 is not null
    union all select 'signature ' || s.id, f.sha256 from signatures s join files f on f.id = s.file_id`)
  const wrong: string[] = []
  for (const { what, sha256 } of sealed) {
    const bytes = await getBytes(actor.organizationId, sha256).catch(() => null)
    const hash = bytes && createHash('sha256').update(bytes).digest('hex')
    if (hash !== sha256) wrong.push(`${what}: its bytes are ${hash ? 'others' : 'gone'}`)
  }
  return wrong
}
