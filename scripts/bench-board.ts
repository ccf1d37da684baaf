import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import postgres from 'postgres'
import { migrate } from '@/db/migrate'
import { measureBoard } from './bench-board-browser'
import { appRole } from './database/bootstrap'
import { throwaway } from './database/throwaway'
import { fillBoard } from './test/board'
import { buildWhenNeeded } from './tools/build'
import { needChromium } from './tools/chromium'
import { freePort } from './tools/port'
import { end } from './tools/run'
import { answered, startServer } from './tools/server'
import { signIn } from './tools/sign-in'
import { main, onStop } from './tools/stop'

/** What issue and planners ask of a board. Milliseconds, but for what its name says otherwise; p95 where a spread is measured. */
const bounds = {
  jsonKb: 300,
  elements: 3500,
  openToUsable: 1000,
  firstPaintAfterData: { day: 250, week: 250, twoweeks: 400 },
  drag: { taskMsPerMove: 8, frame: 20, longestTask: 50 },
  scroll: { frame: 25 },
  drop: { painted: 32, saved: 50, otherPlanner: 250 },
  large: { drag: { frame: 33 }, scroll: { frame: 33 } },
}

/**
 * `npm run bench:board -- --boards 50x2000,200x5000 --orders 20000`: what a planner's browser needs for the planboard with so
 * many technicians and visits, in a headless Chromium beside the server and the database. Prints JSON; milliseconds.
 */
main(async () => {
  const option = { type: 'string' } as const
  const { values } = parseArgs({ options: { boards: option, orders: option } })
  const boards = (values.boards ?? '50x2000,200x5000').split(',').map((size) => {
    const [technicians = 0, visits = 0] = size.split('x').map(Number)
    return { technicians, visits }
  })
  await buildWhenNeeded()
  const executablePath = await needChromium()
  const database = await throwaway({ durable: true })
  onStop(() => database.remove())
  await migrate({ ownerUrl: database.ownerUrl, appRole })
  const port = await freePort()
  const address = `http://localhost:${port}`
  const env = { ...process.env, ...database.environment, LOG_LEVEL: 'error', JOBS: 'off' }
  Object.assign(process.env, env)
  const { seedLarge } = await import('@/db/seed/large')
  const owner = postgres(database.superUrl.replace(/postgres$/, 'werkstroom'), { max: 1, onnotice: () => {} })
  const server = startServer({
    port,
    host: '127.0.0.1',
    env: { ...env, PORT: String(port), APP_URL: address },
    stdout: 'ignore',
  })
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  try {
    await answered(server, `${address}/sign-in`)
    const measured = []
    for (const size of boards) {
      const orders = Math.max(Number(values.orders ?? 20_000), size.visits)
      const { email } = await seedLarge({ technicians: size.technicians, orders, lines: 0 })
      await fillBoard(owner, email, size.visits)
      const before = loadavg()[0]
      const figures = await measureBoard(browser, address, await signIn(address, email))
      measured.push({ ...size, load: [before, loadavg()[0]], ...figures })
    }
    process.stdout.write(`${JSON.stringify({ bounds, boards: measured }, null, 2)}\n`)
  } finally {
    await browser.close()
    await owner.end()
    await end(server)
    await (await import('@/db/client')).closeDatabase()
    await database.remove()
  }
})
