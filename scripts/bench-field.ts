import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test'
import { needChromium } from './tools/chromium'

/** As a middling phone in a village: a processor four times slower, and slow 4G as Lighthouse takes it. */
const processorRate = 4
const slow4g = { offline: false, latency: 150, downloadThroughput: (1.6 * 1e6) / 8, uploadThroughput: (0.75 * 1e6) / 8 }
const openings = 3
const opened = 'main#main h2'

type Spread = { p50: number; most: number }
export type FieldFigures = {
  /** From nothing to a day whose buttons listen, in milliseconds: at most 3,000. */
  fieldFirstLoad: Spread
  /** Compressed, of the scripts that this takes: at most 250. */
  javaScriptKb: number
  /** Without reception, at most 1,000 milliseconds; and the same with the slow processor. */
  fieldOfflineOpen: Spread
  fieldOfflineOpenSlow: Spread
}

/** How long the field app takes to open for a technician, signed in by these cookies. */
export async function measureField(address: string, cookie: string): Promise<FieldFigures> {
  const executablePath = await needChromium()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] })
  try {
    return await measured(browser, address, cookie)
  } finally {
    await browser.close()
  }
}

async function measured(browser: Browser, address: string, cookie: string): Promise<FieldFigures> {
  const firsts: number[] = []
  const offline: number[] = []
  const offlineSlow: number[] = []
  let javaScriptKb = 0
  for (let time = 0; time < openings; time++) {
    const context = await phoneOf(browser, address, cookie)
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: processorRate })
    await devtools.send('Network.emulateNetworkConditions', slow4g)
    const weigh = scriptsOf(devtools)
    firsts.push(await usable(page, address))
    javaScriptKb = weigh()
    await devtools.send('Network.emulateNetworkConditions', {
      ...slow4g,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    })
    await kept(page)
    await context.setOffline(true)
    offlineSlow.push(await usable(page, address))
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    offline.push(await usable(page, address))
    await context.close()
  }
  return {
    fieldFirstLoad: spread(firsts),
    javaScriptKb,
    fieldOfflineOpen: spread(offline),
    fieldOfflineOpenSlow: spread(offlineSlow),
  }
}

async function phoneOf(browser: Browser, address: string, cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, locale: 'nl-BE' })
  await context.addCookies(
    cookie.split('; ').map((one) => {
      const [name = '', ...value] = one.split('=')
      return { name, value: value.join('='), url: address }
    }),
  )
  // What the compiler puts around functions that have a name.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named' })
  return context
}

/** Opens the day, and asks of the page itself when it stood there and its script listened. */
async function usable(page: Page, address: string): Promise<number> {
  await page.goto(`${address}/field`, { waitUntil: 'commit' })
  const at = await page.waitForFunction((selector) => {
    const listens = (node: Element) => Object.keys(node).some((key) => key.startsWith('__reactProps'))
    const there = document.querySelector(selector)
    return there && listens(there) ? performance.now() : false
  }, opened)
  return Number(await at.jsonValue())
}

/** Resolves when the phone has the day for when there is no reception. */
async function kept(page: Page): Promise<void> {
  const isKept = () => page.evaluate(async () => Boolean(await caches.match('/field', { ignoreVary: true })))
  while (!(await isKept())) await page.waitForTimeout(200)
}

/** Kilobytes of script that come over the line from now on until asked, as they travel. */
function scriptsOf(devtools: CDPSession): () => number {
  const scripts = new Set<string>()
  let bytes = 0
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  return () => Math.round(bytes / 102.4) / 10
}

function spread(times: readonly number[]): Spread {
  const sorted = times.map(Math.round).sort((one, other) => one - other)
  return { p50: sorted[Math.floor(sorted.length / 2)] ?? 0, most: sorted.at(-1) ?? 0 }
}
