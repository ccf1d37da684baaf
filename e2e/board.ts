import type { Locator, Page } from '@playwright/test'
import { expect } from './test'

/** A Wednesday on which the demo plans nothing. */
export function quietDay(weeks = 6): string {
  const day = new Date(Date.now() + weeks * 7 * 86_400_000)
  day.setUTCDate(day.getUTCDate() + ((3 - day.getUTCDay() + 7) % 7))
  return day.toISOString().slice(0, 10)
}

export async function openBoard(page: Page, day: string): Promise<void> {
  await page.goto(`/planboard?scale=day&date=${day}`)
  await expect(page.locator('[data-board] [data-row]').first()).toBeVisible()
  // Hydrated: the board knows its own width.
  await expect(page.locator('[data-backlog] [data-order]').first()).toBeVisible()
  await page.waitForLoadState('networkidle').catch(() => undefined)
}

/** Where a clock time of the day on the board is in the row of a technician. */
export async function placeOf(page: Page, name: string, clock: string): Promise<{ x: number; y: number }> {
  await rowOf(page, name).scrollIntoViewIfNeeded()
  const row = await boxOf(rowOf(page, name))
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  const labels = page.locator('[data-board] .sticky span.absolute')
  const first = await boxOf(labels.nth(0))
  const second = await boxOf(labels.nth(1))
  const from = Number(((await labels.nth(0).textContent()) ?? '').slice(0, 2))
  const hour = second.x - first.x
  return { x: first.x + (hours + minutes / 60 - from) * hour, y: row.y + row.height / 2 }
}

export async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error('nothing there')
  return box
}

export const rowOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
export const blockOf = (page: Page, number: string) => page.locator(`[data-board] [data-number="${number}"]`)
export const cardOf = (page: Page, number: string) => page.locator(`[data-backlog] [data-number="${number}"]`)

export async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 8, from.y + 4, { steps: 3 })
  await page.mouse.move(to.x, to.y, { steps: 12 })
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

export async function grab(locator: Locator): Promise<{ x: number; y: number }> {
  await locator.scrollIntoViewIfNeeded()
  const box = await boxOf(locator)
  return { x: box.x + Math.min(16, box.width / 2), y: box.y + box.height / 2 }
}

/** Technicians of the demo, each with a name of his own. */
export async function names(page: Page): Promise<string[]> {
  const all = await page
    .locator('[data-board] section[data-row]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''))
  return all.filter((name) => all.indexOf(name) === all.lastIndexOf(name))
}
