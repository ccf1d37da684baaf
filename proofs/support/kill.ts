import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { build, stop as stopBundler } from 'esbuild'
import postgres from 'postgres'
import { type Actor, reading } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import type { Finalized } from '@/lib/invoices/mutations/finalize'
import { addMinutes, dayIn, Temporal } from '@/lib/time'
import { startCluster } from '@/scripts/database/cluster'
import type { Throwaway } from '@/scripts/database/throwaway'
import { addTechnician } from '@/scripts/test/company'
import { smtpSink } from '@/scripts/test/smtp-sink'
import { violations } from '../invariants'
import { type Acknowledged, client, keepRunning } from './kill-client'
import { chance } from './random'
import { closing, conceptOf, now, openShop, picture, type Shop } from './walk'

// Of this run alone: two may run from one folder.
const appFile = `.build/proofs/app-${process.pid}.mjs`
const appLog = `.build/proofs/app-${process.pid}.log`

async function bundleApp(): Promise<void> {
  mkdirSync('.build/proofs', { recursive: true })
  await build({
    entryPoints: ['proofs/support/app.ts'],
    outfile: appFile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    packages: 'external',
    alias: { 'server-only': './node_modules/server-only/empty.js', 'next/headers': 'next/headers.js' },
    logLevel: 'warning',
  })
  await stopBundler()
}

export type KillSize = { apps: number; clusters: number; backends: number; walkers: number }
export type KillRun = {
  kills: number
  acknowledged: number
  walks: number
  mails: { sent: number; uncertain: number; received: number }
  recoverySeconds: number[]
  settledSeconds: number
  faults: string[]
}

/**
 * Clients walk from request to payment while the app, the whole database or one connection's process is killed at random
 * moments. Afterwards everything that was acknowledged has to be there, once, and nothing may stay half-done.
 */
export async function killWhileWalking(database: Throwaway, size: KillSize): Promise<KillRun> {
  const roll = chance('kills')
  await bundleApp()
  rmSync(appLog, { force: true })
  const sink = await smtpSink()
  const superUser = postgres(database.superUrl.replace(/postgres$/, 'werkstroom'), {
    max: 2,
    onnotice: () => {},
    backoff: () => 0.1,
  })
  const [port] = [Number(new URL(database.ownerUrl).port)]
  const shop = await openShop()
  const environment = { ...process.env, SMTP_URL: sink.url, JOBS: 'on', WERKSTROOM_SERVER: 'yes', LOG_LEVEL: 'warn' }
  const app = keepRunning(appFile, environment, appLog)
  const journal: Acknowledged[] = []
  const refusals: string[] = []
  let isOver = false
  let walks = 0
  const walker = async () => {
    const technician = await addTechnician(shop.organizationId)
    while (!isOver) await walk(shop, technician, client(app, ++walks, journal, refusals))
  }
  const walkers = Promise.all(Array.from({ length: size.walkers }, walker))
  // A walker that is refused ends the run: the refusal is one of its faults.
  const ended = walkers.then(
    () => {},
    () => {},
  )

  const kills = roll.shuffled([
    ...Array<'app'>(size.apps).fill('app'),
    ...Array<'cluster'>(size.clusters).fill('cluster'),
    ...Array<'backend'>(size.backends).fill('backend'),
  ])
  const recoverySeconds: number[] = []
  if (!(await until(() => journal.length >= size.walkers * 3, 30))) {
    await app.stop()
    throw new Error(`the app does not come up: ${readFileSync(appLog, 'utf8').slice(-1000)}`)
  }
  for (const [index, kind] of kills.entries()) {
    await wait(150 + roll.below(1200))
    const at = Date.now()
    if (kind === 'app') app.kill()
    else if (kind === 'cluster') await killCluster(database.folder, port, index % 2 === 0)
    else await killBackend(superUser, roll.below(1000), index % 2 === 0)
    const back = await until(() => journal.some(({ begun, at: done }) => begun >= at || done > at + 1), 60)
    recoverySeconds.push(
      back ? (Math.min(...journal.filter((one) => one.at > at).map((one) => one.at)) - at) / 1000 : 60,
    )
    if (!back || refusals.length > 0) break
  }
  isOver = true
  await Promise.race([ended, wait(60_000, undefined, { ref: false })])

  const calm = Date.now()
  const isSettled = await until(async () => (await unfinished(superUser)).length === 0, 125)
  const settledSeconds = (Date.now() - calm) / 1000
  const stuck = isSettled ? [] : await unfinished(superUser)
  await app.stop()
  const faults = [
    ...refusals,
    ...stuck.map((what) => `still unfinished after ${Math.round(settledSeconds)} s: ${what}`),
    ...(await lost(superUser, journal)),
    ...(await doubled(superUser)),
    ...(await reading(shop.actors.admin, violations)),
  ]
  const mails = await mailsOf(
    superUser,
    sink.received.map(({ messageId }) => messageId ?? ''),
  )
  faults.push(...mails.faults)
  await superUser.end({ timeout: 2 })
  await sink.close()
  return {
    kills: recoverySeconds.length,
    acknowledged: journal.length,
    walks,
    mails: mails.counts,
    recoverySeconds,
    settledSeconds,
    faults,
  }
}

type Ask = ReturnType<typeof client>
const address = { street: 'Tiensestraat', houseNumber: '12', postalCode: '3000', city: 'Leuven', country: 'BE' }
let day = 0

