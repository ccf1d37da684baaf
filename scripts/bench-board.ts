import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from '@playwright/test'
import postgres from 'postgres'
import { migrate } from '@/db/migrate'
import { Temporal } from '@/lib/time'
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

/** Of some measured milliseconds. */
type Spread = { p50: number; p95: number; most: number }

/**
 * `npm run bench:board -- --technicians 50 --visits 2000 --orders 20000`: what a planner's browser needs for the planboard,
 * in a headless Chromium beside the server and the database. Prints JSON; milliseconds.
 */
main(async () => {
  const option = { type: 'string' } as const
  const { values } = parseArgs({ options: { technicians: option, visits: option, orders: option } })
  const technicians = Number(values.technicians ?? 50)
  const visits = Number(values.visits ?? 2000)
  await buildWhenNeeded()
  const executablePath = await needChromium()
  const database = await throwaway({ durable: true })
  onStop(() => database.remove())
  await migrate({ ownerUrl: database.ownerUrl, appRole })
  const env = { ...process.env, ...database.environment, LOG_LEVEL: 'error', JOBS: 'off' }
  Object.assign(process.env, env)
  const { seedLarge } = await import('@/db/seed/large')
  const { email } = await seedLarge({ technicians, orders: Number(values.orders ?? 20_000), lines: 0 })
  const owner = postgres(database.superUrl.replace(/postgres$/, 'werkstroom'), { max: 1, onnotice: () => {} })
  await fillBoard(owner, email, visits)
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
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  })
  try {
    process.stdout.write(
      `${JSON.stringify(await measure(browser, address, cookie, { technicians, visits }), null, 2)}\n`,
    )
  } finally {
    await browser.close()
    await owner.end()
    await end(server)
    await (await import('@/db/client')).closeDatabase()
    await database.remove()
  }
})

async function measure(
  browser: Browser,
  address: string,
  cookie: string,
  size: { technicians: number; visits: number },
) {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, locale: 'nl-BE' })
  await context.addCookies(
    cookie.split('; ').map((one) => {
      const [name = '', ...value] = one.split('=')
      return { name, value: value.join('='), url: address }
    }),
  )
  // What the compiler puts around functions that have a name.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named' })
  await context.addInitScript(watch)
  const page = await context.newPage()
  const today = Temporal.Now.plainDateISO()
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const json = await context.request.get(`${address}/planboard/data?from=${monday}&to=${monday.add({ days: 13 })}`)
  const jsonKb = Math.round((await json.body()).byteLength / 102.4) / 10
  const views: Record<string, unknown> = {}
  // Once for the files that the browser keeps from then on.
  await opened(page, `${address}/planboard`)
  for (const scale of ['day', 'week', 'twoweeks']) {
    const path = `${address}/planboard?scale=${scale}&date=${monday}&weekend=true`
    const opens = []
    for (let time = 0; time < 5; time++) opens.push(await opened(page, path))
    views[scale] = {
      openToUsable: spread(opens.map(({ usable }) => usable)),
      firstPaintAfterData: spread(opens.map(({ painted }) => painted)),
      elements: await page.evaluate(() => document.querySelectorAll('*').length),
      visitsDrawn: await page.locator('[data-board] [data-visit]').count(),
      drag: await dragged(page),
      scroll: await scrolled(page),
    }
  }
  await opened(page, `${address}/planboard?scale=day&date=${monday}&weekend=true`)
  const other = await context.newPage()
  await opened(other, `${address}/planboard?scale=day&date=${monday}&weekend=true`)
  return { ...size, jsonKb, views, drop: await dropped(page, other, 20) }
}

/** In every page: when the first visit stood there, and how long frames and tasks take while somebody asks. */
function watch(): void {
  const marks = { first: 0, frames: [] as number[], tasks: [] as number[], isOn: false }
  Object.assign(window, { marks })
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector('[data-board] [data-visit]')) return
    observer.disconnect()
    requestAnimationFrame(() => requestAnimationFrame(() => (marks.first = performance.now())))
  }).observe(document, { childList: true, subtree: true })
  new PerformanceObserver((list) => {
    if (marks.isOn) marks.tasks.push(...list.getEntries().map(({ duration }) => duration))
  }).observe({ type: 'longtask' })
  let last = 0
  const frame = (at: number) => {
    if (marks.isOn && last) marks.frames.push(at - last)
    last = at
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}

