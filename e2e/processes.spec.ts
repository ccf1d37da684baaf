import type { Browser, Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { servedBy, wish } from '../scripts/test/front'
import { makeVisits, opened, signInByForm } from './steps'
import { expect, test } from './test'

// Two app processes and one worker, all on one database: who is served by which is said for each person.

type Process = '0' | '1'

async function signedInAt(process: Process, browser: Browser, who: string): Promise<Page> {
  const page = await opened(browser, { extraHTTPHeaders: { [wish]: process } })
  const [answer] = await Promise.all([page.waitForResponse(/\/sign-in$/), signInByForm(page, who)])
  expect(answer.headers()[servedBy]).toBe(process)
  return page
}

/** A Wednesday on which the demo plans nothing. */
function quietDay(): string {
  const day = new Date(Date.now() + 9 * 7 * 86_400_000)
  day.setUTCDate(day.getUTCDate() + ((3 - day.getUTCDay() + 7) % 7))
  return day.toISOString().slice(0, 10)
}

async function openBoard(page: Page, day: string): Promise<void> {
  await page.goto(`/planboard?scale=day&date=${day}`)
  await expect(page.locator('[data-backlog] [data-order]').first()).toBeVisible()
  // The stream of changes stays open, so the network is never quite idle.
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)
}

// How long it takes depends on the machine, so it is told; without a word from the database it never would.
test('what a planner plans at one process appears on the board of another at the other', async ({ browser }) => {
  const planner = await signedInAt('0', browser, 'planner')
  const other = await signedInAt('1', browser, 'planner')
  await openBoard(planner, quietDay())
  await openBoard(other, quietDay())
  const card = planner.locator('[data-backlog] [data-order]').first()
  const number = (await card.getAttribute('data-number')) ?? ''
  const there = (page: Page) => page.locator(`[data-board] [data-number="${number}"]`)
  const delays: number[] = []
  for (let round = 0; round < 5; round++) {
    await planner.locator(`[data-backlog] [data-number="${number}"]`).focus()
    await planner.keyboard.press('m')
    await expect(planner.locator('[data-cursor]')).toBeVisible()
    await planner.keyboard.press('ArrowDown')
    const pressed = Date.now()
    await planner.keyboard.press('Enter')
    await there(other).waitFor({ timeout: 10_000 })
    delays.push(Date.now() - pressed)
    await there(planner).focus()
    await planner.keyboard.press('b')
    await expect(there(other)).toHaveCount(0)
    await expect(planner.locator(`[data-backlog] [data-number="${number}"]`)).toBeVisible()
  }
  console.log(`from the key at one process to the board at the other: ${delays.join(', ')} ms`)
  expect(delays).toHaveLength(5)
})

test('what a technician does at one process, the office reads at the other', async ({ browser }) => {
  const { email, visits } = makeVisits()
  const [{ visitId, number } = { visitId: '', number: '' }] = visits
  const phone = await signedInAt('1', browser, email)
  const office = await signedInAt('0', browser, 'planner')
  await office.goto(`/orders?q=${number}`)
  await office.getByText(number).first().click()
  await office.waitForURL(/\/orders\/[0-9a-f-]{36}/)
  await phone.goto(`/field/visits/${visitId}`)
  await phone.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined)
  await phone.getByRole('button', { name: /^Vertrek/ }).click()
  await expect(phone.getByText('Onderweg', { exact: true })).toBeVisible()
  await phone.getByRole('button', { name: 'Ik ben er' }).click()
  await expect(phone.getByText('Aan het werk')).toBeVisible()
  // The order's page listens: nobody loads it again.
  await expect(office.getByText(/in uitvoering|bezig|aan het werk/i).first()).toBeVisible()
})

test('an invoice is finalized at one process, drawn and mailed by the worker, and read at the other', async ({
  browser,
}) => {
  const office = await signedInAt('0', browser, 'administration')
  await office.goto('/invoices?status=concept')
  await office.getByRole('row').filter({ hasText: 'concept' }).getByRole('link').first().click()
  await office.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
  const invoice = new URL(office.url()).pathname
  await office.getByRole('button', { name: 'Definitief maken en versturen' }).click()
  const heading = office.getByRole('heading', { level: 1 })
  await expect(heading).toContainText(/F\d{4}-\d{4}/)
  const number = /F\d{4}-\d{4}/.exec((await heading.textContent()) ?? '')?.[0] ?? ''
  // Neither app process runs jobs: that it was sent is the worker's doing.
  await expect(office.getByText('verstuurd', { exact: true }).first()).toBeVisible({ timeout: 30_000 })

  const reader = await signedInAt('1', browser, 'admin')
  const reply = await reader.request.get(`${invoice}/pdf`)
  expect(reply.headers()[servedBy]).toBe('1')
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await reply.body())), { mergePages: true })
  expect(text).toContain(number)
  await reader.goto('/settings/outbox')
  await expect(reader.getByText(new RegExp(number)).first()).toBeVisible()
})
