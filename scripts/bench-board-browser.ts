import type { Browser, Page } from '@playwright/test'
import { Temporal } from '@/lib/time'

declare global {
  interface Window {
    /** What Next puts there, of which it has no type: its router. */
    next: { router: { push: (to: string) => void } }
  }
}

/** Of some measured milliseconds. */
type Spread = { p50: number; p95: number; most: number }

const scales = ['day', 'week', 'twoweeks'] as const
const openings = 5
const moves = 90
/** In rows that what is told at the bottom right does not cover. */
const drops = 24
/** Milliseconds that all drops together may take. */
const patience = 120_000

/** A browser of its own for somebody who is signed in: of two pages in one, only the page in front draws. */
async function signedIn(browser: Browser, address: string, cookie: string) {
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
  return context
}

/** Opens, drags, scrolls and drops on the board of one company, signed in by its cookies. Milliseconds. */
export async function measureBoard(browser: Browser, address: string, cookie: string) {
  const context = await signedIn(browser, address, cookie)
  const page = await context.newPage()
  const today = Temporal.Now.plainDateISO()
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const json = await context.request.get(`${address}/planboard/data?from=${monday}&to=${monday.add({ days: 13 })}`)
  const jsonKb = round((await json.body()).byteLength / 1024)
  const pathOf = (scale: string) => `${address}/planboard?scale=${scale}&date=${monday}&weekend=true`
  const views: Record<string, unknown> = {}
  // Once for the files that the browser keeps from then on, and for a server that drew a board before, as it has by the time
  // that anybody works.
  await opened(page, pathOf('day'))
  await painted(page, address, pathOf('day'))
  for (const scale of scales) {
    const opens = []
    const paints = []
    for (let time = 0; time < openings; time++) {
      paints.push(await painted(page, address, pathOf(scale)))
      opens.push(await opened(page, pathOf(scale)))
    }
    views[scale] = {
      openToUsable: spread(opens),
      firstPaintAfterData: spread(paints),
      elements: await page.evaluate(() => document.querySelectorAll('*').length),
      visitsDrawn: await page.locator('[data-board] [data-visit]').count(),
      drag: await dragged(page),
      scroll: await scrolled(page),
    }
  }
  await opened(page, pathOf('day'))
  const besides = await signedIn(browser, address, cookie)
  const other = await besides.newPage()
  await opened(other, pathOf('day'))
  // A drop that nobody answers takes nothing of the rest along.
  const drop = await Promise.race([
    dropped(page, other).catch((error: Error) => ({ failed: error.message })),
    page.waitForTimeout(patience).then(() => ({ failed: `not done in ${patience} ms` })),
  ])
  await Promise.all([context.close(), besides.close()])
  return { jsonKb, views, drop }
}

type Marks = { first: number; frames: number[]; tasks: number[]; isOn: boolean }

/** In every page: when the first visit was painted, how long frames and tasks take while somebody asks, and a drop's way. */
function watch(): void {
  const marks = { first: 0, frames: [] as number[], tasks: [] as number[], isOn: false }
  /** Milliseconds since the page was asked for, once the frame that is being made is painted. */
  const painted = () =>
    new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now())
        port2.postMessage(null)
      })
    })
  /** When a block stands elsewhere than it did and was painted there: the machine's time, the same in both browsers. */
  const moved = (selector: string) =>
    new Promise<number>((resolve, reject) => {
      const place = () => document.querySelector<HTMLElement>(selector)?.style.left ?? null
      const before = place()
      const tooLong = setTimeout(() => reject(new Error(`${selector} did not move`)), 10_000)
      const observer = new MutationObserver(() => {
        const now = place()
        if (now === null || now === before) return
        observer.disconnect()
        void painted().then((at) => {
          clearTimeout(tooLong)
          resolve(performance.timeOrigin + at)
        })
      })
      observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['style'] })
    })
  /** When the server had answered to what was sent since then: the machine's time. */
  const saved = (since: number) =>
    new Promise<number>((resolve, reject) => {
      const tooLong = setTimeout(() => reject(new Error('nothing was saved')), 10_000)
      const observer = new PerformanceObserver((list) => {
        const answer = list.getEntriesByType('resource').find(({ name, startTime }) => {
          const { pathname, searchParams } = new URL(name)
          const isAction = pathname === '/planboard' && !searchParams.has('_rsc')
          return isAction && performance.timeOrigin + startTime >= since
        })
        if (!answer) return
        observer.disconnect()
        clearTimeout(tooLong)
        resolve(performance.timeOrigin + (answer as PerformanceResourceTiming).responseEnd)
      })
      observer.observe({ type: 'resource', buffered: true })
    })
  Object.assign(window, { marks, moved, saved })
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector('[data-board] [data-visit]')) return
    observer.disconnect()
    void painted().then((at) => Object.assign(marks, { first: at }))
  }).observe(document, { childList: true, subtree: true })
  new PerformanceObserver((list) => {
    if (marks.isOn) marks.tasks.push(...list.getEntries().map(({ duration }) => duration))
  }).observe({ type: 'longtask' })
  addEventListener(
    'mouseup',
    ({ timeStamp }) => Object.assign(window, { letGo: performance.timeOrigin + timeStamp }),
    true,
  )
  let last = 0
  const frame = (at: number) => {
    if (marks.isOn && last) marks.frames.push(at - last)
    last = at
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}

