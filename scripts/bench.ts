import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import autocannon from 'autocannon'
import postgres from 'postgres'
import { migrate } from '@/db/migrate'
import { Temporal } from '@/lib/time'
import type { FieldFigures } from './bench-field'
import { appRole } from './database/bootstrap'
import { throwaway } from './database/throwaway'
import { buildWhenNeeded } from './tools/build'
import { freePort } from './tools/port'
import { end } from './tools/run'
import { answered, startServer } from './tools/server'
import { signIn } from './tools/sign-in'
import { main, onStop } from './tools/stop'

/**
 * `npm run bench -- --orders 100000 --lines 100000 --seconds 8`: prints JSON, with the ratios to the previous run of the same size. With
 * several sizes (`--orders 10000,1000000`) also what the archive costs: the last size's p95 over the first's.
 */
const words = process.argv.slice(2)
const asked = (name: string, fallback: string) =>
  words.includes(`--${name}`) ? (words[words.indexOf(`--${name}`) + 1] ?? fallback) : fallback
const technicians = Number(asked('technicians', '50'))
const seconds = Number(asked('seconds', '8'))
const openLines = Number(asked('lines', '100000'))
const sizes = asked('orders', '100000').split(',').map(Number)
const users = 10

/** Opened by a click within the app, as the office does all day: the browser has the shell and asks for the page's part. */
const clicks = new Set(['orderPage', 'dashboard', 'whyScreen', 'whyScreenAlone'])
/** Asked by one person at a time: what the server needs, without waiting for the others. */
const alone = new Set(['whyScreenAlone', 'fieldPull', 'fieldPullUnchanged'])
/** What the browser then sends: that it stands in the list of orders. */
const clicked = {
  rsc: '1',
  'next-url': '/orders',
  'next-router-state-tree': encodeURIComponent(
    JSON.stringify(
      ['__PAGE__', '(list)', 'orders', '(office)', ''].reduce<unknown[] | null>(
        (below, segment) => [segment, below ? { children: below } : {}, null, null, segment === '' ? 24 : 0],
        null,
      ),
    ),
  ),
}

/** Milliseconds, as ten users meet them who ask again as soon as they are answered. */
type Figure = { requestsPerSecond: number; p50: number; p95: number; errors: number }
type Result = {
  at: string
  orders: number
  technicians: number
  seedSeconds: number
  memoryMb: { now: number; peak: number } | null
  figures: Record<string, Figure>
  /** Compressed, of which at most 100 may be JavaScript. */
  approvalPage: { javaScriptKb: number; pageKb: number; signIn: { javaScriptKb: number; pageKb: number } }
  /** In a browser as a phone has it. */
  fieldApp: FieldFigures
  finalizing: { concepts: number; perSecond: number; gaps: number; doubles: number }
  /** Of 1,000 concepts, without their PDFs. */
  invoiceRun: { concepts: number; ofOrders: number; seconds: { making: number; finalizing: number } }
  ratioToPrevious: Record<string, number> | null
}

main(async () => {
  await buildWhenNeeded()
  const results: Result[] = []
  for (const orders of sizes) results.push(await measure(orders))
  const [first, last] = [results[0], results.at(-1)]
  const archive = first && last && first !== last ? ratios(last.figures, first.figures) : null
  process.stdout.write(`${JSON.stringify({ results, archive }, null, 2)}\n`)
})

