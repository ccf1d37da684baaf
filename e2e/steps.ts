import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContextOptions, expect, type Locator, type Page, test } from '@playwright/test'
import { buildSync } from 'esbuild'
import { extractText, getDocumentProxy } from 'unpdf'
import type { BookedHours } from './booked-hours'
import type { FieldVisits, FieldVisitWish } from './field-visit'

export const deskSize = { width: 1440, height: 900 }
export const phoneSize = { width: 390, height: 844 }

/** A page in a browser of its own, on a desk unless the options say otherwise. */
export async function opened(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: deskSize,
    locale: 'nl-BE',
    timezoneId: 'Europe/Brussels',
    ...options,
  })
  return context.newPage()
}

const demoPassword = 'werkstroom-demo'
const addressOf = (who: string) => (who.includes('@') ? who : `${who}@warmtebrigade.example`)

/** Asks to come in, as the form on the page does; whoever is refused stays there. `who` is an address, or a name of the demo. */
export async function fillSignIn(page: Page, who: string, password = demoPassword): Promise<void> {
  await page.goto('/sign-in')
  await page.waitForLoadState('networkidle')
  await page.locator('input[name=email]').fill(addressOf(who))
  await page.locator('input[name=password]').fill(password)
  await page.getByRole('button', { name: 'Aanmelden', exact: true }).click()
}

/** Through the form, as people do: to wherever that leads. */
export async function signInByForm(page: Page, who: string): Promise<void> {
  await fillSignIn(page, who)
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'), { timeout: 60_000 })
}

/** Signed in as by the form, without drawing that and the home behind it each time; the page is where it was. */
export async function signIn(page: Page, who: string): Promise<void> {
  const { csrfToken } = (await (await page.request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const reply = await page.request.post('/api/auth/callback/password', {
    form: { csrfToken, email: addressOf(who), password: demoPassword, json: 'true' },
  })
  expect(reply.status(), `${who} comes in`).toBe(200)
}

/** Somebody with a browser of their own, signed in. */
export async function signedIn(browser: Browser, who: string, options?: BrowserContextOptions): Promise<Page> {
  const page = await opened(browser, options)
  await signIn(page, who)
  return page
}

/** The script has taken over what the server drew: from now on a tap is the app's, not the browser's. */
export async function listening(button: Locator): Promise<Locator> {
  await expect
    .poll(() => button.evaluate((node) => Object.keys(node).some((key) => key.startsWith('__reactProps'))))
    .toBe(true)
  return button
}

/** A technician with visits to a customer of his own, made beside the running app. */
export function makeVisits(wish: FieldVisitWish = {}): FieldVisits {
  return JSON.parse(beside('e2e/field-visit.ts', JSON.stringify(wish))) as FieldVisits
}

/** Somebody new with three lines in last week, on a project that the demo's planner leads. */
export function bookHours(): BookedHours {
  return JSON.parse(beside('e2e/booked-hours.ts', '{}')) as BookedHours
}

/** What came back to somebody is set right, as their week sheet would. */
export function mendHours(email: string): void {
  beside('e2e/booked-hours.ts', JSON.stringify({ mend: email }))
}

/** Mails of the demo company of which nobody knows whether they arrived; their subjects. */
export function makeUncertainMails(count: number): string[] {
  return JSON.parse(beside('e2e/uncertain-mail.ts', String(count))) as string[]
}

type Counted = { count: number }
type DemoFacts = Record<'customers' | 'reports' | 'finals' | 'answered' | 'queued', Counted[]> & {
  /** Promises of the database that something breaks. */
  broken: string[]
  orders: (Counted & { status: string })[]
  agreed: { basis: string; above: number; below: number }[]
  hours: (Counted & { state: string })[]
  projects: { pricing: string; closed: boolean; phases: number }[]
  free: { name: string; email: string }[]
}

/** What the companies of the demo held before the first journey, which scripts/test/journeys.ts wrote down. */
export function demoFacts(): DemoFacts {
  return JSON.parse(readFileSync(process.env.DEMO_FACTS ?? '', 'utf8')) as DemoFacts
}

/** Runs a script on the database of the running app; the last line it prints. */
export function beside(script: string, ...words: string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bundled(script), ...words], {
    encoding: 'utf8',
    // What was compiled for one call is there for the next.
    env: { ...process.env, NODE_COMPILE_CACHE: path.resolve('.build/test/compiled') },
  })
  if (status !== 0) throw new Error(`${script} failed: ${stderr}`)
  return stdout.trim().split('\n').at(-1) ?? ''
}

const bundles = new Map<string, string>()

/** A script and all it needs in one file: reading those one by one takes longer, each time, than what it does. */
export function bundled(script: string): string {
  const known = bundles.get(script)
  if (known) return known
  // Each worker has its own: none reads what another is writing.
  const outfile = `.build/test/beside-${test.info().workerIndex}/${path.basename(script, '.ts')}.mjs`
  buildSync({
    ...{ entryPoints: [script], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node24' },
    ...{ external: ['sharp'], alias: { 'server-only': './node_modules/server-only/empty.js' } },
    // Packages of CommonJS ask for parts of Node by this.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  })
  bundles.set(script, outfile)
  return outfile
}

/** What stands in a PDF that this person may open, as one line, however it wraps on paper. */
export async function pdfText(page: Page, path: string): Promise<string> {
  const reply = await page.request.get(path)
  expect(reply.headers()['content-type']).toBe('application/pdf')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await reply.body())), { mergePages: true })
  return text.replaceAll(/\s+/g, ' ')
}

/** Draws a line on the signature pad with the mouse. */
export async function draw(page: Page): Promise<void> {
  const pad = page.getByRole('img', { name: 'Handtekening' })
  await pad.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  const box = await pad.boundingBox()
  if (!box) throw new Error('no signature pad')
  await page.mouse.move(box.x + 40, box.y + 90)
  await page.mouse.down()
  for (let step = 1; step <= 8; step++)
    await page.mouse.move(box.x + 40 + step * 25, box.y + 90 + (step % 2 ? -40 : 30))
  await page.mouse.up()
}