/** Until the first visit is painted, from when the page was asked for by its address. */
async function opened(page: Page, address: string): Promise<number> {
  await page.goto(address)
  const first = await firstPaint(page)
  // What comes after the visits (vehicles, holidays, who waits for an answer) is drawn before anything is measured.
  await page.waitForTimeout(1500)
  return first
}

/** Until the first visit is painted, from when all the board's data came in: the planner comes from another screen. */
async function painted(page: Page, address: string, path: string): Promise<number> {
  await page.goto(`${address}/settings/account`)
  await page.waitForLoadState('networkidle')
  await page.evaluate((to) => {
    window.next.router.push(to)
  }, path)
  const first = await firstPaint(page)
  const data = await page.evaluate(() => {
    const answers = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    return answers.findLast(({ name }) => /\/planboard\?.*_rsc/.test(name))?.responseEnd ?? Number.NaN
  })
  return first - data
}

async function firstPaint(page: Page): Promise<number> {
  const first = await page.waitForFunction(() => (Reflect.get(window, 'marks') as Marks).first)
  return (await first.jsonValue()) as number
}

/** What the page's main thread worked while `work` went on, in its own milliseconds: others on the machine don't count. */
async function busyWith(page: Page, work: () => Promise<void>): Promise<number> {
  const client = await page.context().newCDPSession(page)
  await client.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busy = async () => {
    const { metrics } = await client.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  }
  const before = await busy()
  await work()
  const after = await busy()
  await client.detach()
  return after - before
}

/** The frames and the long tasks of the page while `work` goes on. */
async function framesOf<T>(page: Page, work: () => Promise<T>) {
  await page.evaluate(() => Object.assign(Reflect.get(window, 'marks'), { frames: [], tasks: [], isOn: true }))
  const value = await work()
  const { frames, tasks } = await page.evaluate(() => {
    const marks = Reflect.get(window, 'marks') as Marks
    marks.isOn = false
    return { frames: marks.frames, tasks: marks.tasks }
  })
  return { value, frame: spread(frames), longTasks: tasks.length, longestTask: round(Math.max(0, ...tasks)) }
}

/** From taking hold of a visit until it is let go with Escape; what a move costs is told of the moves alone. */
async function dragged(page: Page) {
  const box = await page.locator('[data-board] [data-visit]').first().boundingBox()
  if (!box) throw new Error('no visit to drag')
  const middle = box.y + box.height / 2
  await page.mouse.move(box.x + 6, middle)
  const { value, ...figures } = await framesOf(page, async () => {
    await page.mouse.down()
    await page.mouse.move(box.x + 20, middle, { steps: 4 })
    await page.locator('[data-dragging]').first().waitFor()
    const busy = await busyWith(page, async () => {
      for (let step = 0; step < moves; step++) await page.mouse.move(box.x + 20 + step * 8, box.y + 20 + step * 6)
    })
    await page.keyboard.press('Escape')
    await page.mouse.up()
    return busy
  })
  return { taskMsPerMove: round(value / moves), ...figures }
}

async function scrolled(page: Page) {
  await page.mouse.move(900, 600)
  const { value: _, ...figures } = await framesOf(page, async () => {
    for (let step = 0; step < moves; step++) await page.mouse.wheel(0, step < moves / 2 ? 20 : -20)
  })
  return figures
}

/** A visit goes to another quarter: until it is painted there, until the server has it, until another planner sees it. */
async function dropped(page: Page, other: Page) {
  const [painted, saved, seen]: [number[], number[], number[]] = [[], [], []]
  for (let time = 0; time < drops; time++) {
    const block = page.locator('[data-board] [data-visit]').nth(time)
    const selector = `[data-board] [data-visit="${await block.getAttribute('data-visit')}"]`
    const box = await block.boundingBox()
    if (!box) throw new Error('no visit to move')
    const [paints, reaches] = [page, other].map((one) =>
      one.evaluate((which) => (Reflect.get(window, 'moved') as (selector: string) => Promise<number>)(which), selector),
    ) as [Promise<number>, Promise<number>]
    await page.mouse.move(box.x + 6, box.y + box.height / 2)
    await page.mouse.down()
    // No hand is through with it before the board has seen that it began.
    await page.mouse.move(box.x + 12, box.y + box.height / 2, { steps: 2 })
    await page.locator('[data-dragging]').first().waitFor()
    // A quarter to the right, of the five that it lasts: visits stand with room behind them.
    await page.mouse.move(box.x + 6 + box.width / 5, box.y + box.height / 2, { steps: 5 })
    await page.mouse.up()
    const [paintedAt, seenAt] = await Promise.all([paints, reaches])
    const letGo = await page.evaluate(() => Reflect.get(window, 'letGo') as number)
    const savedAt = await page.evaluate(
      (since) => (Reflect.get(window, 'saved') as (since: number) => Promise<number>)(since),
      letGo,
    )
    painted.push(paintedAt - letGo)
    saved.push(savedAt - letGo)
    seen.push(seenAt - letGo)
  }
  return { painted: spread(painted), saved: spread(saved), otherPlanner: spread(seen) }
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other)
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50: at(0.5), p95: at(0.95), most: at(1) }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
