import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import autocannon from 'autocannon'
import postgres from 'postgres'
import { migrate } from '@/db/migrate'
import { appRole } from './database/bootstrap'
import { throwaway } from './database/throwaway'
import { buildWhenNeeded } from './tools/build'
import { freePort } from './tools/port'
import { end, must } from './tools/run'
import { answered, startServer } from './tools/server'
import { main, onStop } from './tools/stop'

/** `npm run bench -- --orders 100000 --seconds 8`: prints JSON, with the ratio to the previous run of the same size. */
const words = process.argv.slice(2)
const asked = (name: string, fallback: number) =>
  words.includes(`--${name}`) ? Number(words[words.indexOf(`--${name}`) + 1]) : fallback
const size = { technicians: asked('technicians', 50), orders: asked('orders', 100_000), seconds: asked('seconds', 8) }
const resultFile = 'bench/last.json'

type Figure = { requestsPerSecond: number; p50: number; p97_5: number; errors: number }

main(async () => {
  await buildWhenNeeded()
  const database = await throwaway({ durable: true })
  onStop(() => database.remove())
  await migrate({ ownerUrl: database.ownerUrl, appRole })
  const env = { ...process.env, ...database.environment, LOG_LEVEL: 'error', JOBS: 'off' }
  Object.assign(process.env, env)
  const { seedLarge } = await import('@/db/seed/large')
  const seedStarted = performance.now()
  const { email } = await seedLarge(size)
  const seedSeconds = Math.round((performance.now() - seedStarted) / 1000)
  const owner = postgres(database.superUrl.replace(/postgres$/, 'werkstroom'), { max: 1, onnotice: () => {} })
  await owner`analyze`
  const [order] = await owner`select id from orders where status = 'executed' order by id desc limit 1`
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
  const monday = new Date(Date.now() - ((new Date().getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)
  const screens = {
    orderList: '/orders/data',
    orderListFiltered: '/orders/data?status=planned,executed',
    planboardWeek: `/planboard/data?scale=week&date=${monday}&from=${monday}&days=7`,
    customerSearch: '/customers/data?q=peeters%20leuven',
    orderPage: `/orders/${order?.id}`,
    dashboard: '/',
  }
  const figures: Record<string, Figure> = {}
  for (const [name, path] of Object.entries(screens)) {
    const reply = await fetch(address + path, { headers: { cookie } })
    if (!reply.ok) throw new Error(`${path} answers ${reply.status}: ${(await reply.text()).slice(0, 200)}`)
    await reply.arrayBuffer()
    figures[name] = await load(address + path, cookie)
  }
  const memoryMb = rssOf(server.pid ?? 0)
  await owner.end()
  await end(server)
  const before = previous()
  const result = {
    at: new Date().toISOString(),
    size,
    seedSeconds,
    memoryMb,
    figures,
    ratioToPrevious: ratios(figures, before),
  }
  await must('bench/ can not be made', 'mkdir', ['-p', 'bench'])
  writeFileSync(resultFile, JSON.stringify(result, null, 2))
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  await database.remove()
})

async function signIn(address: string, email: string): Promise<string> {
  const first = await fetch(`${address}/api/auth/csrf`)
  const { csrfToken } = (await first.json()) as { csrfToken: string }
  const jar = first.headers.getSetCookie().map((line) => line.split(';')[0])
  const reply = await fetch(`${address}/api/auth/callback/password`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: jar.join('; '), origin: address },
    body: new URLSearchParams({ csrfToken, email, password: 'werkstroom-demo', json: 'true' }),
  })
  return [...jar, ...reply.headers.getSetCookie().map((line) => line.split(';')[0])].join('; ')
}

/** Ten users who ask again as soon as they are answered. */
async function load(url: string, cookie: string): Promise<Figure> {
  await autocannon({ url, connections: 10, duration: 2, headers: { cookie } })
  const run = await autocannon({ url, connections: 10, duration: size.seconds, headers: { cookie } })
  return {
    requestsPerSecond: Math.round(run.requests.average),
    p50: run.latency.p50,
    p97_5: run.latency.p97_5,
    errors: run.errors + run.non2xx,
  }
}

/** Resident memory of the server in MB, where the system tells (Linux). */
function rssOf(pid: number): number | null {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return null
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) / 1024)
}

type Result = { size: typeof size; figures: Record<string, Figure> }

function previous(): Result | null {
  return existsSync(resultFile) ? (JSON.parse(readFileSync(resultFile, 'utf8')) as Result) : null
}

function ratios(figures: Record<string, Figure>, before: Result | null): Record<string, number> | null {
  if (!before) return null
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, { p50 }]) => {
      const earlier = before.figures[name]
      return earlier ? [[name, Math.round((p50 / Math.max(1, earlier.p50)) * 100) / 100]] : []
    }),
  )
}