type Marks = { first: number; frames: number[]; tasks: number[]; isOn: boolean }

async function opened(page: Page, address: string): Promise<{ usable: number; painted: number }> {
  await page.goto(address)
  await page.waitForFunction(() => (Reflect.get(window, 'marks') as Marks).first > 0)
  await page.waitForLoadState('networkidle')
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    const { first } = Reflect.get(window, 'marks') as Marks
    return { usable: first, painted: first - (navigation?.responseEnd ?? 0) }
  })
}

/** What happens between the two, of this page's one thread. */
async function watched(page: Page, work: () => Promise<number>) {
  const client = await page.context().newCDPSession(page)
  await client.send('Performance.enable')
  const busy = async () => {
    const { metrics } = await client.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  }
  await page.evaluate(() => Object.assign(Reflect.get(window, 'marks'), { frames: [], tasks: [], isOn: true }))
  const before = await busy()
  const moves = await work()
  const after = await busy()
  const { frames, tasks } = await page.evaluate(() => {
    const marks = Reflect.get(window, 'marks') as Marks
    marks.isOn = false
    return { frames: marks.frames, tasks: marks.tasks }
  })
  await client.detach()
  return {
    taskMsPerMove: round((after - before) / moves),
    frame: spread(frames),
    longTasks: tasks.length,
    longestTask: round(Math.max(0, ...tasks)),
  }
}

async function dragged(page: Page) {
  const block = page.locator('[data-board] [data-visit]').first()
  const box = await block.boundingBox()
  if (!box) throw new Error('no visit to drag')
  await page.mouse.move(box.x + 6, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + 20, box.y + box.height / 2, { steps: 4 })
  const figures = await watched(page, async () => {
    for (let step = 0; step < 90; step++) await page.mouse.move(box.x + 20 + step * 8, box.y + 20 + step * 6)
    return 90
  })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return figures
}

async function scrolled(page: Page) {
  await page.mouse.move(900, 600)
  const figures = await watched(page, async () => {
    for (let step = 0; step < 90; step++) await page.mouse.wheel(0, step < 45 ? 20 : -20)
    return 90
  })
  return { frame: figures.frame, longTasks: figures.longTasks }
}

/** A visit goes to another quarter: until it is painted there, until the server has it, until another planner sees it. */
async function dropped(page: Page, other: Page, times: number) {
  const [painted, saved, seen]: [number[], number[], number[]] = [[], [], []]
  for (let time = 0; time < times; time++) {
    const block = page.locator('[data-board] [data-visit]').nth(time)
    const id = (await block.getAttribute('data-visit')) ?? ''
    const box = await block.boundingBox()
    if (!box) throw new Error('no visit to move')
    const selector = `[data-board] [data-visit="${id}"]`
    const before = await other.locator(selector).getAttribute('style')
    const reaches = other.evaluate(moves, { selector, before })
    const here = await block.getAttribute('style')
    await page.mouse.move(box.x + 6, box.y + box.height / 2)
    await page.mouse.down()
    // A quarter to the right: visits stand with room behind them.
    await page.mouse.move(box.x + 6 + box.width / 5, box.y + box.height / 2, { steps: 5 })
    const paints = page.evaluate(moves, { selector, before: here })
    const reply = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.evaluate(() =>
      addEventListener('pointerup', () => Object.assign(window, { up: Date.now() }), { capture: true, once: true }),
    )
    await page.mouse.up()
    const timing = (await reply).request()
    painted.push((await paints) - (await page.evaluate(() => Reflect.get(window, 'up') as number)))
    await (await reply).finished()
    saved.push(timing.timing().responseEnd)
    seen.push((await reaches) - (await page.evaluate(() => Reflect.get(window, 'up') as number)))
  }
  return { painted: spread(painted), saved: spread(saved), otherPlanner: spread(seen) }
}

/** When something stands elsewhere than before and was painted there: the time of the machine, the same in both browsers. */
function moves({ selector, before }: { selector: string; before: string | null }): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const now = document.querySelector(selector)?.getAttribute('style') ?? null
      if (now === null || now === before) return void requestAnimationFrame(look)
      requestAnimationFrame(() => resolve(Date.now()))
    }
    look()
  })
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other)
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50: at(0.5), p95: at(0.95), most: at(1) }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