async function measure(orders: number): Promise<Result> {
  const database = await throwaway({ durable: true })
  onStop(() => database.remove())
  await migrate({ ownerUrl: database.ownerUrl, appRole })
  const env = { ...process.env, ...database.environment, LOG_LEVEL: 'error', JOBS: 'off' }
  Object.assign(process.env, env)
  const { seedLarge } = await import('@/db/seed/large')
  const seedStarted = performance.now()
  const { email } = await seedLarge({ technicians, orders, lines: 0 })
  // Its own company, so that the other screens stay comparable with earlier runs.
  const waiting = await seedLarge({ technicians, orders: Math.min(orders, 10_000), lines: openLines })
  const seedSeconds = Math.round((performance.now() - seedStarted) / 1000)
  const owner = postgres(database.superUrl.replace(/postgres$/, 'werkstroom'), { max: 1, onnotice: () => {} })
  await owner`vacuum analyze`
  const [order] = await owner`
    select id from orders where status = 'executed'
      and organization_id = (select organization_id from members where email = ${email} limit 1)
    order by id desc limit 1`
  await owner.end()
  const port = await freePort()
  const address = `http://localhost:${port}`
  const server = startServer({
    port,
    host: '127.0.0.1',
    env: { ...env, PORT: String(port), APP_URL: address },
    stdout: 'ignore',
  })
  await answered(server, `${address}/sign-in`)
  const cookie = await signIn(address, email)
  const whyCookie = await signIn(address, waiting.email)
  const phoneCookie = await signIn(address, email.replace('admin@', 't0@'))
  const pull = await fetch(`${address}/api/sync/v1/pull`, { headers: { cookie: phoneCookie } })
  const { cursor } = (await pull.json()) as { cursor: string }
  const today = Temporal.Now.plainDateISO()
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const sunday = monday.add({ days: 6 })
  const screens = {
    orderList: '/orders/data',
    orderListFiltered: '/orders/data?status=planned,executed',
    planboardWeek: `/planboard/data?from=${monday}&to=${sunday}`,
    backlog: '/planboard/backlog',
    customerSearch: '/customers/data?q=peeters%20leuven',
    orderPage: `/orders/${order?.id}`,
    dashboard: '/',
    orderPageFirstLoad: `/orders/${order?.id}`,
    dashboardFirstLoad: '/',
    // Over all open lines of projects and orders, by ten at once and by one.
    whyScreen: '/unbilled',
    whyScreenAlone: '/unbilled',
    // What one of the technicians carries for two weeks, and asking whether it changed.
    fieldPull: '/api/sync/v1/pull',
    fieldPullUnchanged: `/api/sync/v1/pull?since=${cursor}`,
  }
  const figures: Record<string, Figure> = {}
  for (const [name, path] of Object.entries(screens)) {
    const who = name.startsWith('why') ? whyCookie : name.startsWith('field') ? phoneCookie : cookie
    const headers = { cookie: who, ...(clicks.has(name) && clicked) }
    const reply = await fetch(address + path, { headers })
    if (!reply.ok) throw new Error(`${path} answers ${reply.status}: ${(await reply.text()).slice(0, 200)}`)
    await reply.arrayBuffer()
    const isPart = reply.headers.get('content-type')?.startsWith('text/x-component') ?? false
    if (isPart !== clicks.has(name)) throw new Error(`${path} answers ${reply.headers.get('content-type')}`)
    // Where a redirect led: Next wants a key of these headers in the address.
    figures[name] = await load(reply.url, headers, alone.has(name) ? 1 : users)
  }
  const { weighApprovalPage } = await import('./bench-approval-page')
  const approvalPage = await weighApprovalPage(address, email)
  const { measureField } = await import('./bench-field')
  const fieldApp = await measureField(address, phoneCookie)
  const memoryMb = memoryOf(server.pid ?? 0)
  await end(server)
  const { finalizeConcepts } = await import('./bench-finalize')
  const finalizing = await finalizeConcepts(email, 200, 4)
  const { runInvoices } = await import('./bench-run')
  const invoiceRun = await runInvoices(email, 1000)
  const { closeDatabase } = await import('@/db/client')
  await closeDatabase()
  await database.remove()
  const file = `.build/bench/${orders}.json`
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result) : null
  const result: Result = {
    at: new Date().toISOString(),
    orders,
    technicians,
    seedSeconds,
    memoryMb,
    figures,
    approvalPage,
    fieldApp,
    finalizing,
    invoiceRun,
    ratioToPrevious: before && ratios(figures, before.figures),
  }
  mkdirSync('.build/bench', { recursive: true })
  writeFileSync(file, JSON.stringify(result, null, 2))
  return result
}

async function load(url: string, headers: Record<string, string>, connections: number): Promise<Figure> {
  const options = { url, connections, headers }
  await autocannon({ ...options, duration: 2 })
  const times: number[] = []
  const run = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon({ ...options, duration: seconds }, (error, result) =>
      error ? reject(error) : resolve(result),
    )
    instance.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds))
  })
  times.sort((one, other) => one - other)
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10
  return {
    requestsPerSecond: Math.round(run.requests.average),
    p50: at(0.5),
    p95: at(0.95),
    errors: run.errors + run.non2xx,
  }
}

/** Resident memory of the server in MB, now and at most, where the system tells (Linux). */
function memoryOf(pid: number): Result['memoryMb'] {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return null
  const status = readFileSync(file, 'utf8')
  const mb = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
  return { now: mb('VmRSS'), peak: mb('VmHWM') }
}

/** Above 1 is slower than before. */
function ratios(figures: Record<string, Figure>, before: Record<string, Figure>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, { p95 }]) => {
      const earlier = before[name]
      return earlier ? [[name, Math.round((p95 / Math.max(1, earlier.p95)) * 100) / 100]] : []
    }),
  )
}
