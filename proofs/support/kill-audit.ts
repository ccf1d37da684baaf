import type postgres from 'postgres'
import { queues } from '@/lib/jobs/queues'
import type { Acknowledged } from './kill-client'

// What is looked for after the kills, past row-level security.

/** What a crash may have left half-done. */
export async function unfinished(superUser: postgres.Sql): Promise<string[]> {
  const rows = await superUser<{ what: string }[]>`
    select 'mail ' || kind || ' ' || status as what from mails where status in ('queued', 'sending', 'failed')
    union all select 'report of a closed visit' from visits v where v.closed_at is not null and v.status <> 'cancelled'
      and not exists (select from work_reports r where r.visit_id = v.id)
    union all select 'invoice without ' || case when pdf_file_id is null then 'PDF' else 'mail' end from invoice_states
      where pdf_file_id is null or sent_at is null
    union all select 'job ' || name || ' ' || state from pgboss.job where state in ('created', 'retry', 'active')
      and name not in ('jobs.sweep') and name not like '\\_\\_pgboss%' and start_after < now() + interval '1 minute'`
  return rows.map(({ what }) => what)
}

/** How many reports, invoices and mails are being made right now. */
export async function workingJobs(superUser: postgres.Sql): Promise<number> {
  const [row] = await superUser<{ count: number }[]>`
    select count(*)::int as count from pgboss.job where state = 'active' and name = any(${Object.keys(queues)}) and name <> 'jobs.sweep'`
  return row?.count ?? 0
}

/** Acknowledged, and not there as it was acknowledged. */
export async function lost(superUser: postgres.Sql, journal: readonly Acknowledged[]): Promise<string[]> {
  const there: Record<string, (one: Acknowledged) => PromiseLike<readonly unknown[]>> = {
    'requests.submit': ({ input, value }) =>
      superUser`select from requests where id = ${id(input)} and number = ${text(value, 'number')}`,
    'field.file': ({ value }) => superUser`select from files where id = ${text(value, 'id')}`,
    'requests.accept': ({ input, value }) =>
      superUser`select from orders where id = ${text(input, 'orderId')} and number = ${text(value, 'number')} and request_id = ${id(input)}`,
    'visits.assign': ({ input }) =>
      superUser`select from visits v join agenda_entries a on a.visit_id = v.id where v.id = ${id(input)}`,
    'execution.takeStep': ({ input }) =>
      superUser`select from visit_events where id = ${id(input)} and kind = ${text(input, 'step')}`,
    'execution.answer': ({ input }) =>
      superUser`select from visit_answers where visit_id = ${text(input, 'visitId')} and field_id = ${text(input, 'fieldId')}`,
    'execution.close': ({ input }) =>
      superUser`select from visits v join work_reports r on r.visit_id = v.id where v.id = ${text(input, 'visitId')} and v.status = 'completed'`,
    'orders.addLine': ({ input }) =>
      superUser`select from order_lines where id = ${id(input)} and invoice_state <> 'open'`,
    'control.release': ({ input }) =>
      superUser`select from orders where id = ${text(input, 'orderId')} and released_at is not null`,
    'invoices.finalize': ({ input, value }) =>
      superUser`select from invoices where id = ${id(input)} and number = ${text(value, 'number')}`,
    'payments.register': ({ input }) =>
      superUser`select from payments where id = ${id(input)} and amount = ${text(input, 'amount')}::numeric`,
  }
  const missing: string[] = []
  for (const one of journal) {
    const found = await there[one.name]?.(one)
    if (found?.length !== 1)
      missing.push(`acknowledged and ${found?.length ?? 'never'} times there: ${one.name} ${JSON.stringify(one.value)}`)
  }
  return missing
}

const text = (of: unknown, name: string) => String((of as Record<string, unknown>)[name])
const id = (input: unknown) => text(input, 'id')

/** What the history says was done twice to one thing, and what is there twice. */
export async function doubled(superUser: postgres.Sql): Promise<string[]> {
  const rows = await superUser<{ what: string }[]>`
    select action || ' ' || count(*) || ' times' as what from history where action in ('requests.submit', 'requests.accept', 'orders.create',
      'visits.planned', 'visits.completed', 'execution.report_sealed', 'execution.signed', 'orders.release', 'invoices.billed',
      'invoices.finalize', 'invoices.send', 'payments.register') group by action, subject_type, subject_id having count(*) > 1
    union all select 'an order with ' || count(*) || ' visits' from visits group by order_id having count(*) > 1
    union all select 'an order billed ' || count(*) || ' times by one line' from invoice_lines where order_line_id is not null
      group by order_line_id having count(*) > 1
    union all select 'a mail to one about one thing ' || count(*) || ' times: ' || kind from mails group by kind, subject_id, recipient having count(*) > 1
    union all select 'an invoice drawn ' || count(*) || ' times' from files f join invoice_states s on s.pdf_sha256 = f.sha256 group by s.id having count(*) > 1`
  return rows.map(({ what }) => what)
}

/** The outbox beside what the mail server really got. */
export async function mailsOf(superUser: postgres.Sql, received: readonly string[]) {
  const rows = await superUser<{ id: string; status: string; message: string }[]>`
    select id, status, '<' || message_id || '>' as message from mails`
  const times = new Map<string, number>()
  for (const message of received) times.set(message, (times.get(message) ?? 0) + 1)
  const faults = rows.flatMap(({ id: mailId, status, message }) => {
    const count = times.get(message) ?? 0
    if (count > 1) return [`mail ${mailId} arrived ${count} times`]
    if (status === 'sent' && count === 0) return [`mail ${mailId} is said to be sent and never arrived`]
    if (status !== 'sent' && status !== 'uncertain' && count > 0) return [`mail ${mailId} is ${status} and arrived`]
    return []
  })
  const known = new Set(rows.map(({ message }) => message))
  faults.push(...received.filter((message) => !known.has(message)).map((message) => `a mail nobody knows: ${message}`))
  const of = (wanted: string) => rows.filter(({ status }) => status === wanted).length
  return { faults, counts: { sent: of('sent'), uncertain: of('uncertain'), received: received.length } }
}