/** One order from the customer's request to the paid invoice. */
async function walk(shop: Shop, technician: Actor, ask: Ask): Promise<void> {
  const { admin, planner, administration } = shop.actors
  const [requestId, orderId, visitId, fileId] = [newId(), newId(), newId(), newId()]
  const customer: Actor = { ...admin, kind: 'customer', id: newId(), name: '', roles: [] }
  await ask('requests.submit', customer, {
    id: requestId,
    asked: {
      orderTypeId: shop.orderTypeId,
      description: 'Lek',
      name: 'An',
      company: '',
      vatNumber: '',
      email: shop.email,
      phone: '016 12 34 56',
      ...address,
      locale: 'nl',
    },
    formTemplateId: null,
    answers: {},
    files: [],
    mayMail: true,
  })
  const accept = {
    id: requestId,
    orderId,
    orderTypeId: shop.orderTypeId,
    title: 'Lek',
    priority: 'normal',
    dueOn: null,
  }
  await ask('requests.accept', planner, {
    ...accept,
    customerId: shop.customerId,
    newCustomer: null,
    siteId: shop.siteId,
  })
  const startAt = Temporal.Now.instant()
    .add({ hours: 24 + 2 * ++day })
    .toString()
  await ask('visits.assign', planner, {
    id: visitId,
    orderId,
    memberIds: [technician.id],
    startAt,
    endAt: addMinutes(startAt, 60),
  })
  for (const step of ['travel', 'arrive'])
    await ask('execution.takeStep', technician, { id: newId(), visitId, step, at: now() })
  await ask('execution.answer', technician, { id: newId(), visitId, fieldId: 'cause', value: 'Roest', at: now() })
  const file = { id: fileId, visitId, kind: 'signature', fieldId: '', takenAt: now() }
  await ask('field.file', technician, { file, base64: (await picture()).toString('base64') })
  await ask('execution.close', technician, closing(visitId, fileId))
  // A minute of work costs nothing: the office adds what there is to bill by a line of its own.
  await ask('orders.addLine', admin, {
    id: newId(),
    orderId,
    kind: 'material',
    description: 'Kraan',
    quantity: '1',
    unitPrice: '62',
    vatRate: '21',
  })
  await ask('control.release', administration, { orderId })
  const invoiceId = await patiently(() => conceptOf(shop, orderId))
  const final = await ask<Finalized>('invoices.finalize', administration, {
    id: invoiceId,
    version: await patiently(() => versionOf(admin, invoiceId)),
  })
  const payment = {
    id: newId(),
    invoiceId: final.id,
    amount: '10',
    paidOn: dayIn('Europe/Brussels', Temporal.Now.instant()),
  }
  await ask('payments.register', administration, { ...payment, method: 'transfer', reference: '', acceptsMore: false })
}

function versionOf(actor: Actor, invoiceId: string): Promise<number> {
  return reading(actor, async ({ db }) => {
    const [found] = await db.execute<{ version: number }>(sql`select version from invoices where id = ${invoiceId}`)
    return found?.version ?? 1
  })
}

/** A look at a database that may be away. */
async function patiently<T>(look: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await look()
    } catch (error) {
      if (tries > 300) throw error
      await wait(100)
    }
  }
}

async function until(isTrue: () => boolean | Promise<boolean>, seconds: number): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await wait(20 + (seconds > 100 ? 480 : 0)))
    if (await Promise.resolve(isTrue()).catch(() => false)) return true
  return false
}

/** The power fails: every process of the server at once, or the postmaster alone. Then it is started again. */
async function killCluster(folder: string, port: number, whole: boolean): Promise<void> {
  const pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
  const children = whole
    ? execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).split('\n')
    : []
  for (const one of [pid, ...children.map(Number)]) if (one > 0) tryKill(one)
  await startCluster(folder, {}, port)
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}

/** One connection: cut by the server, or its process killed, whereupon the server restarts all of them. */
async function killBackend(superUser: postgres.Sql, which: number, hard: boolean): Promise<void> {
  const found = await patiently(
    () => superUser<{ pid: number }[]>`
    select pid from pg_stat_activity where usename = 'werkstroom_app' order by state = 'idle', pid`,
  )
  const pid = found[which % Math.max(1, Math.min(found.length, 6))]?.pid
  if (!pid) return
  if (hard) tryKill(pid)
  else await superUser`select pg_terminate_backend(${pid})`.catch(() => {})
}

/** What a crash may have left half-done. */
async function unfinished(superUser: postgres.Sql): Promise<string[]> {
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

/** Acknowledged, and not there as it was acknowledged. */
async function lost(superUser: postgres.Sql, journal: readonly Acknowledged[]): Promise<string[]> {
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
    'execution.answer': ({ input }) => superUser`select from visit_answers where visit_id = ${text(input, 'visitId')}`,
    'execution.close': ({ input }) =>
      superUser`select from visits v join work_reports r on r.visit_id = v.id where v.id = ${text(input, 'visitId')} and v.status = 'completed'`,
    'orders.addLine': ({ input }) =>
      superUser`select from order_lines where id = ${id(input)} and invoice_state <> 'open'`,
    'control.release': ({ input }) =>
      superUser`select from orders where id = ${text(input, 'orderId')} and released_at is not null`,
    'invoices.finalize': ({ input, value }) =>
      superUser`select from invoices where id = ${id(input)} and number = ${text(value, 'number')}`,
    'payments.register': ({ input }) => superUser`select from payments where id = ${id(input)}`,
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
async function doubled(superUser: postgres.Sql): Promise<string[]> {
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
async function mailsOf(superUser: postgres.Sql, received: readonly string[]) {
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

/** The value below which this share of them lies. */
export function share(of: readonly number[], part: number): number {
  return [...of].sort((a, b) => a - b)[Math.min(of.length - 1, Math.floor(of.length * part))] ?? 0
}
