import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import { buildSync } from 'esbuild'
import type { Kit } from './phone-kit'
import { phoneSize, signIn } from './steps'

declare const kit: Kit

/** A phone that keeps what is on it when its browser dies: one profile, opened again and again. */
export class PhoneProfile {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'phone-profile-'))
  private context: BrowserContext | null = null

  async open(): Promise<Page> {
    const { baseURL, launchOptions, locale, timezoneId } = test.info().project.use
    this.context = await chromium.launchPersistentContext(this.folder, {
      ...{ baseURL, locale, timezoneId, viewport: phoneSize, ...launchOptions },
    })
    return this.context.pages()[0] ?? this.context.newPage()
  }

  /** As when the battery is pulled out: no page hears of it. */
  async kill(): Promise<void> {
    const closed = this.context?.waitForEvent('close')
    for (const id of this.processes()) process.kill(id, 'SIGKILL')
    await closed
    this.context = null
  }

  async remove(): Promise<void> {
    await this.context?.close()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  /** The browser's own processes: those that were started with this folder. */
  private processes(): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((id) => {
        try {
          return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(`--user-data-dir=${this.folder}`)
        } catch {
          // It ended while we looked.
          return false
        }
      })
  }
}

let script = ''

/** Puts the phone's list within reach of the journey in this page, beside the app's own. */
export async function withKit(page: Page): Promise<Page> {
  script ||= buildSync({
    ...{ entryPoints: ['e2e/phone-kit.ts'], bundle: true, format: 'iife', platform: 'browser', write: false },
    define: { 'process.env.NEXT_PUBLIC_APP_VERSION': '"1.0.0"' },
  }).outputFiles[0]!.text
  await page.evaluate(script)
  return page
}

/** The member whose database the app opened on this phone. */
export async function memberOf(page: Page): Promise<string> {
  const prefix = 'werkstroom-'
  let name = ''
  await expect
    .poll(async () => {
      const all = await page.evaluate(() => indexedDB.databases())
      name = all.map((one) => one.name ?? '').find((one) => one.startsWith(prefix)) ?? ''
      return name
    })
    .not.toBe('')
  return name.slice(prefix.length)
}

/** Signed in and on the first screen of the field app, with the list within reach. */
export async function onTheField(page: Page, email: string): Promise<{ page: Page; memberId: string }> {
  await signIn(page, email)
  await page.goto('/field')
  const memberId = await memberOf(page)
  return { page: await withKit(page), memberId }
}

/** What is on the phone that the server did not answer for. */
export function left(page: Page, memberId: string): Promise<{ operations: number; files: number }> {
  return page.evaluate(async (id) => {
    const db = kit.open(id)
    const [operations, files] = await Promise.all([db.operations.toArray(), db.files.toArray()])
    db.close()
    return {
      operations: operations.filter(({ state }) => state === 'waiting').length,
      files: files.filter(({ state }) => state !== 'sent').length,
    }
  }, memberId)
}

type Carried = { visits: { id: string; notes: { body: string }[]; documents: { id: string }[] }[] }

/** What the server has of a visit, as it would be carried by a new phone. */
export async function atServer(page: Page, visitId: string): Promise<{ notes: string[]; documents: string[] }> {
  const carried = (await (await page.request.get('/api/sync/v1/pull', { maxRetries: 3 })).json()) as Carried
  const visit = carried.visits.find(({ id }) => id === visitId)
  return {
    notes: (visit?.notes ?? []).map(({ body }) => body).sort(),
    documents: (visit?.documents ?? []).map(({ id }) => id).sort(),
  }
}
